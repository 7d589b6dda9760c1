package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.churnwise.model.evaluation.Evaluation;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.model.registry.ModelDecision.Outcome;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.run.LedgerView;
import org.churnwise.run.RecordRows;
import org.churnwise.sql.Sql;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricName;
import org.churnwise.warehouse.Warehouse;

/** What models came to on snapshots, so far as it decides on anything; read once a run. */
record RealisedMetrics(List<RealisedMetric> all) {
  static final Sql QUERY = Sql.named("monitoring/realised_metrics");

  private static final List<String> DECISIVE =
      List.of(
          MetricName.F1,
          MetricName.AUC,
          MetricName.CALIBRATION_SLOPE,
          MetricName.CALIBRATION_INTERCEPT);

  RealisedMetrics {
    all = List.copyOf(all);
  }

  static RealisedMetrics of(LedgerView view, Warehouse warehouse) {
    return view.fact(
        Set.of(),
        RealisedMetrics.class,
        () -> new RealisedMetrics(RecordRows.read(warehouse.query(QUERY), RealisedMetric.class)));
  }

  /** These with what was written in place of what snapshots had. */
  RealisedMetrics with(List<LocalDate> snapshots, List<Performance> written) {
    List<RealisedMetric> rows = new ArrayList<>(all);
    rows.removeIf(row -> snapshots.contains(row.snapshotDate()));
    for (Performance performance : written) {
      for (Metric metric : performance.metrics().get(Evaluation.ALL)) {
        if (DECISIVE.contains(metric.name())) {
          rows.add(RealisedMetric.of(performance.snapshot(), performance.version(), metric));
        }
      }
    }
    return new RealisedMetrics(rows);
  }

  /** Those of a model on a snapshot, evaluated over all customers. */
  static RealisedMetrics of(LocalDate snapshot, String version, List<Metric> metrics) {
    return new RealisedMetrics(
        metrics.stream().map(metric -> RealisedMetric.of(snapshot, version, metric)).toList());
  }

  /** What a model came to on the snapshot that was held out of its training. */
  static RealisedMetrics ofHeldOut(ModelVersion model) {
    LocalDate heldOut = model.card().data().heldOutSnapshot();
    return new RealisedMetrics(
        model.card().evaluation().heldOut().stream()
            .map(metric -> RealisedMetric.of(heldOut, model.version(), metric))
            .toList());
  }

  /** The snapshots that have any, in order. */
  List<LocalDate> snapshots() {
    return all.stream().map(RealisedMetric::snapshotDate).distinct().sorted().toList();
  }

  /** A metric of a model on a snapshot. */
  Optional<RealisedMetric> of(LocalDate snapshot, String version, String metric) {
    return all.stream()
        .filter(row -> row.snapshotDate().equals(snapshot))
        .filter(row -> row.modelVersion().equals(version) && row.metric().equals(metric))
        .findFirst();
  }

  /** Those of a model on a snapshot. */
  RealisedMetrics on(LocalDate snapshot, String version) {
    return new RealisedMetrics(
        all.stream()
            .filter(row -> row.snapshotDate().equals(snapshot))
            .filter(row -> row.modelVersion().equals(version))
            .toList());
  }

  /** The metric of this name, of those of one model on one snapshot; NO_DATA if it is missing. */
  RealisedMetric named(String metric) {
    return all.stream()
        .filter(row -> row.metric().equals(metric))
        .findFirst()
        .orElse(RealisedMetric.missing(metric));
  }

  /** Those of one model on one snapshot beside those on another. */
  ModelChange beside(String reference, RealisedMetrics before) {
    return new ModelChange(
        reference,
        named(MetricName.AUC),
        before.named(MetricName.AUC),
        named(MetricName.CALIBRATION_SLOPE),
        before.named(MetricName.CALIBRATION_SLOPE),
        named(MetricName.CALIBRATION_INTERCEPT),
        before.named(MetricName.CALIBRATION_INTERCEPT));
  }

  /** The F1 that production realised on a snapshot. */
  Optional<RealisedScore> score(LocalDate snapshot, ModelRegistry registry) {
    return inProduction(snapshot, registry)
        .flatMap(version -> of(snapshot, version, MetricName.F1))
        .map(RealisedMetric::asScore);
  }

  /**
   * The model whose predictions were in production for a snapshot: the champion of its day, else
   * the newest of those that have any. A model trained later was never in production for it, nor
   * was a shadow.
   */
  Optional<String> inProduction(LocalDate snapshot, ModelRegistry registry) {
    return inProduction(
        snapshot,
        all.stream()
            .filter(row -> row.snapshotDate().equals(snapshot))
            .map(RealisedMetric::modelVersion)
            .distinct(),
        registry);
  }

  /**
   * The same of some versions.
   *
   * @param scored those with predictions for the snapshot
   */
  static Optional<String> inProduction(
      LocalDate snapshot, Stream<String> scored, ModelRegistry registry) {
    List<ModelDecision> decisions =
        registry.decisions().stream()
            .filter(decision -> !decision.watermark().isAfter(snapshot))
            .toList();
    Optional<String> champion =
        newest(decisions, Set.of(Outcome.PROMOTED)).map(ModelDecision::challenger);
    return scored
        .filter(version -> !isTrainedAfter(snapshot, version, registry))
        .filter(version -> !isShadow(version, decisions))
        .max(
            Comparator.comparing((String version) -> champion.equals(Optional.of(version)))
                .thenComparing(String::length)
                .thenComparing(version -> version));
  }

  private static boolean isTrainedAfter(
      LocalDate snapshot, String version, ModelRegistry registry) {
    return registry.versions().stream()
        .filter(known -> known.version().equals(version))
        .anyMatch(known -> known.trainedOnWatermark().isAfter(snapshot));
  }

  private static boolean isShadow(String version, List<ModelDecision> decisions) {
    List<ModelDecision> ofVersion =
        decisions.stream().filter(decision -> decision.challenger().equals(version)).toList();
    return newest(ofVersion, Set.of(Outcome.PROMOTED, Outcome.SHADOWED, Outcome.UNSHADOWED))
        .filter(decision -> decision.outcome() != Outcome.PROMOTED)
        .isPresent();
  }

  private static Optional<ModelDecision> newest(
      List<ModelDecision> decisions, Set<Outcome> outcomes) {
    return decisions.stream()
        .filter(decision -> outcomes.contains(decision.outcome()))
        .reduce((earlier, later) -> later);
  }
}
