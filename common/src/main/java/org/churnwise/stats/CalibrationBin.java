package org.churnwise.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of one of ten bins of probability, (0, 0.1], (0.1, 0.2], ... (0.9, 1], the first with 0.
 *
 * @param rows in the bin
 * @param positives of them churned
 * @param probabilitySum of their probabilities
 * @param squaredErrorSum of (probability - label) squared
 */
public record CalibrationBin(
    long rows, long positives, double probabilitySum, double squaredErrorSum) {
  /** Number of bins. */
  public static final int BINS = 10;

  /** A bin without rows. */
  public static final CalibrationBin EMPTY = new CalibrationBin(0, 0, 0, 0);

  /** The rows of one bin from two sets together. */
  public CalibrationBin plus(CalibrationBin other) {
    return new CalibrationBin(
        rows + other.rows,
        positives + other.positives,
        probabilitySum + other.probabilitySum,
        squaredErrorSum + other.squaredErrorSum);
  }

  /** The ten bins of rows with probabilities in [0, 1] and labels of 0 or 1, empty ones too. */
  static List<CalibrationBin> of(double[] probability, int[] label) {
    long[] rows = new long[BINS];
    long[] positives = new long[BINS];
    double[] probabilities = new double[BINS];
    double[] errors = new double[BINS];
    for (int row = 0; row < label.length; row++) {
      int bin = indexOf(probability[row]);
      rows[bin]++;
      positives[bin] += label[row];
      probabilities[bin] += probability[row];
      errors[bin] += (probability[row] - label[row]) * (probability[row] - label[row]);
    }
    List<CalibrationBin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      bins.add(new CalibrationBin(rows[bin], positives[bin], probabilities[bin], errors[bin]));
    }
    return bins;
  }

  /** The 0-based bin of a probability. */
  static int indexOf(double probability) {
    return Math.max(0, (int) Math.ceil(probability * BINS) - 1);
  }

  /** Churned rows in excess of those predicted by the probabilities; negative if fewer. */
  double excess() {
    return positives - probabilitySum;
  }
}
