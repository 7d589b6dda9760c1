package org.churnwise.stats;

import java.util.OptionalDouble;

/**
 * How far a distribution has drifted, and the number of rows behind it.
 *
 * @param value the population stability index, absent if a side has no rows
 * @param expectedRows rows of the baseline
 * @param actualRows rows compared with it
 */
public record StabilityIndex(OptionalDouble value, long expectedRows, long actualRows) {

  /**
   * {@link Verdict#BREACH} if the index is above the threshold; {@link Verdict#NO_EVIDENCE} if it
   * is absent or either side has fewer than {@code minRows} rows, since few rows over many bins
   * give a large index by chance alone.
   */
  public Verdict verdict(double threshold, int minRows) {
    boolean enough = Math.min(expectedRows, actualRows) >= minRows;
    return Verdict.atMost(enough ? MetricStatus.OK : MetricStatus.TOO_FEW, value, threshold);
  }
}
