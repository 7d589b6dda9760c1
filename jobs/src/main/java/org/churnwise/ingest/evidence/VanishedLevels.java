package org.churnwise.ingest.evidence;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.churnwise.ingest.evidence.SalesEvidence.LevelCounts;
import org.churnwise.run.DataFault;

/**
 * Finds months in which a level of an attribute has no sale, although at least 30 were to be
 * expected by its share in three or more earlier months. A level that was fading away, so that its
 * last month lets expect fewer than 10, has not vanished, and neither has one whose sales another
 * one took over in the same month: it was renamed.
 */
final class VanishedLevels {
  private static final double EXPECTED_SALES = 30;
  private static final double EXPECTED_BY_LAST_MONTH = 10;
  private static final int EARLIER_MONTHS = 3;
  private static final double TAKEN_OVER = 0.5;

  private final SalesEvidence evidence;
  private final LocalDate end;

  private VanishedLevels(SalesEvidence evidence, LocalDate end) {
    this.evidence = evidence;
    this.end = end;
  }

  /**
   * What was found, by attribute, level and month.
   *
   * @param end first day that is not known: where a level that has not come back is missing to
   */
  static List<Finding> find(SalesEvidence evidence, LocalDate end, List<Acceptance> accepted) {
    VanishedLevels judge = new VanishedLevels(evidence, end);
    List<Finding> found = new ArrayList<>();
    for (LevelCounts level : evidence.levels()) {
      for (Finding finding : judge.find(level)) {
        asAccepted(finding, accepted).ifPresent(found::add);
      }
    }
    return found;
  }

  private List<Finding> find(LevelCounts level) {
    List<Finding> found = new ArrayList<>();
    Share share = new Share();
    YearMonth missingSince = null;
    double expected = 0;
    for (YearMonth month : evidence.allMonths()) {
      long sales = level.sales().getOrDefault(month, 0L);
      long all = evidence.sales(month);
      if (sales > 0) {
        if (missingSince != null) {
          found.add(finding(level, missingSince, Optional.of(month), expected));
        }
        missingSince = null;
        share = share.with(sales, all);
      } else if (missingSince == null && share.lets(all) && !isTakenOver(level, month, share)) {
        missingSince = month;
        expected = share.of(all);
      }
    }
    if (missingSince != null) {
      found.add(finding(level, missingSince, Optional.empty(), expected));
    }
    return found;
  }

  private Finding finding(
      LevelCounts level, YearMonth first, Optional<YearMonth> back, double expected) {
    LocalDate next = back.map(month -> month.atDay(1)).orElse(end);
    String subject = level.attribute() + "=" + level.level();
    DataFault fault =
        new DataFault(
            DataFault.Kind.VANISHED_LEVEL, subject, first.atDay(1), next.minusDays(1), false);
    return new Finding(
        fault,
        "expected_sales",
        expected,
        EXPECTED_SALES,
        back.map(month -> next),
        "%.0f were to be expected in %s".formatted(expected, first));
  }

  /**
   * Silence that is accepted from a day on is the true state then, whatever else somebody has
   * accepted of it.
   */
  private static Optional<Finding> asAccepted(Finding finding, List<Acceptance> accepted) {
    DataFault fault = finding.fault();
    Optional<LocalDate> trueFrom =
        accepted.stream()
            .filter(Acceptance::holdsFromNowOn)
            .filter(one -> one.subject().equals(Optional.of(fault.subject())))
            .map(one -> one.period().first())
            .filter(from -> !from.isAfter(fault.lastDay()))
            .min(LocalDate::compareTo);
    if (trueFrom.isPresent()) {
      return trueFrom
          .filter(from -> from.isAfter(fault.firstDay()))
          .map(from -> finding.accepted(from.minusDays(1)));
    }
    boolean covered =
        accepted.stream().anyMatch(one -> one.covers(fault.subject(), fault.period()));
    return Optional.of(covered ? finding.accepted(fault.lastDay()) : finding);
  }

  private boolean isTakenOver(LevelCounts level, YearMonth month, Share share) {
    double expected = share.of(evidence.sales(month));
    return evidence.levels().stream()
        .filter(other -> other.attribute().equals(level.attribute()))
        .filter(other -> other.sales().firstKey().equals(month))
        .anyMatch(other -> other.sales().get(month) >= TAKEN_OVER * expected);
  }

  /**
   * The share of a level in the months that have some of it.
   *
   * @param lastShare in the newest of them
   */
  private record Share(int months, long sales, long all, double lastShare) {
    Share() {
      this(0, 0, 0, 0);
    }

    Share with(long more, long moreOfAll) {
      return new Share(months + 1, sales + more, all + moreOfAll, (double) more / moreOfAll);
    }

    double of(long salesOfMonth) {
      return all == 0 ? 0 : (double) sales / all * salesOfMonth;
    }

    /** Whether so many sales let expect some of the level. */
    boolean lets(long salesOfMonth) {
      return months >= EARLIER_MONTHS
          && of(salesOfMonth) >= EXPECTED_SALES
          && lastShare * salesOfMonth >= EXPECTED_BY_LAST_MONTH;
    }
  }
}
