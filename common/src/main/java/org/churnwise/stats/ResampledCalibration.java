package org.churnwise.stats;

import java.util.Arrays;

/**
 * The expected calibration error of resampled rows; negated, so that more is better. The rows are
 * ordered by bin once.
 */
final class ResampledCalibration implements ResampledMetric {
  private final int[] rows;
  private final double[] excess;

  /** For each bin the place after its last row. */
  private final int[] ends;

  ResampledCalibration(double[] probability, int[] label) {
    this.ends = new int[CalibrationBin.BINS];
    for (double one : probability) {
      ends[CalibrationBin.indexOf(one)]++;
    }
    Arrays.parallelPrefix(ends, Integer::sum);
    int[] next = new int[ends.length];
    System.arraycopy(ends, 0, next, 1, ends.length - 1);
    this.rows = new int[label.length];
    this.excess = new double[label.length];
    for (int row = 0; row < label.length; row++) {
      int place = next[CalibrationBin.indexOf(probability[row])]++;
      rows[place] = row;
      excess[place] = label[row] - probability[row];
    }
  }

  @Override
  public double[] of(DrawnRows drawn) {
    double[] errors = new double[drawn.draws()];
    for (int bin = 0; bin < ends.length; bin++) {
      double[] ofBin = drawn.sums(rows, excess, bin == 0 ? 0 : ends[bin - 1], ends[bin]);
      for (int draw = 0; draw < errors.length; draw++) {
        errors[draw] += Math.abs(ofBin[draw]);
      }
    }
    double[] all = drawn.rows();
    Arrays.setAll(errors, draw -> all[draw] == 0 ? Double.NaN : -errors[draw] / all[draw]);
    return errors;
  }
}
