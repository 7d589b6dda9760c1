package org.churnwise.monitoring;

import java.util.List;
import org.churnwise.stats.Verdict;

/**
 * The result of a monitoring.
 *
 * @param evaluated snapshots whose realised performance was written
 * @param written results written, these among them
 * @param upToDate results already present with the same key
 * @param driftOk distributions without drift
 * @param driftBreaches distributions that drifted beyond the threshold
 * @param driftNoEvidence distributions that could not be compared
 */
public record MonitorResult(
    int evaluated,
    int written,
    int upToDate,
    long driftOk,
    long driftBreaches,
    long driftNoEvidence) {

  static MonitorResult of(int evaluated, int written, int all, List<DriftFinding> findings) {
    return new MonitorResult(
        evaluated,
        written,
        all - written,
        count(findings, Verdict.OK),
        count(findings, Verdict.BREACH),
        count(findings, Verdict.NO_EVIDENCE));
  }

  /** Both results as one. */
  public MonitorResult plus(MonitorResult other) {
    return new MonitorResult(
        evaluated + other.evaluated,
        written + other.written,
        upToDate + other.upToDate,
        driftOk + other.driftOk,
        driftBreaches + other.driftBreaches,
        driftNoEvidence + other.driftNoEvidence);
  }

  private static long count(List<DriftFinding> findings, Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }
}
