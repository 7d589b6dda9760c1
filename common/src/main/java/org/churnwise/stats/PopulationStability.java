package org.churnwise.stats;

import java.util.OptionalDouble;

/**
 * Population stability index of binned counts: the sum over bins of (a - e) ln(a / e), where e and
 * a are the bin's proportions of expected and actual rows (Siddiqi 2006, Credit Risk Scorecards).
 * It is 0 for equal proportions, symmetric, and never negative.
 */
public final class PopulationStability {
  private PopulationStability() {}

  /**
   * The index of two sets of counts over the same bins. Proportions below the floor are raised to
   * it, so that an empty bin counts without making the index infinite; the others are not scaled
   * down in return.
   *
   * @param expected rows per bin of the baseline
   * @param actual rows per bin of the compared data
   * @param floor least proportion of a bin, in (0, 1)
   * @return no value if either side has no rows
   * @throws IllegalArgumentException if the lengths differ, a count is negative or the floor is not
   *     in (0, 1)
   */
  public static StabilityIndex of(long[] expected, long[] actual, double floor) {
    if (expected.length != actual.length) {
      throw new IllegalArgumentException(
          "expected has " + expected.length + " bins, but actual has " + actual.length);
    }
    if (!(floor > 0 && floor < 1)) {
      throw new IllegalArgumentException("floor must be in (0, 1), not " + floor);
    }
    long expectedRows = total("expected", expected);
    long actualRows = total("actual", actual);
    if (expectedRows == 0 || actualRows == 0) {
      return new StabilityIndex(OptionalDouble.empty(), expectedRows, actualRows);
    }
    double index = 0;
    for (int bin = 0; bin < expected.length; bin++) {
      double e = Math.max(floor, (double) expected[bin] / expectedRows);
      double a = Math.max(floor, (double) actual[bin] / actualRows);
      index += (a - e) * Math.log(a / e);
    }
    return new StabilityIndex(OptionalDouble.of(index), expectedRows, actualRows);
  }

  private static long total(String side, long[] counts) {
    long rows = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      if (counts[bin] < 0) {
        throw new IllegalArgumentException(
            side + " count of bin " + bin + " must not be negative: " + counts[bin]);
      }
      rows = Math.addExact(rows, counts[bin]);
    }
    return rows;
  }
}
