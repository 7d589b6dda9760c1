package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.List;
import org.churnwise.model.ModelRegistry;
import org.churnwise.model.ModelVersion;
import org.churnwise.run.Run;
import org.churnwise.run.SnapshotRules;
import org.churnwise.sql.Sql;
import org.churnwise.stats.ClassificationMetrics;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.ScoreSummary;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * What the predictions of a snapshot were worth, once its labels are FINAL. The sums are taken in
 * the warehouse; only they reach the driver. A snapshot that nobody predicted has rows too, with
 * status NO_DATA and no value.
 */
final class PerformanceTracker {
  static final Sql SUMMARY = Sql.named("monitoring/score_summary");

  private final Warehouse warehouse;
  private final PerformanceTable table;
  private final ModelRegistry registry;
  private final SnapshotRules rules;
  private final MetricPolicy policy;

  PerformanceTracker(Warehouse warehouse, Run run, SnapshotRules rules, MetricPolicy policy) {
    this.warehouse = warehouse;
    this.table = new PerformanceTable(warehouse, run);
    this.registry = new ModelRegistry(warehouse, run);
    this.rules = rules;
    this.policy = policy;
  }

  /** Replaces the metrics of a FINAL snapshot. Returns the number of rows written. */
  long track(LocalDate snapshot) {
    Sql summary =
        SUMMARY.with("snapshot_date", snapshot).with("churn_window_days", rules.windowDays());
    List<String> fittedOnIt = fittedOn(snapshot);
    List<ResultRow> scored =
        warehouse.query(summary).stream()
            .filter(row -> !fittedOnIt.contains(row.string("model_version")))
            .toList();
    table.forget(snapshot, PerformanceTable.NOTHING_PREDICTED);
    if (scored.isEmpty()) {
      ScoreSummary nothing = new ScoreSummary(0, 0, 0, 0, 0, 0);
      List<Metric> metrics = ClassificationMetrics.compare(nothing, nothing, policy);
      return table.replace(snapshot, PerformanceTable.NOTHING_PREDICTED, metrics);
    }
    long rows = 0;
    for (ResultRow row : scored) {
      List<Metric> metrics = ClassificationMetrics.compare(model(row), recency(row), policy);
      rows += table.replace(snapshot, row.string("model_version"), metrics);
    }
    return rows;
  }

  /** Models that learned from the labels of a snapshot; what they say about it is no evidence. */
  private List<String> fittedOn(LocalDate snapshot) {
    return registry.versions().stream()
        .filter(version -> version.card().data().fitSnapshots().contains(snapshot))
        .map(ModelVersion::version)
        .toList();
  }

  private static ScoreSummary model(ResultRow row) {
    return new ScoreSummary(
        row.longValue("row_count"),
        row.longValue("positives"),
        row.longValue("true_positives"),
        row.longValue("false_positives"),
        row.doubleValue("squared_error_sum"),
        row.doubleValue("positive_rank_sum"));
  }

  private static ScoreSummary recency(ResultRow row) {
    return new ScoreSummary(
        row.longValue("row_count"),
        row.longValue("positives"),
        row.longValue("recency_true_positives"),
        row.longValue("recency_false_positives"),
        row.doubleValue("recency_squared_error_sum"),
        row.doubleValue("recency_positive_rank_sum"));
  }
}
