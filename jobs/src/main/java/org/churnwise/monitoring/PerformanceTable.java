package org.churnwise.monitoring;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.churnwise.model.evaluation.Evaluation;
import org.churnwise.model.registry.ModelMetric;
import org.churnwise.run.RecordRows;
import org.churnwise.run.Run;
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

  private static final RecordRows<ModelMetric> ROWS =
      new RecordRows<>(
          Tables.MODEL_PERFORMANCE,
          ModelMetric.class,
          "snapshot_date",
          "model_version",
          "segment",
          "computed_at",
          "run_id");

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
    Instant now = run.clock().instant();
    List<Map<String, Object>> rows = new ArrayList<>();
    metrics.forEach(
        (segment, ofSegment) ->
            ofSegment.forEach(
                metric ->
                    rows.add(
                        ROWS.row(
                            ModelMetric.of(metric), snapshot, version, segment, now, run.id()))));
    warehouse.insert(Tables.MODEL_PERFORMANCE, rows);
    return rows.size();
  }

  /** Deletes the metrics of a model version on a snapshot. */
  public void forget(LocalDate snapshot, String version) {
    warehouse.delete(
        Tables.MODEL_PERFORMANCE, Map.of("snapshot_date", snapshot, "model_version", version));
  }
}
