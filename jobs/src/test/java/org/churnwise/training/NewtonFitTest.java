package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NewtonFitTest {

  /**
   * Where half the squared weights plus the log loss is least, its slope is 0 in every direction.
   */
  @Test
  void theSlopeAtTheWeightsIsZero() {
    SplittableRandom chance = new SplittableRandom(5);
    double[][] rows = new double[3 * LogisticSums.BLOCK + 7][];
    float[] labels = new float[rows.length];
    for (int row = 0; row < rows.length; row++) {
      double x = chance.nextDouble() * 10;
      double y = row % 3 == 0 ? 0 : chance.nextDouble() - 0.5;
      rows[row] = new double[] {x, y, 0, 1};
      labels[row] = chance.nextDouble() < 1 / (1 + Math.exp(6 - x - 3 * y)) ? 1 : 0;
    }
    double[] weights = NewtonFit.weights(of(rows, labels));
    double[] slope = weights.clone();
    slope[slope.length - 1] = 0; // the constant is free
    for (int row = 0; row < rows.length; row++) {
      double margin = 0;
      for (int place = 0; place < slope.length; place++) {
        margin += weights[place] * rows[row][place];
      }
      for (int place = 0; place < slope.length; place++) {
        slope[place] += (1 / (1 + Math.exp(-margin)) - labels[row]) * rows[row][place];
      }
    }
    assertArrayEquals(new double[slope.length], slope, 1e-9);
    assertEquals(0, weights[2], "no row has it");
    assertArrayEquals(new double[] {1, 3, 0, -6}, weights, 0.5);
  }

  /** The constant is free, so it is the logit of the share; here of 3 rows, 2 churned. */
  @Test
  void rowsWithoutAnyNumberGetTheBaseRate() {
    double[][] rows = {{1}, {1}, {1}};
    assertEquals(Math.log(2), NewtonFit.weights(of(rows, new float[] {0, 1, 1}))[0], 1e-12);
  }

  /**
   * A column that is the same in all rows tells nothing: its weight stays 0, whatever the base
   * rate, and rows in which it differs later do not move.
   */
  @Test
  void aColumnThatDoesNotVaryDoesNotStandInForTheConstant() {
    double[][] rows = new double[100][];
    float[] labels = new float[rows.length];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = new double[] {7, 1};
      labels[row] = row % 10 == 0 ? 0 : 1;
    }
    double[] weights = NewtonFit.weights(of(rows, labels));
    assertEquals(0, weights[0], 1e-12);
    assertEquals(Math.log(9), weights[1], 1e-9);
  }

  /** Without the penalty the weight would be infinite; the first full step from 0 is too long. */
  @Test
  void rowsThatALineSeparatesHaveFiniteWeights() {
    double[][] rows =
        IntStream.range(-500, 500).mapToObj(i -> new double[] {i, 1}).toArray(double[][]::new);
    float[] labels = new float[rows.length];
    Arrays.fill(labels, 500, labels.length, 1);
    double[] weights = NewtonFit.weights(of(rows, labels));
    assertTrue(weights[0] > 1 && weights[0] < 50, Arrays.toString(weights));
  }

  private static LogRows of(double[][] rows, float[] labels) {
    int[] ends = new int[rows.length];
    int size = rows[0].length;
    int[] places = new int[rows.length * size];
    double[] values = new double[places.length];
    int end = 0;
    for (int row = 0; row < rows.length; row++) {
      for (int place = 0; place < size; place++) {
        if (rows[row][place] != 0) {
          places[end] = place;
          values[end++] = rows[row][place];
        }
      }
      ends[row] = end;
    }
    return new LogRows(size, ends, places, values, labels);
  }
}
