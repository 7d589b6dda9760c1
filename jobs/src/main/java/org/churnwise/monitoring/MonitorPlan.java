package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.churnwise.config.Settings;
import org.churnwise.model.evaluation.EvaluationSums;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.run.Input;
import org.churnwise.run.LabelledSnapshots.LabelledSnapshot;
import org.churnwise.run.Ledger;
import org.churnwise.run.LedgerView;
import org.churnwise.run.SliceId;
import org.churnwise.run.SliceId.DriftSubject;
import org.churnwise.run.Stage;
import org.churnwise.run.StageCode;
import org.churnwise.run.StageSlice;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/** The slices of a monitoring, with what each is made from. */
final class MonitorPlan {
  private final Warehouse warehouse;
  private final Ledger ledger;
  private final Settings settings;

  MonitorPlan(Warehouse warehouse, Ledger ledger, Settings settings) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.settings = settings;
  }

  /**
   * The snapshots with something to evaluate: those whose labels are FINAL, and those that were
   * evaluated while they were.
   */
  List<LocalDate> evaluable() {
    Set<LocalDate> snapshots = new TreeSet<>(finalSnapshots());
    for (SliceId slice : ledger.view().keys(Stage.MONITOR).keySet()) {
      if (slice instanceof SliceId.Performance evaluated) {
        snapshots.add(evaluated.snapshot());
      }
    }
    return List.copyOf(snapshots);
  }

  /** The snapshots whose labels are FINAL, in order. */
  List<LocalDate> finalSnapshots() {
    return ledger.view().labels().ofFinal().stream().map(LabelledSnapshot::date).toList();
  }

  /** The slice of the realised performance of a snapshot. */
  StageSlice performance(LocalDate snapshot) {
    LedgerView view = ledger.view();
    List<Input> inputs =
        new ArrayList<>(view.input(Stage.LABEL, "label", new SliceId.Snapshot(snapshot)));
    inputs.addAll(view.input(Stage.FEATURES, "features", new SliceId.Snapshot(snapshot)));
    view.keys(Stage.SCORE)
        .forEach(
            (slice, key) -> {
              if (slice instanceof SliceId.Predictions scored
                  && scored.snapshot().equals(snapshot)) {
                inputs.add(new Input(Tables.CHURN_PREDICTIONS.name(), slice.toString(), key));
              }
            });
    return slice(
        "model_performance",
        new SliceId.Performance(snapshot),
        List.of(PerformanceTracker.GROUPS, EvaluationSums.QUERY, CampaignTracker.GROUPS),
        inputs);
  }

  /** The comparison of a snapshot's features with those of a model's training rows. */
  Comparison features(LocalDate snapshot, Optional<ModelVersion> model) {
    List<Input> inputs =
        ledger.view().input(Stage.FEATURES, "features", new SliceId.Snapshot(snapshot));
    return comparison(new SliceId.Drift(DriftSubject.FEATURE, snapshot), model, inputs);
  }

  /** The comparison of a model's predictions for a snapshot with those for its training rows. */
  Comparison predictions(LocalDate snapshot, Optional<ModelVersion> model) {
    SliceId scored =
        new SliceId.Predictions(snapshot, model.map(ModelVersion::version).orElse("none"));
    List<Input> inputs = ledger.view().input(Stage.SCORE, "score", scored);
    return comparison(new SliceId.Drift(DriftSubject.PREDICTION, snapshot), model, inputs);
  }

  private Comparison comparison(
      SliceId.Drift drift, Optional<ModelVersion> model, List<Input> inputs) {
    List<Input> all = new ArrayList<>(inputs);
    model.ifPresent(
        known -> all.add(new Input("model_versions", known.version(), known.artifactSha256())));
    StageSlice slice = slice("feature_drift", drift, List.of(DriftDetector.BIN_COUNTS), all);
    return new Comparison(slice, drift, model.map(ModelVersion::version));
  }

  private StageSlice slice(String table, SliceId id, List<Sql> statements, List<Input> inputs) {
    String configuration = settings.resolved().hashOf("monitoring", "churn", "retrain");
    return StageSlice.of(
        Stage.MONITOR,
        table,
        id,
        StageCode.of(ModelMonitor.class, warehouse.getClass()),
        configuration,
        statements,
        inputs);
  }

  /**
   * A snapshot's distributions to be compared with those a model was trained on.
   *
   * @param model its version; empty if there is none
   */
  record Comparison(StageSlice slice, SliceId.Drift drift, Optional<String> model) {}
}
