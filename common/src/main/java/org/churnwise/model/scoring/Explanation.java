package org.churnwise.model.scoring;

/**
 * How a booster comes to its answer for one row: SHAP values, which are exact for trees (Lundberg
 * and others, "From local explanations to global understanding with explainable AI for trees",
 * 2020).
 *
 * @param margin the booster's answer in log-odds of churn, before any calibration
 * @param bias the answer in log-odds that no input has moved
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
}
