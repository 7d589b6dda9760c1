package org.churnwise.stats;

/** How far a metric can be trusted. A gate accepts only {@link #OK}, and only OK has a value. */
public enum MetricStatus {
  /** Enough rows of both classes; the value is present. */
  OK,
  /** There are no rows. */
  NO_DATA,
  /** All rows churned or all stayed, so there are no classes to separate. */
  ONE_CLASS,
  /** Both classes are present, but with too few rows for a decision. */
  TOO_FEW,
  /** A score is not a number, or a probability is not in [0, 1]. */
  INVALID_SCORE,
  /** There are enough rows, but this metric's formula has no solution on them. */
  UNDEFINED
}
