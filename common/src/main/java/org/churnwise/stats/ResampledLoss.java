package org.churnwise.stats;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The mean of a loss per row, of resampled rows; negated, so that more is better. */
final class ResampledLoss implements ResampledMetric {
  private final int[] rows;
  private final double[] loss;

  private ResampledLoss(double[] loss) {
    this.rows = IntStream.range(0, loss.length).toArray();
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
    double[] sums = drawn.sums(rows, loss, 0, rows.length);
    double[] all = drawn.rows();
    Arrays.setAll(sums, draw -> all[draw] == 0 ? Double.NaN : -sums[draw] / all[draw]);
    return sums;
  }
}
