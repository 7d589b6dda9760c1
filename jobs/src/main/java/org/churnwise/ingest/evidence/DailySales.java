package org.churnwise.ingest.evidence;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import org.churnwise.run.Period;

/**
 * How probable silence is after what was sold before.
 *
 * @param byDay the sales of each day that has some
 */
record DailySales(NavigableMap<LocalDate, Long> byDay) {
  private static final int RATE_DAYS = 30;
  private static final int WEEKS = 52;
  private static final int FEWEST_SALES = 10;

  /** Whether the 30 days before a run had so few sales that its silence says nothing. */
  boolean areTooFew(Period run) {
    return soldBefore(end(run)) < FEWEST_SALES;
  }

  /**
   * The logarithm of the probability of a run of silent days: the larger of two. One is that of a
   * Poisson process with the rate of the 30 days before. Sales come in waves, which it knows
   * nothing of, so that the other asks how often each day of the week was silent in the year before
   * (counted with one silent and one other week more: what nobody has seen yet may happen).
   *
   * @param since the first day of the shop
   */
  double logProbabilityOfSilence(Period run, LocalDate since) {
    LocalDate end = end(run);
    double poisson = -(double) soldBefore(end) / RATE_DAYS * run.days();
    Map<DayOfWeek, Double> silence = new EnumMap<>(DayOfWeek.class);
    double byWeekday = 0;
    for (LocalDate day = run.first(); !day.isAfter(run.last()); day = day.plusDays(1)) {
      byWeekday +=
          silence.computeIfAbsent(day.getDayOfWeek(), weekday -> logSilence(weekday, end, since));
    }
    return Math.max(poisson, byWeekday);
  }

  /** The day after the last one before a run that had a sale. */
  private LocalDate end(Period run) {
    return byDay.lowerKey(run.first()).plusDays(1);
  }

  private long soldBefore(LocalDate end) {
    return byDay.subMap(end.minusDays(RATE_DAYS), end).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private double logSilence(DayOfWeek weekday, LocalDate end, LocalDate since) {
    LocalDate day = end.minusDays(1);
    while (day.getDayOfWeek() != weekday) {
      day = day.minusDays(1);
    }
    int weeks = 0;
    int silent = 0;
    for (; weeks < WEEKS && !day.isBefore(since); day = day.minusWeeks(1)) {
      weeks++;
      silent += byDay.containsKey(day) ? 0 : 1;
    }
    return Math.log((silent + 1.0) / (weeks + 2));
  }
}
