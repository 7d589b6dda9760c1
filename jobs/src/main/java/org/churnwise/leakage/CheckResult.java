package org.churnwise.leakage;

import java.util.Optional;

/**
 * The result of one check.
 *
 * @param name of the check
 * @param compared what was compared with what
 * @param rows rows compared, all snapshots together
 * @param snapshots snapshots checked
 * @param verdict LEAK exactly if there is a leak
 * @param leak the first cell that proves it
 * @param advice what to do about a leak, or why there is no evidence; empty for OK
 */
public record CheckResult(
    String name,
    String compared,
    long rows,
    int snapshots,
    Outcome verdict,
    Optional<Leak> leak,
    String advice) {

  /** How a check ends; without rows to compare it is NO_EVIDENCE, not OK. */
  public enum Outcome {
    OK,
    LEAK,
    NO_EVIDENCE
  }

  static CheckResult of(
      String name, String compared, long rows, int snapshots, Optional<Leak> leak, String advice) {
    return leak.isPresent()
        ? new CheckResult(name, compared, rows, snapshots, Outcome.LEAK, leak, advice)
        : new CheckResult(name, compared, rows, snapshots, Outcome.OK, leak, "");
  }

  static CheckResult noEvidence(String name, String compared, int snapshots, String why) {
    return new CheckResult(
        name, compared, 0, snapshots, Outcome.NO_EVIDENCE, Optional.empty(), why);
  }

  /** Whether the check found a leak. */
  public boolean isLeak() {
    return verdict == Outcome.LEAK;
  }
}
