package org.churnwise.stats;

import java.util.List;

/**
 * The result of comparing two models on the same rows.
 *
 * @param status of the rows; unless OK, nothing was compared
 * @param better whether the primary metric is better beyond chance and margin
 * @param differences the primary metric's first; empty without evidence
 * @param brokenGuards messages about what is worse beyond chance; empty if nothing is
 */
public record PairedJudgement(
    MetricStatus status,
    boolean better,
    List<PairedDifference> differences,
    List<String> brokenGuards) {
  public PairedJudgement {
    differences = List.copyOf(differences);
    brokenGuards = List.copyOf(brokenGuards);
  }

  /** Whether the challenger should take the champion's place. */
  public boolean promotes() {
    return status == MetricStatus.OK && better && brokenGuards.isEmpty();
  }
}
