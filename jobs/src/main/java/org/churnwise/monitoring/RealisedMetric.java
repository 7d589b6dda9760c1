package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.Locale;
import java.util.OptionalDouble;
import org.churnwise.model.registry.ModelMetric;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricStatus;

/**
 * A metric of a model on a snapshot, over all customers.
 *
 * @param low end of the value's 95 % interval; empty where there is none
 * @param high the other end
 * @param constantValue of the best constant prediction
 */
record RealisedMetric(
    LocalDate snapshotDate,
    String modelVersion,
    String metric,
    MetricStatus status,
    OptionalDouble value,
    OptionalDouble low,
    OptionalDouble high,
    OptionalDouble constantValue) {

  static RealisedMetric of(LocalDate snapshot, String version, Metric metric) {
    return of(snapshot, version, ModelMetric.of(metric));
  }

  static RealisedMetric of(LocalDate snapshot, String version, ModelMetric metric) {
    return new RealisedMetric(
        snapshot,
        version,
        metric.name(),
        metric.status(),
        number(metric.value()),
        number(metric.low()),
        number(metric.high()),
        number(metric.constantValue()));
  }

  static RealisedMetric missing(String metric) {
    OptionalDouble none = OptionalDouble.empty();
    return new RealisedMetric(
        LocalDate.MIN, "none", metric, MetricStatus.NO_DATA, none, none, none, none);
  }

  private static OptionalDouble number(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** An F1 as what the month loop goes by. */
  RealisedScore asScore() {
    return new RealisedScore(snapshotDate, modelVersion, status, value, constantValue);
  }

  /** Whether it has a value with an interval. */
  boolean isEvidence() {
    return status == MetricStatus.OK && low.isPresent() && high.isPresent();
  }

  /** Whether its interval lies below that of another. */
  boolean isBelow(RealisedMetric other) {
    return isEvidence() && other.isEvidence() && high.getAsDouble() < other.low.getAsDouble();
  }

  /** How much more it is than another; 0 without evidence. */
  double more(RealisedMetric other) {
    return isEvidence() && other.isEvidence() ? value.getAsDouble() - other.value.getAsDouble() : 0;
  }

  /** With its interval: {@code 0.897 (0.885 to 0.907)}. */
  String inWords() {
    return isEvidence()
        ? String.format(
            Locale.ROOT,
            "%.3f (%.3f to %.3f)",
            value.getAsDouble(),
            low.getAsDouble(),
            high.getAsDouble())
        : status.name();
  }
}
