package org.churnwise.training;

import java.util.stream.IntStream;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealVector;

/**
 * Fits a logistic regression: the weights that make half their squared sum plus the log loss of all
 * rows of both classes least, by Newton steps (iteratively reweighted least squares: Hastie,
 * Tibshirani and Friedman 2009, The Elements of Statistical Learning, 4.4.1), halved while they
 * make it worse. The penalty, from which the constant is free, keeps the weights finite and the
 * equations solvable.
 *
 * <p>Rows are summed in blocks of a fixed size, on all cores, and the blocks in their order, so
 * that the same rows give the same weights to the bit on any machine. 40,000 rows of 60 places take
 * some 0.4 s of one core.
 */
final class NewtonFit {
  /** Twice what a step gains; it falls quadratically, so the step from here ends at rounding. */
  private static final double LEAST_GAIN = 1e-14;

  private static final double ROUNDING = 1e-12;
  private static final int MOST_STEPS = 100;
  private static final int MOST_HALVINGS = 30;

  private final LogRows rows;

  private NewtonFit(LogRows rows) {
    this.rows = rows;
  }

  /** The weights of the optimum, one for each place of the rows. */
  static double[] weights(LogRows rows) {
    return new NewtonFit(rows).weights();
  }

  private double[] weights() {
    RealVector weights = new ArrayRealVector(rows.size());
    LogisticSums here = sums(weights);
    for (int steps = 0; steps < MOST_STEPS; steps++) {
      RealVector step = newton(here);
      double gain = step.dotProduct(new ArrayRealVector(here.gradient(), false));
      RealVector next = weights.subtract(step);
      LogisticSums there = sums(next);
      for (int i = 0; i < MOST_HALVINGS && isWorse(there, here); i++) {
        step = step.mapMultiply(0.5);
        next = weights.subtract(step);
        there = sums(next);
      }
      weights = next;
      here = there;
      if (gain < LEAST_GAIN) {
        break;
      }
    }
    return weights.toArray();
  }

  private static boolean isWorse(LogisticSums there, LogisticSums here) {
    return !(there.loss() <= here.loss() * (1 + ROUNDING));
  }

  private static RealVector newton(LogisticSums sums) {
    return new CholeskyDecomposition(MatrixUtils.createRealMatrix(sums.symmetric()))
        .getSolver()
        .solve(new ArrayRealVector(sums.gradient(), false));
  }

  private LogisticSums sums(RealVector weights) {
    double[] at = weights.toArray();
    int blocks = (rows.rows() + LogisticSums.BLOCK - 1) / LogisticSums.BLOCK;
    LogisticSums sums = LogisticSums.ofPenalty(at);
    IntStream.range(0, blocks)
        .parallel()
        .mapToObj(block -> LogisticSums.ofBlock(rows, block, at))
        .toList()
        .forEach(sums::add);
    return sums;
  }
}
