package org.churnwise.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The correction that fits the probabilities to the labels: the logistic regression of the label on
 * the logit of the probability, ln(p / (1 - p)) (Cox 1958, Biometrika 45). Slope 1 and intercept 0
 * are perfect; a slope below 1 means that probabilities are too extreme.
 *
 * @param slope of the logit
 * @param intercept at logit 0
 * @param slopeError standard error of the slope, from the inverse information matrix
 * @param interceptError standard error of the intercept
 */
public record Recalibration(
    double slope, double intercept, double slopeError, double interceptError) {
  private static final int PASSES = 100;
  private static final double CONVERGED = 1e-9;
  private static final double DIVERGED = 1e4;
  private static final double SINGULAR = 1e-12;
  private static final double ROUNDING = 1e-12; // a smaller gain of a step is at the maximum

  /**
   * Rows with the same logit.
   *
   * @param rows at least one
   * @param positives of them churned
   */
  public record LogitCell(double logit, long rows, long positives) {
    /**
     * Rows of similar logits as at most two cells: the churned at their mean logit, the retained at
     * theirs, so that the class means stay.
     */
    public static List<LogitCell> ofSums(
        long churned, double churnedLogitSum, long retained, double retainedLogitSum) {
      List<LogitCell> cells = new ArrayList<>();
      if (churned > 0) {
        cells.add(new LogitCell(churnedLogitSum / churned, churned, churned));
      }
      if (retained > 0) {
        cells.add(new LogitCell(retainedLogitSum / retained, retained, 0));
      }
      return cells;
    }
  }

  /**
   * The logit of a probability, which is first kept away from 0 and 1 by {@link LossSums#LEAST}.
   */
  static double logit(double probability) {
    double clipped = LossSums.clipped(probability);
    return Math.log(clipped / (1 - clipped));
  }

  /**
   * The maximum likelihood fit, by Newton's method; a step that makes the fit worse is halved.
   * About ten passes over the cells.
   *
   * @return empty if there is none: fewer than two logits, or logits that separate the classes
   */
  public static Optional<Recalibration> fit(List<LogitCell> cells) {
    Line line = new Line(0, 1);
    for (int pass = 0; pass < PASSES; pass++) {
      Sums sums = Sums.of(cells, line);
      if (!sums.isSolvable() || line.size() > DIVERGED) {
        return Optional.empty();
      }
      Line step = sums.newtonStep();
      if (step.size() < CONVERGED * (1 + line.size())) {
        Line fitted = line.plus(step, 1);
        return Sums.of(cells, fitted).result(fitted);
      }
      double share = 1;
      double least = sums.logLikelihood - ROUNDING * Math.abs(sums.logLikelihood);
      while (share > CONVERGED && Sums.of(cells, line.plus(step, share)).logLikelihood < least) {
        share /= 2;
      }
      line = line.plus(step, share);
    }
    return Optional.empty();
  }

  private record Line(double intercept, double slope) {
    Line plus(Line step, double share) {
      return new Line(intercept + share * step.intercept, slope + share * step.slope);
    }

    double size() {
      return Math.abs(intercept) + Math.abs(slope);
    }
  }

  /** Log-likelihood, its gradient and its information matrix, summed over the rows. */
  private static final class Sums {
    private double logLikelihood;
    private double gradient;
    private double gradientLogits;
    private double weight;
    private double weightLogits;
    private double weightSquares;

    static Sums of(List<LogitCell> cells, Line line) {
      Sums sums = new Sums();
      for (LogitCell cell : cells) {
        sums.add(cell, line.intercept() + line.slope() * cell.logit());
      }
      return sums;
    }

    private void add(LogitCell cell, double predicted) {
      double x = cell.logit();
      double p = Intervals.logistic(predicted);
      double residual = cell.positives() - cell.rows() * p;
      double w = cell.rows() * p * (1 - p);
      logLikelihood += cell.positives() * predicted - cell.rows() * softplus(predicted);
      gradient += residual;
      gradientLogits += x * residual;
      weight += w;
      weightLogits += w * x;
      weightSquares += w * x * x;
    }

    /** ln(1 + exp(x)) without overflow. */
    private static double softplus(double x) {
      return Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** Whether the information matrix can be inverted: a determinant above rounding error. */
    boolean isSolvable() {
      return determinant() > SINGULAR * weight * weightSquares;
    }

    Line newtonStep() {
      return new Line(
          (weightSquares * gradient - weightLogits * gradientLogits) / determinant(),
          (weight * gradientLogits - weightLogits * gradient) / determinant());
    }

    Optional<Recalibration> result(Line line) {
      return isSolvable()
          ? Optional.of(
              new Recalibration(
                  line.slope(),
                  line.intercept(),
                  Math.sqrt(weight / determinant()),
                  Math.sqrt(weightSquares / determinant())))
          : Optional.empty();
    }

    private double determinant() {
      return weight * weightSquares - weightLogits * weightLogits;
    }
  }
}
