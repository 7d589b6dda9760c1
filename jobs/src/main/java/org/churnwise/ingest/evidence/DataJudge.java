package org.churnwise.ingest.evidence;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.churnwise.run.DataFault;

/**
 * Finds what is missing or wrong in the data as a whole, where single rows are right. Needs three
 * earlier months; without them nothing is found.
 *
 * @param accepted what persons have accepted
 * @param emptyMonths months of files without a sale, which somebody has accepted
 */
public record DataJudge(List<Acceptance> accepted, Collection<YearMonth> emptyMonths) {
  public DataJudge {
    accepted = List.copyOf(accepted);
    emptyMonths = List.copyOf(emptyMonths);
  }

  /**
   * Everything that is found.
   *
   * @param end first day that is not known; silence before it counts
   */
  public List<Finding> findings(SalesEvidence evidence, LocalDate end) {
    List<Finding> found = new ArrayList<>();
    SilentDays.find(
            evidence.salesByDay(),
            end,
            accepted.stream().flatMap(acceptance -> acceptance.silentDays().stream()).toList(),
            emptyMonths)
        .forEach(run -> found.add(of(run)));
    found.addAll(VanishedLevels.find(evidence, end, accepted));
    List<DataFault> holes =
        found.stream().map(Finding::fault).filter(fault -> fault.kind().isHole()).toList();
    MonthFaults.find(evidence, end, accepted).stream()
        .filter(finding -> !isExplained(finding.fault(), holes))
        .forEach(found::add);
    return found;
  }

  /** Few sales in a month with a hole are no news. */
  private static boolean isExplained(DataFault fault, List<DataFault> holes) {
    return fault.kind() == DataFault.Kind.VOLUME
        && holes.stream().anyMatch(hole -> hole.period().meets(fault.period()));
  }

  private static Finding of(SilentDays.SilentRun run) {
    return new Finding(
        run.fault(),
        "silent_days",
        run.days().days(),
        2.0 * run.longestBefore(),
        run.next(),
        "%s, %s"
            .formatted(
                days(run.days().days(), "silent day"),
                run.longestBefore() == 0
                    ? "none before"
                    : "the longest run before was of " + days(run.longestBefore(), "day")));
  }

  private static String days(long count, String what) {
    return "%d %s%s".formatted(count, what, count == 1 ? "" : "s");
  }
}
