package org.churnwise.stats;

import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * How two sets of counts over the same bins differ, and how much of it chance explains. If both
 * sides are drawn from one distribution, the population stability index times 1/(1/n + 1/m) is
 * about chi-squared with one degree of freedom less than there are bins (Yurdakul 2018, Statistical
 * Properties of the Population Stability Index).
 *
 * @param stability the population stability index
 * @param chance what the index stays below in 99 of 100 such draws; 0 for a single bin
 * @param jensenShannon the Jensen-Shannon distance, natural logarithm: the square root of the
 *     divergence, in [0, sqrt(ln 2)] (Endres and Schindelin 2003)
 */
public record BinnedDrift(StabilityIndex stability, double chance, double jensenShannon) {
  private static final double CONFIDENCE = 0.99;
  private static final double ACCURACY = 1e-12;

  /**
   * The difference of counts; both sides have rows.
   *
   * @param floor least proportion of a bin in the index, see {@link PopulationStability#of}
   * @throws IllegalArgumentException if a side has no rows, or as {@link PopulationStability#of}
   */
  public static BinnedDrift of(long[] expected, long[] actual, double floor) {
    int[] filled =
        IntStream.range(0, Math.min(expected.length, actual.length))
            .filter(bin -> expected[bin] + actual[bin] > 0)
            .toArray();
    StabilityIndex stability = PopulationStability.of(expected, actual, floor);
    if (stability.value().isEmpty()) {
      throw new IllegalArgumentException("a side has no rows");
    }
    double rows = 1.0 / stability.expectedRows() + 1.0 / stability.actualRows();
    return new BinnedDrift(
        stability, quantile(filled.length - 1) * rows, distance(expected, actual, stability));
  }

  /** The index without what chance explains; below 0 where chance explains more than there is. */
  public double excess() {
    return stability.value().getAsDouble() - chance;
  }

  private static double quantile(int degreesOfFreedom) {
    return degreesOfFreedom == 0
        ? 0
        : new ChiSquaredDistribution(null, degreesOfFreedom, ACCURACY)
            .inverseCumulativeProbability(CONFIDENCE);
  }

  private static double distance(long[] expected, long[] actual, StabilityIndex of) {
    double divergence = 0;
    for (int bin = 0; bin < expected.length; bin++) {
      double e = (double) expected[bin] / of.expectedRows();
      double a = (double) actual[bin] / of.actualRows();
      divergence += information(e, (e + a) / 2) + information(a, (e + a) / 2);
    }
    return Math.sqrt(Math.max(0, divergence / 2)); // rounding may leave a little below 0
  }

  private static double information(double share, double middle) {
    return share == 0 ? 0 : share * Math.log(share / middle);
  }
}
