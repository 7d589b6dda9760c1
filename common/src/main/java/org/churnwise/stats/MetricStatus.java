package org.churnwise.stats;

/** How far a metric's value can be trusted. A gate accepts only {@link #OK}. */
public enum MetricStatus {
  /** Enough rows of both classes; the value is present. */
  OK,
  /** Not one row; there is no value. */
  NO_DATA,
  /** All rows are churned or all are retained, so nothing was told apart. */
  ONE_CLASS,
  /** Both classes are there but too few rows for a decision; the value is shown, not used. */
  TOO_FEW
}
