package org.churnwise.stats;

import java.util.stream.IntStream;

/** Correction for multiple tests. */
public final class Holm {
  private Holm() {}

  /**
   * Holm's step-down adjustment (Holm 1979, Scandinavian Journal of Statistics 6): the k-th
   * smallest of m p-values is multiplied by m - k + 1, never falls below a smaller one's, and is
   * cut at 1. Reporting adjusted values below a level keeps the probability of any false finding
   * below that level, whatever the dependence of the tests.
   *
   * @param pValues each in [0, 1]
   * @return the adjusted values in the order of the given ones
   */
  public static double[] adjusted(double[] pValues) {
    for (double p : pValues) {
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("a p-value must be in [0, 1], not " + p);
      }
    }
    int[] ascending =
        IntStream.range(0, pValues.length)
            .boxed()
            .sorted((left, right) -> Double.compare(pValues[left], pValues[right]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[pValues.length];
    double largest = 0;
    for (int place = 0; place < ascending.length; place++) {
      largest = Math.max(largest, pValues[ascending[place]] * (ascending.length - place));
      adjusted[ascending[place]] = Math.min(1, largest);
    }
    return adjusted;
  }
}
