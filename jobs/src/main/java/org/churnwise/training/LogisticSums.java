package org.churnwise.training;

/** The loss of a logistic regression at some weights, with its first and second derivatives. */
final class LogisticSums {
  /** Rows that are summed one after the other. */
  static final int BLOCK = 2048;

  private final double[] gradient;
  private final double[] hessian; // row by row; only the upper triangle is filled
  private double loss;

  private LogisticSums(int size) {
    this.gradient = new double[size];
    this.hessian = new double[size * size];
  }

  /**
   * Half the squared weights, but for that of the constant, the last: a penalty on it would make
   * columns that hardly vary in the rows of the fit, such as sums over windows longer than the
   * history, stand in for it.
   */
  static LogisticSums ofPenalty(double[] weights) {
    LogisticSums sums = new LogisticSums(weights.length);
    for (int place = 0; place < weights.length - 1; place++) {
      sums.loss += weights[place] * weights[place] / 2;
      sums.gradient[place] = weights[place];
      sums.hessian[place * weights.length + place] = 1;
    }
    return sums;
  }

  /** The log loss of the rows of one block. */
  static LogisticSums ofBlock(LogRows rows, int block, double[] weights) {
    LogisticSums sums = new LogisticSums(weights.length);
    int end = Math.min(rows.rows(), (block + 1) * BLOCK);
    for (int row = block * BLOCK; row < end; row++) {
      sums.addRow(rows, row, weights);
    }
    return sums;
  }

  private void addRow(LogRows rows, int row, double[] weights) {
    int[] places = rows.places();
    double[] values = rows.values();
    int start = rows.start(row);
    int end = rows.ends()[row];
    double margin = 0;
    for (int i = start; i < end; i++) {
      margin += weights[places[i]] * values[i];
    }
    double exponential = StrictMath.exp(-Math.abs(margin));
    double probability = (margin > 0 ? 1 : exponential) / (1 + exponential);
    float label = rows.labels()[row];
    boolean wrongSide = margin > 0 == label < 0.5f;
    loss += StrictMath.log1p(exponential) + (wrongSide ? Math.abs(margin) : 0);
    double error = probability - label;
    double curvature = probability * (1 - probability);
    for (int i = start; i < end; i++) {
      gradient[places[i]] += error * values[i];
      double curved = curvature * values[i];
      int line = places[i] * gradient.length;
      for (int j = i; j < end; j++) {
        hessian[line + places[j]] += curved * values[j];
      }
    }
  }

  void add(LogisticSums other) {
    loss += other.loss;
    for (int place = 0; place < gradient.length; place++) {
      gradient[place] += other.gradient[place];
    }
    for (int place = 0; place < hessian.length; place++) {
      hessian[place] += other.hessian[place];
    }
  }

  double loss() {
    return loss;
  }

  double[] gradient() {
    return gradient;
  }

  /** The second derivatives, both triangles. */
  double[][] symmetric() {
    int size = gradient.length;
    double[][] all = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = i; j < size; j++) {
        all[i][j] = hessian[i * size + j];
        all[j][i] = all[i][j];
      }
    }
    return all;
  }
}
