package org.churnwise.ingest.contract;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Days by a pattern of {@link DateTimeFormatter}, strictly: February 30 is none. */
record PatternDays(DateTimeFormatter format, ZoneId zone, ZoneId timesIn) implements DayFormat {
  /** Letters of a year, and quoted texts, which may hold the same letters. */
  private static final Pattern YEAR = Pattern.compile("'[^']*'|[yu]+");

  private static final int FULL_YEAR = 4;

  /**
   * The days of a pattern.
   *
   * @throws IllegalArgumentException for an invalid pattern, one that does not define a day, and
   *     one whose year has another number of digits than 4, or 2 with a pivot
   */
  static PatternDays of(String pattern, DateRules rules) {
    DateTimeFormatter format = format(pattern, rules.pivotYear());
    LocalDate probe = LocalDate.of(2001, 2, 3);
    try {
      String text = format.format(probe.atTime(4, 5, 6).atZone(ZoneOffset.UTC));
      TemporalAccessor parsed = format.parse(text);
      LocalDate day = LocalDate.from(parsed);
      boolean pivoted = rules.pivotYear() != null && day.getDayOfYear() == probe.getDayOfYear();
      if (day.equals(probe) || pivoted) {
        return new PatternDays(format, rules.zone(), rules.timesIn());
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("it does not define a day", e);
    }
    throw new IllegalArgumentException("it does not define a day");
  }

  private static DateTimeFormatter format(String pattern, Integer pivotYear) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
    Matcher years = YEAR.matcher(pattern);
    int from = 0;
    while (years.find()) {
      if (years.group().startsWith("'")) {
        continue;
      }
      builder.appendPattern(pattern.substring(from, years.start()));
      from = years.end();
      appendYear(builder, years.group().length(), pivotYear);
    }
    return builder
        .appendPattern(pattern.substring(from))
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  private static void appendYear(DateTimeFormatterBuilder builder, int digits, Integer pivotYear) {
    if (digits == 2 && pivotYear != null) {
      builder.appendValueReduced(ChronoField.YEAR, 2, 2, pivotYear);
    } else if (digits == FULL_YEAR) {
      builder.appendPattern("uuuu"); // without an era in the text, y means u
    } else {
      throw new IllegalArgumentException(
          "a year is yyyy, or yy with 'pivot-year', the first of the hundred years it stands for");
    }
  }

  @Override
  public Optional<Moment> read(String text) {
    try {
      return Optional.of(moment(format.parse(text)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Moment moment(TemporalAccessor parsed) {
    if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
      return Moment.of(Instant.from(parsed), zone);
    }
    LocalDate day = LocalDate.from(parsed);
    if (!parsed.isSupported(ChronoField.NANO_OF_DAY)) {
      return Moment.of(day);
    }
    LocalTime time = LocalTime.from(parsed);
    return timesIn.equals(zone)
        ? new Moment(day, Optional.of(time))
        : Moment.of(day.atTime(time).atZone(timesIn).toInstant(), zone);
  }
}
