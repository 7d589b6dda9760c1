package org.churnwise.training;

import java.util.Arrays;
import org.churnwise.model.scoring.LogFeatures;

/**
 * The rows of a logistic regression in flat arrays, 12 bytes for each number that is not 0.
 *
 * @param size places of a row
 * @param ends for each row the index after its last number
 * @param places of the numbers, ascending within a row
 * @param values of the numbers
 * @param labels 0 or 1
 */
record LogRows(int size, int[] ends, int[] places, double[] values, float[] labels) {

  /**
   * Makes rows from the booster's.
   *
   * @param features the booster's vectors, one after the other
   * @param labels of the vectors
   */
  static LogRows of(LogFeatures logarithms, float[] features, float[] labels) {
    int[] ends = new int[labels.length];
    int[] places = new int[labels.length * logarithms.mostNonzeros()];
    double[] values = new double[places.length];
    int inputs = logarithms.mostNonzeros() - 1;
    int end = 0;
    for (int row = 0; row < ends.length; row++) {
      end = logarithms.write(features, row * inputs, places, values, end);
      ends[row] = end;
    }
    return new LogRows(
        logarithms.size(), ends, Arrays.copyOf(places, end), Arrays.copyOf(values, end), labels);
  }

  /** The mean of each place. */
  double[] means() {
    double[] means = new double[size];
    for (int i = 0; i < places.length; i++) {
      means[places[i]] += values[i];
    }
    for (int place = 0; place < size; place++) {
      means[place] /= rows();
    }
    return means;
  }

  int rows() {
    return ends.length;
  }

  int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }
}
