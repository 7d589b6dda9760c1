package org.churnwise.stats;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The expected calibration error: over ten bins of equal width, the mean distance, weighted by
 * rows, between the share that churned and the mean probability (Naeini, Cooper and Hauskrecht
 * 2015, AAAI). It is never negative, so noise alone makes it positive: about 0.03 for a perfectly
 * calibrated model on 1,000 rows.
 */
final class CalibrationError {
  private static final int DRAWS = 1000;
  private static final long SEED = 1;

  private CalibrationError() {}

  static double of(List<CalibrationBin> bins) {
    double sum = 0;
    for (CalibrationBin bin : bins) {
      sum += Math.abs(bin.excess());
    }
    return sum / rows(bins);
  }

  /**
   * Parametric bootstrap, percentiles of 1,000 draws with a fixed seed: each bin's excess, a sum of
   * independent rows, is drawn from the normal distribution with its value and variance. Widened to
   * include the value itself, which noise can only raise.
   */
  static Interval interval(List<CalibrationBin> bins) {
    SplittableRandom chance = new SplittableRandom(SEED);
    long rows = rows(bins);
    double[] draws = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      double sum = 0;
      for (CalibrationBin bin : bins) {
        sum += Math.abs(bin.excess() + chance.nextGaussian() * deviation(bin));
      }
      draws[draw] = Math.min(1, sum / rows);
    }
    return Intervals.percentile(draws).including(of(bins));
  }

  private static double deviation(CalibrationBin bin) {
    if (bin.rows() == 0) {
      return 0;
    }
    double excess = bin.excess();
    return Math.sqrt(Math.max(0, bin.squaredErrorSum() - excess * excess / bin.rows()));
  }

  private static long rows(List<CalibrationBin> bins) {
    return bins.stream().mapToLong(CalibrationBin::rows).sum();
  }
}
