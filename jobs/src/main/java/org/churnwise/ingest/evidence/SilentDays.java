package org.churnwise.ingest.evidence;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.churnwise.run.DataFault;
import org.churnwise.run.Period;

/**
 * Finds holes: runs of days without a sale that are more than twice as long as the longest run
 * before, and improbable (below 1e-6) after what was sold before, see {@link DailySales}. A run
 * within the first three months never is one, for too little is known of the shop then.
 */
final class SilentDays {
  /** What the faults are about. */
  static final String SUBJECT = "sales";

  private static final double IMPROBABLE = Math.log(1e-6);
  private static final int LONG_DAYS = 30;
  private static final int EARLIER_MONTHS = 3;
  private static final double LONGER_THAN_EVER = 2;

  private final DailySales sales;
  private final List<Period> accepted;
  private final Set<YearMonth> emptyMonths;
  private final List<SilentRun> holes = new ArrayList<>();
  private final Set<YearMonth> earlierMonths = new HashSet<>();
  private LocalDate since;
  private long longest;

  private SilentDays(
      NavigableMap<LocalDate, Long> sales,
      Collection<Period> accepted,
      Collection<YearMonth> emptyMonths) {
    this.sales = new DailySales(sales);
    this.accepted = List.copyOf(accepted);
    this.emptyMonths = Set.copyOf(emptyMonths);
  }

  /**
   * A hole.
   *
   * @param days without a sale
   * @param longestBefore days of the longest run before
   * @param next the first day behind it that has a sale; empty if it reaches the end
   */
  record SilentRun(Period days, long longestBefore, Optional<LocalDate> next, boolean accepted) {
    DataFault fault() {
      return new DataFault(
          DataFault.Kind.SILENT_DAYS, SUBJECT, days.first(), days.last(), accepted);
    }
  }

  /**
   * The holes, in order.
   *
   * @param salesByDay how many on each day; silent ones may be missing
   * @param end first day that is not known; silence before it counts
   * @param accepted days whose silence a person has accepted; what they leave of a run is judged by
   *     itself
   * @param emptyMonths months of files without a sale, which a person has accepted: holes whatever
   *     the rate
   */
  static List<SilentRun> find(
      NavigableMap<LocalDate, Long> salesByDay,
      LocalDate end,
      Collection<Period> accepted,
      Collection<YearMonth> emptyMonths) {
    NavigableMap<LocalDate, Long> sales = new TreeMap<>(salesByDay);
    sales.values().removeIf(sold -> sold == 0);
    SilentDays judge = new SilentDays(sales, accepted, emptyMonths);
    LocalDate day = null;
    judge.since = sales.isEmpty() ? end : sales.firstKey();
    for (LocalDate next : sales.keySet()) {
      if (day != null) {
        judge.between(day, next, Optional.of(next));
      }
      judge.earlierMonths.add(YearMonth.from(next));
      day = next;
    }
    if (day != null) {
      judge.between(day, end, Optional.empty());
    }
    return judge.holes;
  }

  private void between(LocalDate day, LocalDate end, Optional<LocalDate> next) {
    if (!day.plusDays(1).isBefore(end)) {
      return;
    }
    Period run = new Period(day.plusDays(1), end.minusDays(1));
    List<SilentRun> found = new ArrayList<>();
    if (isHole(run)) {
      acceptedIn(run).forEach(days -> found.add(new SilentRun(days, longest, next, true)));
      rest(run).stream()
          .filter(this::isHole)
          .forEach(days -> found.add(new SilentRun(days, longest, next, false)));
    }
    emptyMonths.stream()
        .map(Period::of)
        .flatMap(month -> month.common(run).stream())
        .filter(month -> found.stream().noneMatch(hole -> hole.days().holds(month)))
        .forEach(month -> found.add(new SilentRun(month, longest, next, true)));
    if (found.isEmpty()) {
      remember(run);
    }
    holes.addAll(found);
  }

  /** Before a long silence in the first months was something else: a trial, or a typing error. */
  private void remember(Period run) {
    if (!isEnoughKnown(run) && run.days() > LONG_DAYS) {
      since = run.last().plusDays(1);
      earlierMonths.clear();
      longest = 0;
    } else {
      longest = Math.max(longest, run.days());
    }
  }

  private boolean isEnoughKnown(Period run) {
    YearMonth month = YearMonth.from(run.first());
    return earlierMonths.stream().filter(earlier -> earlier.isBefore(month)).count()
        >= EARLIER_MONTHS;
  }

  private boolean isHole(Period run) {
    return isEnoughKnown(run)
        && run.days() > LONGER_THAN_EVER * longest
        && sales.logProbabilityOfSilence(run, since) < IMPROBABLE;
  }

  private List<Period> acceptedIn(Period run) {
    return accepted.stream().flatMap(days -> days.common(run).stream()).distinct().toList();
  }

  /** What the accepted days leave of a run. */
  private List<Period> rest(Period run) {
    List<Period> rest = List.of(run);
    for (Period days : accepted) {
      rest = rest.stream().flatMap(part -> without(part, days).stream()).toList();
    }
    return rest;
  }

  private static List<Period> without(Period run, Period days) {
    if (!run.meets(days)) {
      return List.of(run);
    }
    List<Period> parts = new ArrayList<>();
    if (run.first().isBefore(days.first())) {
      parts.add(new Period(run.first(), days.first().minusDays(1)));
    }
    if (run.last().isAfter(days.last())) {
      parts.add(new Period(days.last().plusDays(1), run.last()));
    }
    return parts;
  }
}
