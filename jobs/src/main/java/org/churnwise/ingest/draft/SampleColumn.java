package org.churnwise.ingest.draft;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.churnwise.ingest.contract.DateRules;
import org.churnwise.ingest.contract.DateTexts;
import org.churnwise.ingest.contract.NumberTexts;

/**
 * A column of a sample.
 *
 * @param name in the header; empty without one
 * @param position 1-based
 * @param values in the order of the records
 */
record SampleColumn(String name, int position, List<String> values) {
  /** Ways to write a day, the clearest first. */
  private static final List<String> FORMATS =
      List.of(
          "yyyy-MM-dd",
          "yyyy-MM-dd HH:mm:ss",
          "yyyy-MM-dd HH:mm",
          "yyyy-MM-dd HH:mm:ss xx",
          "yyyy-MM-dd'T'HH:mm:ss[.SSS]",
          "yyyy-MM-dd'T'HH:mm:ss[.SSS]XXX",
          "yyyy-MM-dd'T'HH:mm:ss[.SSS]xx",
          "dd.MM.yyyy",
          "d.M.yyyy",
          "dd.MM.yyyy HH:mm",
          "dd.MM.yyyy HH:mm:ss",
          "yyyy/MM/dd",
          "dd/MM/yyyy",
          "MM/dd/yyyy",
          "d/M/yyyy",
          "M/d/yyyy",
          "dd/MM/yyyy HH:mm",
          "MM/dd/yyyy HH:mm",
          "d/M/yyyy HH:mm",
          "M/d/yyyy HH:mm",
          "dd-MM-yyyy",
          "MM-dd-yyyy",
          "dd-MMM-yyyy",
          "yyyyMMdd",
          "epoch-seconds",
          "epoch-millis",
          "dd.MM.yy",
          "dd/MM/yy",
          "MM/dd/yy");

  private static final int PIVOT_YEAR = 1970;
  private static final int MOST_FORMATS = 3;
  private static final double MOST = 0.8;
  private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
  private static final LocalDate LATEST = LocalDate.of(2100, 1, 1);

  /** The values that are there. */
  List<String> present() {
    return values.stream().filter(value -> !value.isEmpty()).toList();
  }

  /** Whether no two records have the same value. */
  boolean isUnique() {
    return new HashSet<>(present()).size() == present().size();
  }

  /** Whether most values are numbers; some lines of an export may be bad. */
  boolean isOfNumbers(NumberTexts numbers) {
    return isMost(present().stream().filter(value -> numbers.read(value).isPresent()).count());
  }

  private boolean isMost(long count) {
    return count > 0 && count >= MOST * present().size();
  }

  /**
   * The ways of writing days that read most values between them, the most frequent first; empty if
   * it is no column of days.
   */
  List<String> dateFormats() {
    List<String> left = present();
    List<String> found = new ArrayList<>();
    while (!left.isEmpty() && found.size() < MOST_FORMATS) {
      List<String> values = left;
      String best =
          FORMATS.stream().max(Comparator.comparingLong(format -> read(format, values))).get();
      if (read(best, values) == 0) {
        break;
      }
      found.add(best);
      DateTexts texts = texts(best);
      left = left.stream().filter(value -> !isRead(texts, value)).toList();
    }
    return isMost(present().size() - left.size()) ? found : List.of();
  }

  /** Other ways that read as many values as the first: whether 1/2 is in January or February. */
  List<String> otherFormats() {
    String first = dateFormats().get(0);
    long most = read(first, present());
    return FORMATS.stream()
        .filter(format -> !format.equals(first) && format.contains("/"))
        .filter(format -> read(format, present()) == most)
        .toList();
  }

  private static long read(String format, List<String> values) {
    DateTexts texts = texts(format);
    return values.stream().filter(value -> isRead(texts, value)).count();
  }

  private static boolean isRead(DateTexts texts, String value) {
    return texts.read(value).filter(SampleColumn::isPlausible).isPresent();
  }

  private static DateTexts texts(String format) {
    DateRules utc = DateRules.of(List.of(format));
    return new DateTexts(new DateRules(utc.formats(), PIVOT_YEAR, utc.zone(), utc.timesIn()));
  }

  private static boolean isPlausible(LocalDate day) {
    return day.isAfter(EARLIEST) && day.isBefore(LATEST);
  }

  /** How a contract names it. */
  String reference() {
    return name.isEmpty() ? String.valueOf(position) : quoted(name);
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z_][A-Za-z0-9_]*")
        ? text
        : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Whether its name matches a pattern, in any letter case. */
  boolean isNamed(String pattern) {
    return name.toLowerCase(Locale.ROOT).matches(pattern);
  }

  /** The name, or the position in words. */
  String spoken() {
    return Optional.of(name).filter(n -> !n.isEmpty()).orElse("column " + position);
  }
}
