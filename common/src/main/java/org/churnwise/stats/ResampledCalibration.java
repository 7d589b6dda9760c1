package org.churnwise.stats;

/** The expected calibration error of resampled rows; negated, so that more is better. */
final class ResampledCalibration implements ResampledMetric {
  private final int[] bin;
  private final double[] excess;

  ResampledCalibration(double[] probability, int[] label) {
    this.bin = new int[label.length];
    this.excess = new double[label.length];
    for (int row = 0; row < label.length; row++) {
      bin[row] = CalibrationBin.indexOf(probability[row]);
      excess[row] = label[row] - probability[row];
    }
  }

  @Override
  public double[] of(DrawnRows drawn) {
    return drawn.values(this::value);
  }

  private double value(long[] copies, int shift, long mask) {
    double[] sums = new double[CalibrationBin.BINS];
    long rows = 0;
    for (int row = 0; row < bin.length; row++) {
      long ofRow = copies[row] >>> shift & mask;
      sums[bin[row]] += ofRow * excess[row];
      rows += ofRow;
    }
    double sum = 0;
    for (double ofBin : sums) {
      sum += Math.abs(ofBin);
    }
    return rows == 0 ? Double.NaN : -sum / rows;
  }
}
