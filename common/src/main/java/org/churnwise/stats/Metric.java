package org.churnwise.stats;

import java.util.OptionalDouble;

/**
 * One metric of a model, beside the best constant answer's and the recency rule's on the same rows.
 *
 * @param name one of {@link ClassificationMetrics#NAMES}
 * @param status how far the values can be trusted; with {@link MetricStatus#OK} all three are
 *     present, with {@link MetricStatus#NO_DATA} none is
 * @param value the model's value
 * @param rows rows judged
 * @param positives rows of them that churned
 * @param constantValue what the best constant answer reaches
 * @param recencyValue what "no purchase within the window, so churned" reaches
 */
public record Metric(
    String name,
    MetricStatus status,
    OptionalDouble value,
    long rows,
    long positives,
    OptionalDouble constantValue,
    OptionalDouble recencyValue) {

  /** Refuses a status that the values contradict, and values that are not finite. */
  public Metric {
    requireFinite(name, value);
    requireFinite(name, constantValue);
    requireFinite(name, recencyValue);
    boolean all = value.isPresent() && constantValue.isPresent() && recencyValue.isPresent();
    boolean any = value.isPresent() || constantValue.isPresent() || recencyValue.isPresent();
    if (status == MetricStatus.OK && !all) {
      throw new IllegalArgumentException("metric " + name + " is OK but lacks a value");
    }
    if (status == MetricStatus.NO_DATA && any) {
      throw new IllegalArgumentException("metric " + name + " has a value without data");
    }
  }

  /** {@link Verdict#BREACH} if the value is below the minimum; only status OK is judged. */
  public Verdict atLeast(double minimum) {
    return Verdict.atLeast(status, value, minimum);
  }

  /** {@link Verdict#BREACH} if the value is above the maximum; only status OK is judged. */
  public Verdict atMost(double maximum) {
    return Verdict.atMost(status, value, maximum);
  }

  /**
   * Whether the model is strictly better than the best constant answer: lower for the Brier score,
   * higher for all others. Never true unless the status is OK.
   */
  public boolean beatsConstant() {
    if (status != MetricStatus.OK) {
      return false;
    }
    double gain = value.getAsDouble() - constantValue.getAsDouble();
    return name.equals(ClassificationMetrics.BRIER) ? gain < 0 : gain > 0;
  }

  private static void requireFinite(String name, OptionalDouble value) {
    if (value.isPresent() && !Double.isFinite(value.getAsDouble())) {
      throw new IllegalArgumentException(
          "metric " + name + " must be a finite number, not " + value.getAsDouble());
    }
  }
}
