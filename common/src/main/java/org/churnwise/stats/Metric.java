package org.churnwise.stats;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One metric of a model, beside those of the best constant prediction and the recency rule on the
 * same rows.
 *
 * @param name one of {@link MetricName#all}
 * @param status how far the value can be trusted; only {@link MetricStatus#OK} has a value
 * @param value the model's value
 * @param interval the value's two-sided 95 % interval, which holds it; empty where no formula gives
 *     one, and without a value
 * @param rows rows evaluated
 * @param positives rows of them that churned
 * @param constantValue the value of the best constant prediction; empty without a value and where a
 *     constant has none
 * @param recencyValue the value of "no purchase within the window, so churned"; empty likewise
 */
public record Metric(
    String name,
    MetricStatus status,
    OptionalDouble value,
    Optional<Interval> interval,
    long rows,
    long positives,
    OptionalDouble constantValue,
    OptionalDouble recencyValue) {

  /** Refuses values that contradict the status or are not finite. */
  public Metric {
    requireFinite(name, value);
    requireFinite(name, constantValue);
    requireFinite(name, recencyValue);
    boolean any =
        value.isPresent()
            || interval.isPresent()
            || constantValue.isPresent()
            || recencyValue.isPresent();
    if (status == MetricStatus.OK && value.isEmpty()) {
      throw new IllegalArgumentException("metric " + name + " is OK but has no value");
    }
    if (status != MetricStatus.OK && any) {
      throw new IllegalArgumentException("metric " + name + " is " + status + " but has a value");
    }
    if (interval.isPresent() && !interval.get().contains(value.getAsDouble())) {
      throw new IllegalArgumentException(
          "metric " + name + " = " + value.getAsDouble() + " lies outside " + interval.get());
    }
  }

  /**
   * The metric of this name.
   *
   * @throws java.util.NoSuchElementException if it is not among them
   */
  public static Metric named(List<Metric> metrics, String name) {
    return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst().orElseThrow();
  }

  /** The same metric without its value: what it rests on is no evidence. */
  public static Metric noEvidence(Metric metric) {
    return without(metric.name(), MetricStatus.UNDEFINED, metric.rows(), metric.positives());
  }

  /** A metric without values, for the reason that the status gives. */
  static Metric without(String name, MetricStatus status, long rows, long positives) {
    OptionalDouble none = OptionalDouble.empty();
    return new Metric(name, status, none, Optional.empty(), rows, positives, none, none);
  }

  /** {@link Verdict#BREACH} if the value is below the minimum; only status OK is checked. */
  public Verdict atLeast(double minimum) {
    return Verdict.atLeast(status, value, minimum);
  }

  /** {@link Verdict#BREACH} if the value is above the maximum; only status OK is checked. */
  public Verdict atMost(double maximum) {
    return Verdict.atMost(status, value, maximum);
  }

  /**
   * Whether the model is strictly better than the best constant prediction. Never true unless the
   * status is OK and the constant has a value.
   */
  public boolean beatsConstant() {
    return beats(constantValue);
  }

  /** Whether the model is strictly better than the recency rule; as {@link #beatsConstant}. */
  public boolean beatsRecency() {
    return beats(recencyValue);
  }

  private boolean beats(OptionalDouble other) {
    if (status != MetricStatus.OK || other.isEmpty() || MetricName.isCalibrationLine(name)) {
      return false;
    }
    double gain = value.getAsDouble() - other.getAsDouble();
    return MetricName.lowerIsBetter(name) ? gain < 0 : gain > 0;
  }

  private static void requireFinite(String name, OptionalDouble value) {
    if (value.isPresent() && !Double.isFinite(value.getAsDouble())) {
      throw new IllegalArgumentException(
          "metric " + name + " must be a finite number, not " + value.getAsDouble());
    }
  }
}
