package org.churnwise.stats;

/** One metric of one model, recomputed for rows that are drawn several times or not at all. */
interface ResampledMetric {
  /**
   * The metric's value; more is better.
   *
   * @param weight how often each row was drawn
   * @return NaN if it has no value, for example with a single class
   */
  double of(int[] weight);
}
