package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.model.evaluation.Evaluation;
import org.churnwise.model.evaluation.EvaluationSums;
import org.churnwise.model.evaluation.SegmentMetrics;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.run.Ledger;
import org.churnwise.run.SnapshotRules;
import org.churnwise.sql.Sql;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.warehouse.Warehouse;

/**
 * Evaluates the predictions of a snapshot once its labels are FINAL: over all customers and by
 * segment, and the effect of contacting the customers on the list. The warehouse computes the sums;
 * only they reach the driver. A snapshot without predictions has rows too, with status NO_DATA and
 * no value.
 */
final class PerformanceTracker {
  static final Sql GROUPS = Sql.named("monitoring/score_groups");

  private final PerformanceTable table;
  private final EvaluationSums sums;
  private final ModelRegistry registry;
  private final CampaignTracker campaigns;
  private final SnapshotRules rules;
  private final MetricPolicy policy;

  PerformanceTracker(
      Warehouse warehouse,
      Ledger ledger,
      SnapshotRules rules,
      MetricPolicy policy,
      int segmentMinRows) {
    this.table = new PerformanceTable(warehouse, ledger.run());
    this.sums = new EvaluationSums(warehouse, segmentMinRows);
    this.campaigns = new CampaignTracker(warehouse, policy);
    this.registry = new ModelRegistry(warehouse, ledger);
    this.rules = rules;
    this.policy = policy;
  }

  /**
   * Replaces the metrics of a FINAL snapshot, in the caller's transaction. Returns the rows written
   * for each model version.
   */
  Map<String, Long> track(LocalDate snapshot) {
    Map<String, List<Evaluation>> byVersion = new LinkedHashMap<>();
    List<String> fittedOnIt = fittedOn(snapshot);
    for (Evaluation evaluation : evaluations(snapshot)) {
      if (!fittedOnIt.contains(evaluation.slice())) {
        byVersion.computeIfAbsent(evaluation.slice(), version -> new ArrayList<>()).add(evaluation);
      }
    }
    table.forget(snapshot, PerformanceTable.NOTHING_PREDICTED);
    if (byVersion.isEmpty()) {
      String nothing = PerformanceTable.NOTHING_PREDICTED;
      List<Metric> metrics = new ArrayList<>(Evaluation.nothing(nothing).metrics(policy));
      metrics.addAll(campaigns.nothing());
      return Map.of(nothing, table.replace(snapshot, nothing, metrics));
    }
    Map<String, List<Metric>> uplift = campaigns.of(snapshot);
    Map<String, Long> rows = new LinkedHashMap<>();
    byVersion.forEach(
        (version, evaluations) -> {
          Map<String, List<Metric>> metrics = SegmentMetrics.of(evaluations, policy);
          metrics.get(Evaluation.ALL).addAll(uplift.getOrDefault(version, campaigns.nothing()));
          rows.put(version, table.replace(snapshot, version, metrics));
        });
    return rows;
  }

  private List<Evaluation> evaluations(LocalDate snapshot) {
    return sums.of(
        GROUPS.with("snapshot_date", snapshot).with("churn_window_days", rules.windowDays()));
  }

  /** Models fitted on a snapshot; their predictions for it are no evidence. */
  private List<String> fittedOn(LocalDate snapshot) {
    return registry.versions().stream()
        .filter(version -> version.card().data().fitSnapshots().contains(snapshot))
        .map(ModelVersion::version)
        .toList();
  }
}
