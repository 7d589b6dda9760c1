package org.churnwise.model.scoring;

import org.churnwise.error.ChurnException;

/**
 * Why a booster predicts what it does for one row: SHAP values, which are exact for trees (Lundberg
 * and others, "From local explanations to global understanding with explainable AI for trees",
 * 2020).
 *
 * @param margin the booster's prediction in log-odds of churn, before any calibration
 * @param bias the prediction in log-odds before any input has moved it
 * @param contributions by how much each input moved it, in log-odds; positive towards churn
 */
public record Explanation(double margin, double bias, double[] contributions) {
  /**
   * How far contributions and bias may be from the margin; the booster adds in single precision.
   */
  public static final double TOLERANCE = 1e-4;

  /** Bias and contributions added up in order. */
  public double sum() {
    double sum = bias;
    for (double contribution : contributions) {
      sum += contribution;
    }
    return sum;
  }

  /** Whether {@link #sum} is the margin, within {@link #TOLERANCE}; never for a NaN. */
  public boolean addsUp() {
    return Math.abs(sum() - margin) <= TOLERANCE;
  }

  /**
   * Refuses an explanation that does not add up, with exit code 5.
   *
   * @param customer whom it explains
   */
  void requireSum(String customer, Object snapshotDate) {
    if (!addsUp()) {
      throw ChurnException.modelRefused(
          "cannot explain customer %s at %s: contributions and bias add up to %s, the margin is %s, and they differ by more than %s; nothing was written. Train again, or score with --set scoring.reasons=none"
              .formatted(customer, snapshotDate, sum(), margin, TOLERANCE));
    }
  }
}
