package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.churnwise.config.Settings;
import org.churnwise.model.evaluation.EvaluationSums;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.quality.FeedFaults;
import org.churnwise.run.Hash;
import org.churnwise.run.Input;
import org.churnwise.run.LabelledSnapshots.LabelledSnapshot;
import org.churnwise.run.Ledger;
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
  private final ModelRegistry registry;
  private final FeatureCatalogue catalogue;

  MonitorPlan(Warehouse warehouse, Ledger ledger, Settings settings) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.settings = settings;
    this.registry = new ModelRegistry(warehouse, ledger);
    this.catalogue = FeatureCatalogue.load();
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

  /**
   * The slice of the realised performance of a snapshot. Where labels are FINAL no longer, nothing
   * can be realised, whatever has been predicted.
   */
  StageSlice performance(LocalDate snapshot) {
    List<Input> inputs =
        new ArrayList<>(
            ledger
                .view()
                .input(Stage.LABEL, Tables.CUSTOMER_LABELS.name(), new SliceId.Snapshot(snapshot)));
    if (finalSnapshots().contains(snapshot)) {
      inputs.addAll(features(snapshot));
      inputs.addAll(predictions(snapshot));
    }
    return slice(
        Tables.MODEL_PERFORMANCE.name(),
        new SliceId.Performance(snapshot),
        configuration() + " seed " + settings.training().seed(),
        List.of(
            PerformanceTracker.SCORED_ROWS,
            EvaluationSums.QUERY,
            CampaignTracker.GROUPS,
            WorthTracker.CUSTOMERS),
        inputs);
  }

  /** Those of all models. */
  private List<Input> predictions(LocalDate snapshot) {
    List<Input> inputs = new ArrayList<>();
    ledger
        .view()
        .keys(Stage.SCORE)
        .forEach(
            (slice, key) -> {
              if (slice instanceof SliceId.Predictions scored
                  && scored.snapshot().equals(snapshot)) {
                inputs.add(new Input(Tables.CHURN_PREDICTIONS.name(), slice.toString(), key));
              }
            });
    return inputs;
  }

  /** The comparison of a snapshot's features with their references. */
  DriftComparison features(LocalDate snapshot, Optional<ModelVersion> model) {
    SliceId.Drift drift = new SliceId.Drift(DriftSubject.FEATURE, snapshot);
    List<LocalDate> computed =
        ledger.view().keys(Stage.FEATURES).keySet().stream()
            .filter(SliceId.Snapshot.class::isInstance)
            .map(slice -> ((SliceId.Snapshot) slice).date())
            .toList();
    Optional<ModelVersion> champion = champion(drift, model);
    List<DriftReference> references =
        rule(drift, champion, computed)
            .map(rule -> rule.ofFeatures(snapshot, catalogue.monitored()))
            .orElse(List.of());
    return comparison(drift, champion, references, this::features, Optional.empty());
  }

  /** The comparison of a model's predictions for a snapshot with their reference. */
  DriftComparison predictions(LocalDate snapshot, Optional<ModelVersion> model) {
    SliceId.Drift drift = new SliceId.Drift(DriftSubject.PREDICTION, snapshot);
    Optional<ModelVersion> champion = champion(drift, model);
    String version = champion.map(ModelVersion::version).orElse("none");
    List<LocalDate> scored =
        ledger.view().keys(Stage.SCORE).keySet().stream()
            .filter(SliceId.Predictions.class::isInstance)
            .map(SliceId.Predictions.class::cast)
            .filter(slice -> slice.modelVersion().equals(version))
            .map(SliceId.Predictions::snapshot)
            .toList();
    List<DriftReference> references =
        rule(drift, champion, scored)
            .map(rule -> List.of(rule.ofPredictions(snapshot)))
            .orElse(List.of());
    return comparison(
        drift,
        champion,
        references,
        day ->
            ledger
                .view()
                .input(
                    Stage.SCORE,
                    Tables.CHURN_PREDICTIONS.name(),
                    new SliceId.Predictions(day, version)),
        champion.flatMap(known -> estimates().terms(snapshot, known)));
  }

  private List<Input> features(LocalDate snapshot) {
    return ledger
        .view()
        .input(Stage.FEATURES, Tables.CUSTOMER_FEATURES.name(), new SliceId.Snapshot(snapshot));
  }

  /** The one by which the snapshot was judged first: later promotions change no finding. */
  private Optional<ModelVersion> champion(SliceId.Drift drift, Optional<ModelVersion> model) {
    Optional<String> first = history().champion(drift);
    return registry.versions().stream()
        .filter(known -> first.filter(known.version()::equals).isPresent())
        .findFirst()
        .or(() -> model);
  }

  private EstimatePlan estimates() {
    return new EstimatePlan(
        ledger.view(), new FeedFaults(warehouse, ledger.view()), history(), catalogue);
  }

  DriftHistory history() {
    return DriftHistory.of(ledger.view(), warehouse);
  }

  /** How references are chosen; empty if the snapshot is not judged. */
  private Optional<ReferenceRule> rule(
      SliceId.Drift drift, Optional<ModelVersion> champion, List<LocalDate> computed) {
    Optional<LocalDate> firstChampion = firstChampion().filter(drift.snapshot()::isAfter);
    if (champion.isEmpty() || firstChampion.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ReferenceRule(
            history(),
            firstChampion.get(),
            settled(),
            champion.get().version(),
            champion.get().card().data().heldOutSnapshot(),
            computed));
  }

  private Optional<LocalDate> firstChampion() {
    return registry.decisions().stream()
        .filter(decision -> decision.outcome() == ModelDecision.Outcome.PROMOTED)
        .map(ModelDecision::watermark)
        .min(LocalDate::compareTo);
  }

  /** Without a sale there are no features either. */
  private LocalDate settled() {
    return ledger
        .view()
        .loaded()
        .firstSale()
        .map(day -> day.plusDays(settings.monitoring().historyDays()))
        .orElse(LocalDate.MIN);
  }

  private DriftComparison comparison(
      SliceId.Drift drift,
      Optional<ModelVersion> champion,
      List<DriftReference> references,
      Function<LocalDate, List<Input>> inputsAt,
      Optional<EstimateTerms> terms) {
    Set<LocalDate> days = new TreeSet<>(Set.of(drift.snapshot()));
    references.forEach(reference -> reference.snapshot().ifPresent(days::add));
    List<Input> inputs = new ArrayList<>();
    days.forEach(day -> inputs.addAll(inputsAt.apply(day)));
    champion.map(ModelVersion::asInput).ifPresent(inputs::add);
    terms.ifPresent(known -> inputs.addAll(estimates().inputs(known)));
    // what was found before decides, but a table is no input of itself
    String configuration = Hash.of(configuration(), references.toString(), terms.toString());
    StageSlice slice =
        slice(
            Tables.FEATURE_DRIFT.name(),
            drift,
            configuration,
            List.of(DriftDetector.COUNTS),
            inputs);
    return new DriftComparison(slice, drift, champion, references, terms);
  }

  private StageSlice slice(
      String table, SliceId id, String configuration, List<Sql> statements, List<Input> inputs) {
    return StageSlice.of(
        Stage.MONITOR,
        table,
        id,
        StageCode.of(ModelMonitor.class, warehouse.getClass()),
        configuration,
        statements,
        inputs);
  }

  private String configuration() {
    return settings.resolved().hashOf("monitoring", "churn", "retrain.threshold", "diagnosis");
  }
}
