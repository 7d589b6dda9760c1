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
import org.churnwise.run.Ledger;
import org.churnwise.run.RequestedSnapshots;
import org.churnwise.run.SliceId;
import org.churnwise.run.SnapshotRules;
import org.churnwise.sql.Sql;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.warehouse.Warehouse;

/**
 * Evaluates the predictions of snapshots once their labels are FINAL: over all customers and by
 * segment, and the effect of contacting the customers on the list. The warehouse computes the sums;
 * only they reach the driver. A snapshot without predictions has rows too, with status NO_DATA and
 * no value.
 */
final class PerformanceTracker {
  static final Sql SCORED_ROWS = Sql.named("monitoring/scored_rows");

  private final PerformanceTable table;
  private final EvaluationSums sums;
  private final ModelRegistry registry;
  private final CampaignTracker campaigns;
  private final WorthTracker worth;
  private final SnapshotRules rules;
  private final MetricPolicy policy;

  PerformanceTracker(
      Warehouse warehouse,
      Ledger ledger,
      SnapshotRules rules,
      MetricPolicy policy,
      int segmentMinRows,
      WorthTracker worth) {
    this.table = new PerformanceTable(warehouse, ledger.run());
    this.sums = new EvaluationSums(warehouse, segmentMinRows);
    this.campaigns = new CampaignTracker(warehouse, policy);
    this.registry = new ModelRegistry(warehouse, ledger);
    this.worth = worth;
    this.rules = rules;
    this.policy = policy;
  }

  /**
   * Replaces the metrics of snapshots, in the caller's transaction: at most five statements,
   * however many the snapshots are, and one for each model that ranks worse than the recency rule
   * or the constant. Returns what was written. Where labels are FINAL no longer, or predictions are
   * gone, nothing is left of what stood.
   *
   * @param standing those that were evaluated before
   */
  List<Performance> track(List<LocalDate> snapshots, List<LocalDate> standing) {
    Map<SliceId.Predictions, List<Evaluation>> evaluations = evaluations(snapshots);
    Map<SliceId.Predictions, List<Metric>> uplift =
        evaluations.isEmpty() ? Map.of() : campaigns.of(snapshots);
    List<Performance> performances = new ArrayList<>();
    evaluations.forEach(
        (predictions, parts) -> {
          Map<String, List<Metric>> metrics = SegmentMetrics.of(parts, policy);
          metrics.get(Evaluation.ALL).addAll(uplift.getOrDefault(predictions, campaigns.nothing()));
          performances.add(
              new Performance(
                  predictions.snapshot(),
                  predictions.modelVersion(),
                  metrics,
                  worth.of(predictions, metrics.get(Evaluation.ALL))));
        });
    for (LocalDate snapshot : snapshots) {
      if (performances.stream().noneMatch(known -> known.snapshot().equals(snapshot))) {
        performances.add(nothing(snapshot));
      }
    }
    table.replace(performances, standing, everyVersion());
    return performances;
  }

  private List<String> everyVersion() {
    List<String> versions = new ArrayList<>(List.of(PerformanceTable.NOTHING_PREDICTED));
    registry.versions().forEach(model -> versions.add(model.version()));
    return versions;
  }

  private Performance nothing(LocalDate snapshot) {
    String version = PerformanceTable.NOTHING_PREDICTED;
    List<Metric> metrics =
        new ArrayList<>(Evaluation.nothing(version, snapshot.toString()).metrics(policy));
    metrics.addAll(campaigns.nothing());
    return new Performance(snapshot, version, Map.of(Evaluation.ALL, metrics));
  }

  /** All segments of the predictions that are evidence: those of models not fitted on them. */
  private Map<SliceId.Predictions, List<Evaluation>> evaluations(List<LocalDate> snapshots) {
    Map<SliceId.Predictions, List<Evaluation>> found = new LinkedHashMap<>();
    for (Evaluation evaluation :
        sums.of(
            RequestedSnapshots.in(SCORED_ROWS, snapshots)
                .with("churn_window_days", rules.windowDays()))) {
      LocalDate snapshot = LocalDate.parse(evaluation.slice());
      if (!isFittedOn(evaluation.scorer(), snapshot)) {
        found
            .computeIfAbsent(
                new SliceId.Predictions(snapshot, evaluation.scorer()), of -> new ArrayList<>())
            .add(evaluation);
      }
    }
    return found;
  }

  private boolean isFittedOn(String version, LocalDate snapshot) {
    return registry.versions().stream()
        .anyMatch(
            model ->
                model.version().equals(version)
                    && model.card().data().fitSnapshots().contains(snapshot));
  }
}
