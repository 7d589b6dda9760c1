package org.churnwise.cli;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjuster;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.churnwise.error.ChurnException;
import picocli.CommandLine.Option;

/**
 * The step of a series of snapshots. The calendar fixes its days, not the first date asked for, so
 * that two ranges that overlap name the same snapshots.
 */
public final class StepOption {
  private static final String ALLOWED = "; use day, week or month";

  @Option(
      names = "--every",
      paramLabel = "STEP",
      description =
          "Step of a series: day, week (Mondays) or month (the 1st of each, the default).")
  private String every;

  /** The step by its name on the command line. */
  private enum Step {
    DAY("day", day -> day),
    WEEK("Monday", TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY)),
    MONTH("1st of a month", day -> firstOfMonth(LocalDate.from(day)));

    private final String kind;
    private final TemporalAdjuster nextOrSame;

    Step(String kind, TemporalAdjuster nextOrSame) {
      this.kind = kind;
      this.nextOrSame = nextOrSame;
    }

    private static LocalDate firstOfMonth(LocalDate day) {
      return day.getDayOfMonth() == 1 ? day : day.with(TemporalAdjusters.firstDayOfNextMonth());
    }

    private LocalDate from(LocalDate day) {
      return day.with(nextOrSame);
    }

    private static Step named(String name) {
      return Arrays.stream(values())
          .filter(step -> step.toString().equals(name))
          .findFirst()
          .orElseThrow(() -> ChurnException.usage("unknown step --every " + name + ALLOWED));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  boolean given() {
    return every != null;
  }

  /**
   * Each day, each Monday or each 1st of a month in a range.
   *
   * @param fromName the option that {@code from} came with, for a message
   * @param from the first possible day; null if it was not given
   * @param toName the option that {@code to} came with, for a message
   * @param to the last possible day; null if it was not given
   * @return at least one day, in order
   * @throws ChurnException exit 2 for an unknown step, half a range, or one without such a day
   */
  public List<LocalDate> between(String fromName, LocalDate from, String toName, LocalDate to) {
    Step step = Step.named(every == null ? Step.MONTH.toString() : every);
    if (from == null || to == null) {
      throw ChurnException.usage(
          "a series of snapshots needs %s and %s, for example %s 2024-06-01 %s 2024-09-01"
              .formatted(fromName, toName, fromName, toName));
    }
    if (to.isBefore(from)) {
      throw ChurnException.usage(
          "%s %s is before %s %s; swap them".formatted(toName, to, fromName, from));
    }
    List<LocalDate> series = new ArrayList<>();
    for (LocalDate day = step.from(from); !day.isAfter(to); day = step.from(day.plusDays(1))) {
      series.add(day);
    }
    if (series.isEmpty()) {
      throw ChurnException.usage(
          "no %s lies between %s %s and %s %s; widen the range, choose another --every, or name the days"
              .formatted(step.kind, fromName, from, toName, to));
    }
    return series;
  }
}
