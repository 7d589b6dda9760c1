package org.churnwise.stats;

/** How far a metric can be trusted. A gate accepts only {@link #OK}, and only OK has a value. */
public enum MetricStatus {
  /** Enough rows of both classes; the value is present. */
  OK,
  /** Not one row. */
  NO_DATA,
  /** All rows are churned or all are retained, so nothing was told apart. */
  ONE_CLASS,
  /** Both classes are there but too few rows for a decision. */
  TOO_FEW,
  /** A score is no number, or a probability is not in [0, 1]. */
  INVALID_SCORE,
  /** The rows are evidence, but this metric's formula has no solution on them. */
  UNDEFINED
}
