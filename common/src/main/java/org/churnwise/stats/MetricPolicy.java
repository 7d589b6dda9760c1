package org.churnwise.stats;

/**
 * How much evidence a metric needs before a gate may use it.
 *
 * @param minRows fewer rows than this are {@link MetricStatus#TOO_FEW}
 * @param minPositives fewer rows than this of either class, churned or retained, are {@link
 *     MetricStatus#TOO_FEW}
 */
public record MetricPolicy(int minRows, int minPositives) {
  /** Refuses negative counts. */
  public MetricPolicy {
    if (minRows < 0 || minPositives < 0) {
      throw new IllegalArgumentException(
          "minRows and minPositives must not be negative: " + minRows + ", " + minPositives);
    }
  }

  /** The status of metrics from these sums. */
  public MetricStatus statusOf(ScoreSums sums) {
    return sums.invalidScores() > 0
        ? MetricStatus.INVALID_SCORE
        : statusOf(sums.rows(), sums.positives());
  }

  /** The status of metrics over that many rows, of which {@code positives} churned. */
  public MetricStatus statusOf(long rows, long positives) {
    if (rows == 0) {
      return MetricStatus.NO_DATA;
    }
    long rarer = Math.min(positives, rows - positives);
    if (rarer == 0) {
      return MetricStatus.ONE_CLASS;
    }
    return rows < minRows || rarer < minPositives ? MetricStatus.TOO_FEW : MetricStatus.OK;
  }
}
