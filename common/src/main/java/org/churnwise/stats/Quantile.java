package org.churnwise.stats;

/** Quantiles of samples. */
final class Quantile {
  private Quantile() {}

  /**
   * The quantile of a sorted sample by linear interpolation, definition 7 of Hyndman and Fan 1996
   * (The American Statistician 50), which is numpy's and R's default.
   *
   * @param ascending at least one number, sorted
   * @param share in [0, 1]
   */
  static double of(double[] ascending, double share) {
    double place = share * (ascending.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, ascending.length - 1);
    return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
  }
}
