package org.churnwise.stats;

/** The standard normal distribution. */
final class Normal {
  private static final double SMALL = 3;
  private static final int TERMS = 200;

  private Normal() {}

  /** The chance of a value at least as far from 0, on either side. */
  static double twoSided(double z) {
    double x = Math.abs(z);
    return Math.min(1, Math.max(0, x < SMALL ? 1 - 2 * series(x) : 2 * tail(x)));
  }

  /** The chance of a value in [0, x]: the series of Abramowitz and Stegun 26.2.11. */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int k = 1; k < TERMS && term > sum * 1e-17; k++) {
      term *= x * x / (2 * k + 1);
      sum += term;
    }
    return density(x) * sum;
  }

  /** The chance of a value above x: the continued fraction of Abramowitz and Stegun 26.2.14. */
  private static double tail(double x) {
    double fraction = x;
    for (int k = TERMS; k >= 1; k--) {
      fraction = x + k / fraction;
    }
    return density(x) / fraction;
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
