package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.churnwise.model.evaluation.Evaluation;
import org.churnwise.run.Run;
import org.churnwise.stats.Interval;
import org.churnwise.stats.Metric;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * The rows of model_performance: one metric of one model version on one snapshot, over all
 * customers or those of a segment.
 */
public final class PerformanceTable {
  /** The model version of a snapshot without predictions. */
  public static final String NOTHING_PREDICTED = "none";

  /** The model version of models fitted only for a backtest. */
  public static final String BACKTEST = "backtest";

  private final Warehouse warehouse;
  private final Run run;

  public PerformanceTable(Warehouse warehouse, Run run) {
    this.warehouse = warehouse;
    this.run = run;
  }

  /**
   * Replaces the metrics of a model version on a snapshot by those of all customers, inside the
   * caller's transaction. Returns the number of rows.
   */
  public long replace(LocalDate snapshot, String version, List<Metric> metrics) {
    return replace(snapshot, version, Map.of(Evaluation.ALL, metrics));
  }

  /** The same with metrics by segment. */
  public long replace(LocalDate snapshot, String version, Map<String, List<Metric>> metrics) {
    forget(snapshot, version);
    List<Map<String, Object>> rows = new ArrayList<>();
    metrics.forEach(
        (segment, ofSegment) ->
            ofSegment.forEach(metric -> rows.add(row(snapshot, version, segment, metric))));
    warehouse.insert(Tables.MODEL_PERFORMANCE, rows);
    return rows.size();
  }

  /** Deletes the metrics of a model version on a snapshot. */
  public void forget(LocalDate snapshot, String version) {
    warehouse.delete(
        Tables.MODEL_PERFORMANCE, Map.of("snapshot_date", snapshot, "model_version", version));
  }

  private Map<String, Object> row(
      LocalDate snapshot, String version, String segment, Metric metric) {
    Map<String, Object> row = new HashMap<>();
    row.put("snapshot_date", snapshot);
    row.put("model_version", version);
    row.put("segment", segment);
    row.put("metric", metric.name());
    row.put("value", orNull(metric.value()));
    row.put("low", metric.interval().map(Interval::low).orElse(null));
    row.put("high", metric.interval().map(Interval::high).orElse(null));
    row.put("row_count", metric.rows());
    row.put("positives", metric.positives());
    row.put("constant_value", orNull(metric.constantValue()));
    row.put("recency_value", orNull(metric.recencyValue()));
    row.put("status", metric.status().name());
    row.put("computed_at", run.clock().instant());
    row.put("run_id", run.id());
    return row;
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
