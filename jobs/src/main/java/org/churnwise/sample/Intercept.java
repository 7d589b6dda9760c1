package org.churnwise.sample;

/** Finds the intercept at which scores have a given mean probability. */
final class Intercept {
  private static final double FARTHEST = 50;
  private static final double TOLERANCE = 1e-9;
  private static final int MOST_STEPS = 100;

  private Intercept() {}

  /** The logistic function; StrictMath, because Math.exp may differ in the last bit. */
  static double probability(double logOdds) {
    return 1 / (1 + StrictMath.exp(-logOdds));
  }

  /**
   * Solves mean(probability(score + intercept)) = share by Newton's method, and by bisection where
   * Newton's step would leave the bracket. About six passes over the scores.
   */
  static double solve(double[] scores, double share) {
    double low = -FARTHEST;
    double high = FARTHEST;
    double intercept = 0;
    for (int step = 0; step < MOST_STEPS; step++) {
      double excess = -share * scores.length;
      double slope = 0;
      for (double score : scores) {
        double p = probability(score + intercept);
        excess += p;
        slope += p * (1 - p);
      }
      if (Math.abs(excess) <= TOLERANCE * scores.length) {
        return intercept;
      }
      low = excess < 0 ? intercept : low;
      high = excess > 0 ? intercept : high;
      double newton = intercept - excess / slope;
      intercept = newton > low && newton < high ? newton : (low + high) / 2;
    }
    return intercept;
  }
}
