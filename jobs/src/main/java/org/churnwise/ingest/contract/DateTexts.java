package org.churnwise.ingest.contract;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads days by the formats of a contract, strictly: February 30 is invalid. Caches parsed texts,
 * because a file holds few distinct days; not thread-safe.
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

  private final List<DayFormat> formats;
  private final Map<String, Optional<Moment>> known = new HashMap<>();

  /** Throws IllegalArgumentException for an invalid pattern, or one that does not define a day. */
  public DateTexts(List<String> patterns) {
    this(DateRules.of(patterns));
  }

  /** Throws IllegalArgumentException for an invalid format, or one that does not define a day. */
  public DateTexts(DateRules rules) {
    formats = rules.formats().stream().map(name -> format(name, rules)).toList();
  }

  private static DayFormat format(String name, DateRules rules) {
    return switch (name) {
      case EpochDays.SECONDS -> new EpochDays(false, rules.zone());
      case EpochDays.MILLIS -> new EpochDays(true, rules.zone());
      default -> PatternDays.of(name, rules);
    };
  }

  /**
   * The day, or empty if no format yields a day in the years 1 to 9999. The twenty days up to 14
   * October 1582 are none.
   */
  public Optional<LocalDate> read(String text) {
    return moment(text).map(Moment::day);
  }

  /** The time of day, to the millisecond, where there is a day that has one. */
  public Optional<LocalTime> readTime(String text) {
    return moment(text).flatMap(Moment::time).map(time -> time.truncatedTo(ChronoUnit.MILLIS));
  }

  private Optional<Moment> moment(String text) {
    Optional<Moment> moment = known.get(text);
    if (moment == null) {
      moment = parse(text);
      if (known.size() < REMEMBERED) {
        known.put(text, moment);
      }
    }
    return moment;
  }

  private Optional<Moment> parse(String text) {
    return formats.stream()
        .flatMap(format -> format.read(text).stream())
        .filter(moment -> isKnown(moment.day()))
        .findFirst();
  }

  private static boolean isKnown(LocalDate day) {
    boolean ofTheReform = !day.isBefore(REFORM_FROM) && day.isBefore(REFORM_TO);
    return day.getYear() >= 1 && day.getYear() <= LAST_YEAR && !ofTheReform;
  }
}
