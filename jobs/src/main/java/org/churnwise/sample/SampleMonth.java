package org.churnwise.sample;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One calendar month of the sample. Its first day is a snapshot, from the second month on.
 *
 * @param index 0 for 2024-05
 * @param yearMonth the calendar month
 */
record SampleMonth(int index, YearMonth yearMonth) {
  /** Length of the window after a snapshot in which a customer stays away or not. */
  static final int WINDOW_DAYS = 30;

  private static final YearMonth FIRST = YearMonth.of(2024, 5);
  private static final YearMonth DRIFT = YearMonth.of(2025, 1);
  private static final YearMonth LAST = YearMonth.of(2025, 5);
  private static final List<SampleMonth> ALL =
      IntStream.iterate(0, i -> !FIRST.plusMonths(i).isAfter(LAST), i -> i + 1)
          .mapToObj(i -> new SampleMonth(i, FIRST.plusMonths(i)))
          .toList();

  /** All months in the order of time. */
  static List<SampleMonth> all() {
    return ALL;
  }

  /** The month in which the first customers start to buy. */
  static SampleMonth firstOfBase() {
    return ALL.get(0);
  }

  /** The month in which new customers start to buy. */
  static SampleMonth firstOfDrift() {
    return ALL.get((int) FIRST.until(DRIFT, ChronoUnit.MONTHS));
  }

  /** Whether the drift has begun. */
  boolean isDrift() {
    return !yearMonth.isBefore(DRIFT);
  }

  /** The first day, as days since 1970-01-01; so are all days of this package. */
  int firstDay() {
    return Math.toIntExact(yearMonth.atDay(1).toEpochDay());
  }

  /** The last day. */
  int lastDay() {
    return Math.toIntExact(yearMonth.atEndOfMonth().toEpochDay());
  }

  /** The first day after the window that starts with this month. */
  int windowEnd() {
    return firstDay() + WINDOW_DAYS;
  }

  /** The month with two digits, as file names have it: 2024_05. */
  String fileSuffix() {
    return String.format(Locale.ROOT, "%d_%02d", yearMonth.getYear(), yearMonth.getMonthValue());
  }

  /** The month as ids have it: 202405. */
  int number() {
    return yearMonth.getYear() * 100 + yearMonth.getMonthValue();
  }

  /** A date as days since 1970-01-01. */
  static int day(int year, int month, int dayOfMonth) {
    return Math.toIntExact(LocalDate.of(year, month, dayOfMonth).toEpochDay());
  }
}
