package org.churnwise.stats;

/** The mean of a loss per row, of resampled rows; negated, so that more is better. */
final class ResampledLoss implements ResampledMetric {
  private final double[] loss;

  private ResampledLoss(double[] loss) {
    this.loss = loss;
  }

  static ResampledLoss brier(double[] probability, int[] label) {
    double[] loss = new double[label.length];
    for (int row = 0; row < loss.length; row++) {
      loss[row] = (probability[row] - label[row]) * (probability[row] - label[row]);
    }
    return new ResampledLoss(loss);
  }

  static ResampledLoss logLoss(double[] probability, int[] label) {
    double[] loss = new double[label.length];
    for (int row = 0; row < loss.length; row++) {
      loss[row] = LossSums.logLoss(probability[row], label[row]);
    }
    return new ResampledLoss(loss);
  }

  @Override
  public double[] of(DrawnRows drawn) {
    return drawn.values(this::value);
  }

  private double value(long[] copies, int shift, long mask) {
    double sum = 0;
    long rows = 0;
    for (int row = 0; row < loss.length; row++) {
      long ofRow = copies[row] >>> shift & mask;
      sum += ofRow * loss[row];
      rows += ofRow;
    }
    return rows == 0 ? Double.NaN : -sum / rows;
  }
}
