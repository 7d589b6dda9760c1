package org.churnwise.run;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Some days in a row.
 *
 * @param first of them
 * @param last of them, not before the first
 */
public record Period(LocalDate first, LocalDate last) {
  public Period {
    if (last.isBefore(first)) {
      throw new IllegalArgumentException("the last day " + last + " is before the first " + first);
    }
  }

  /** All days of a month. */
  public static Period of(YearMonth month) {
    return new Period(month.atDay(1), month.atEndOfMonth());
  }

  /** How many days. */
  public long days() {
    return ChronoUnit.DAYS.between(first, last) + 1;
  }

  /** Whether some day belongs to both. */
  public boolean meets(Period other) {
    return !first.isAfter(other.last) && !other.first.isAfter(last);
  }

  /** Whether every day of another period belongs to this one. */
  public boolean holds(Period other) {
    return !first.isAfter(other.first) && !last.isBefore(other.last);
  }

  /** The days of both; empty if there are none. */
  public Optional<Period> common(Period other) {
    return meets(other)
        ? Optional.of(
            new Period(
                first.isBefore(other.first) ? other.first : first,
                last.isBefore(other.last) ? last : other.last))
        : Optional.empty();
  }

  /** The month that it is, or its first and last day: {@code 2024-05-03..2024-05-09}. */
  @Override
  public String toString() {
    YearMonth month = YearMonth.from(first);
    if (equals(of(month))) {
      return month.toString();
    }
    return first.equals(last) ? first.toString() : first + ".." + last;
  }
}
