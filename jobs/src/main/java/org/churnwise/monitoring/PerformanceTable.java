package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.churnwise.model.evaluation.Evaluation;
import org.churnwise.model.registry.ModelMetric;
import org.churnwise.run.RecordRows;
import org.churnwise.run.Run;
import org.churnwise.stats.Interval;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricName;
import org.churnwise.stats.Worth;
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
          "worth",
          "constant_gain_low",
          "constant_gain_high",
          "recency_gain_low",
          "recency_gain_high",
          "computed_at",
          "run_id");

  private final Warehouse warehouse;
  private final Run run;

  public PerformanceTable(Warehouse warehouse, Run run) {
    this.warehouse = warehouse;
    this.run = run;
  }

  /**
   * Replaces what model versions have on snapshots, inside the caller's transaction: at most two
   * statements.
   *
   * @param standing the snapshots that were evaluated before
   * @param former versions whose metrics on these snapshots go too
   */
  public void replace(
      List<Performance> performances, List<LocalDate> standing, List<String> former) {
    Set<String> versions = new TreeSet<>(former);
    performances.forEach(performance -> versions.add(performance.version()));
    warehouse.delete(
        Tables.MODEL_PERFORMANCE,
        Map.of("snapshot_date", standing, "model_version", List.copyOf(versions)));
    warehouse.insert(Tables.MODEL_PERFORMANCE, performances.stream().flatMap(this::rows).toList());
  }

  private Stream<Map<String, Object>> rows(Performance performance) {
    return performance.metrics().entrySet().stream()
        .flatMap(
            segment ->
                segment.getValue().stream()
                    .map(metric -> row(performance, segment.getKey(), metric)));
  }

  private Map<String, Object> row(Performance performance, String segment, Metric metric) {
    Optional<Worth> worth =
        segment.equals(Evaluation.ALL) && metric.name().equals(MetricName.AUC)
            ? Optional.of(performance.worth())
            : Optional.empty();
    Optional<Interval> overConstant = worth.flatMap(Worth::overConstant);
    Optional<Interval> overRecency = worth.flatMap(Worth::overRecency);
    return ROWS.row(
        ModelMetric.of(metric),
        performance.snapshot(),
        performance.version(),
        segment,
        worth.map(Worth::verdict),
        overConstant.map(Interval::low),
        overConstant.map(Interval::high),
        overRecency.map(Interval::low),
        overRecency.map(Interval::high),
        run.clock().instant(),
        run.id());
  }
}
