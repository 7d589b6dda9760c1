package org.churnwise.stats;

/** One metric of one model, recomputed for rows that are drawn several times or not at all. */
interface ResampledMetric {
  /**
   * The metric's values; more is better.
   *
   * @return by draw; NaN if it has no value, for example with a single class
   */
  double[] of(DrawnRows drawn);
}
