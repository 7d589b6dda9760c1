package org.churnwise.model.registry;

import org.churnwise.stats.Interval;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricStatus;
import org.churnwise.table.ColumnName;

/**
 * A metric as cards and decisions keep it.
 *
 * @param value of the model; null without evidence, as are the next four
 * @param low end of the value's 95 % interval
 * @param high the other end
 * @param constantValue of the best constant prediction on the same rows
 * @param recencyValue of the recency rule on the same rows
 */
public record ModelMetric(
    @ColumnName("metric") String name,
    MetricStatus status,
    Double value,
    Double low,
    Double high,
    Double constantValue,
    Double recencyValue,
    @ColumnName("row_count") long rows,
    long positives) {

  /** The same metric with nulls where it has no value. */
  public static ModelMetric of(Metric metric) {
    return new ModelMetric(
        metric.name(),
        metric.status(),
        nullable(metric.value()),
        metric.interval().map(Interval::low).orElse(null),
        metric.interval().map(Interval::high).orElse(null),
        nullable(metric.constantValue()),
        nullable(metric.recencyValue()),
        metric.rows(),
        metric.positives());
  }

  private static Double nullable(java.util.OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
