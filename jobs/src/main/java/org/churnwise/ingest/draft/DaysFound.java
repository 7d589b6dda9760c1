package org.churnwise.ingest.draft;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.churnwise.ingest.contract.DateRules;
import org.churnwise.ingest.contract.DateTexts;

/**
 * The ways in which a column of a sample writes days.
 *
 * @param formats that read most values between them, the most frequent first; none if the values
 *     are no days
 * @param others that read as many values as the first, some of them as other days: whether 1/2 is
 *     in January or February
 */
record DaysFound(List<String> formats, List<String> others) {
  /** Ways to write a day, the clearest first. */
  private static final List<String> FORMATS =
      List.of(
          "yyyy-MM-dd",
          "yyyy-MM-dd HH:mm:ss",
          "yyyy-MM-dd HH:mm",
          "yyyy-MM-dd HH:mm:ss xx",
          "yyyy-MM-dd HH:mm:ss.SSS",
          "yyyy-MM-dd HH:mm:ss.SSSSSS",
          "yyyy-MM-dd HH:mm:ss[.SSSSSS]XXX",
          "yyyy-MM-dd HH:mm:ss[.SSSSSS]x",
          "yyyy-MM-dd HH:mm:ss VV",
          "yyyy-MM-dd'T'HH:mm:ss[.SSS]",
          "yyyy-MM-dd'T'HH:mm:ss[.SSS]XXX",
          "yyyy-MM-dd'T'HH:mm:ss[.SSS]xx",
          "yyyy-MM-dd'T'HH:mm:ss.SSSSSS[XXX]",
          "yyyy-MM-dd'T'HH:mm[XXX]",
          "dd.MM.yyyy",
          "d.M.yyyy",
          "dd.MM.yyyy HH:mm",
          "dd.MM.yyyy HH:mm:ss",
          "d.M.yyyy H:mm",
          "yyyy/MM/dd",
          "yyyy/MM/dd HH:mm:ss",
          "dd/MM/yyyy",
          "MM/dd/yyyy",
          "d/M/yyyy",
          "M/d/yyyy",
          "dd/MM/yyyy HH:mm",
          "MM/dd/yyyy HH:mm",
          "d/M/yyyy H:mm",
          "M/d/yyyy H:mm",
          "dd/MM/yyyy HH:mm:ss",
          "MM/dd/yyyy HH:mm:ss",
          "d/M/yyyy h:mm a",
          "M/d/yyyy h:mm a",
          "d/M/yyyy h:mm:ss a",
          "M/d/yyyy h:mm:ss a",
          "dd-MM-yyyy",
          "MM-dd-yyyy",
          "dd-MM-yyyy HH:mm",
          "MM-dd-yyyy HH:mm",
          "dd-MMM-yyyy",
          "d MMM yyyy",
          "MMM d, yyyy",
          "MMM d, yyyy h:mm:ss a",
          "MMM d, yyyy h:mm a",
          "yyyyMMdd",
          "epoch-seconds",
          "epoch-millis",
          "dd.MM.yy",
          "d.M.yy",
          "dd.MM.yy HH:mm",
          "d.M.yy H:mm",
          "dd/MM/yy",
          "MM/dd/yy",
          "d/M/yy",
          "M/d/yy",
          "d/M/yy H:mm",
          "M/d/yy H:mm",
          "d/M/yy h:mm a",
          "M/d/yy h:mm a");

  private static final int PIVOT_YEAR = 1970;
  private static final int MOST_FORMATS = 3;
  private static final int MOST_VALUES = 50;
  private static final double MOST = 0.8;
  private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
  private static final LocalDate LATEST = LocalDate.of(2100, 1, 1);
  private static final DaysFound NONE = new DaysFound(List.of(), List.of());

  static DaysFound in(SampleColumn column) {
    List<String> values =
        column.present().stream()
            .distinct()
            .filter(DaysFound::isLikely)
            .limit(MOST_VALUES)
            .toList();
    // a number of an order has as many digits as a second since 1970
    boolean mayBeNumber =
        column.name().isEmpty() || column.isNamed(".*(dat|day|tag|time|zeit|created|paid|seit).*");
    List<String> left = values;
    List<String> found = new ArrayList<>();
    while (!left.isEmpty() && found.size() < MOST_FORMATS) {
      List<String> unread = left;
      Optional<String> best =
          FORMATS.stream()
              .filter(format -> mayBeNumber || !format.matches("epoch.*|yyyyMMdd"))
              .max(Comparator.comparingLong(format -> count(format, unread)));
      if (count(best.orElseThrow(), unread) == 0) {
        break;
      }
      found.add(best.get());
      DateTexts texts = texts(best.get());
      left = unread.stream().filter(value -> day(texts, value).isEmpty()).toList();
    }
    List<DateTexts> texts = found.stream().map(DaysFound::texts).toList();
    long read =
        column.present().stream()
            .filter(value -> texts.stream().anyMatch(text -> text.read(value).isPresent()))
            .count();
    return read == 0 || read < MOST * column.present().size()
        ? NONE
        : new DaysFound(List.copyOf(found), others(found, column.present()));
  }

  private static boolean isLikely(String value) {
    return value.length() > 5 && value.length() < 40 && value.matches(".*[0-9].*");
  }

  private static List<String> others(List<String> found, List<String> values) {
    String first = found.get(0);
    DateTexts texts = texts(first);
    long most = count(first, values);
    List<String> both =
        values.stream().distinct().filter(value -> day(texts, value).isPresent()).toList();
    return FORMATS.stream()
        .filter(format -> !format.equals(first) && isOtherDay(texts, texts(format), both))
        .filter(format -> found.contains(format) || count(format, values) == most)
        .toList();
  }

  private static boolean isOtherDay(DateTexts one, DateTexts other, List<String> values) {
    return values.stream()
        .anyMatch(
            value ->
                other.read(value).filter(day -> !day.equals(one.read(value).get())).isPresent());
  }

  /** Whether there is one way only to read them. */
  boolean areClear() {
    return others.isEmpty();
  }

  private static long count(String format, List<String> values) {
    DateTexts texts = texts(format);
    return values.stream().filter(value -> day(texts, value).isPresent()).count();
  }

  private static Optional<LocalDate> day(DateTexts texts, String value) {
    return texts.read(value).filter(DaysFound::isPlausible);
  }

  private static DateTexts texts(String format) {
    DateRules utc = DateRules.of(List.of(format));
    return new DateTexts(new DateRules(utc.formats(), PIVOT_YEAR, utc.zone(), utc.timesIn()));
  }

  private static boolean isPlausible(LocalDate day) {
    return day.isAfter(EARLIEST) && day.isBefore(LATEST);
  }
}
