package org.churnwise.stats;

/** One metric of one model, recomputed for rows that count several times or not at all. */
interface ResampledMetric {
  /**
   * The metric's value; more is better.
   *
   * @param weight how often each row counts
   * @return NaN where it has no value, as with one class only
   */
  double of(int[] weight);
}
