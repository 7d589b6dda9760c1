package org.churnwise.ingest.contract;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses days by patterns, strictly: February 30 is invalid. Caches parsed texts, because a file
 * holds few distinct days; not thread-safe.
 */
public final class DateTexts {
  private static final int REMEMBERED = 4096;
  private static final int LAST_YEAR = 9999;

  /**
   * The ten days that the Gregorian reform left out, and the ten before them, which Snowflake's
   * driver stores as others: it counts by java.sql.Date, which changes the calendar there.
   */
  private static final LocalDate REFORM_FROM = LocalDate.of(1582, 9, 25);

  private static final LocalDate REFORM_TO = LocalDate.of(1582, 10, 15);

  /** Year letters outside quotes; without an era in the text, y means u. */
  private static final Pattern YEAR = Pattern.compile("'[^']*'|y");

  private final List<DateTimeFormatter> formats;
  private final Map<String, Optional<LocalDate>> known = new HashMap<>();

  /** Throws IllegalArgumentException for an invalid pattern, or one that does not define a day. */
  public DateTexts(List<String> patterns) {
    formats = patterns.stream().map(DateTexts::format).toList();
  }

  private static DateTimeFormatter format(String pattern) {
    String proleptic =
        YEAR.matcher(pattern)
            .replaceAll(m -> m.group().equals("y") ? "u" : Matcher.quoteReplacement(m.group()));
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern(proleptic, Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
    LocalDate probe = LocalDate.of(2001, 2, 3);
    try {
      String text = format.format(probe.atTime(4, 5, 6));
      if (LocalDate.parse(text, format).equals(probe)) {
        return format;
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("it does not define a day", e);
    }
    throw new IllegalArgumentException("it does not define a day");
  }

  /**
   * The day, or empty if no format yields a day in the years 1 to 9999. The twenty days up to 14
   * October 1582 are none.
   */
  public Optional<LocalDate> read(String text) {
    Optional<LocalDate> day = known.get(text);
    if (day == null) {
      day = parse(text);
      if (known.size() < REMEMBERED) {
        known.put(text, day);
      }
    }
    return day;
  }

  private Optional<LocalDate> parse(String text) {
    for (DateTimeFormatter format : formats) {
      try {
        LocalDate day = LocalDate.parse(text, format);
        if (isKnown(day)) {
          return Optional.of(day);
        }
      } catch (DateTimeException e) {
        continue; // try the next format
      }
    }
    return Optional.empty();
  }

  private static boolean isKnown(LocalDate day) {
    boolean ofTheReform = !day.isBefore(REFORM_FROM) && day.isBefore(REFORM_TO);
    return day.getYear() >= 1 && day.getYear() <= LAST_YEAR && !ofTheReform;
  }
}
