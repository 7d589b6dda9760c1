package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.churnwise.config.Settings;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.monitoring.DriftDetector.Detected;
import org.churnwise.quality.Diagnoses;
import org.churnwise.run.LabelledSnapshots.LabelledSnapshot;
import org.churnwise.run.Ledger;
import org.churnwise.run.SliceId;
import org.churnwise.run.SliceRows;
import org.churnwise.run.SnapshotRules;
import org.churnwise.run.StageCounts;
import org.churnwise.run.StageSlice;
import org.churnwise.run.Written;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Evaluates predictions and detects drift: the realised performance of every snapshot whose labels
 * are FINAL, and the drift of a snapshot's features and predictions from their references. Each
 * result is a slice of its own; the results of one call and their alerts are written in one
 * transaction.
 */
public final class ModelMonitor {
  private final Warehouse warehouse;
  private final Ledger ledger;
  private final MonitorPlan plan;
  private final PerformanceTracker tracker;
  private final DriftDetector detector;
  private final PerformanceEstimator estimator;
  private final ModelRegistry registry;
  private final Diagnostician diagnostician;
  private final MonitorAlerts alerts;
  private final EarlyWarning earlyWarning;

  public ModelMonitor(Warehouse warehouse, Ledger ledger, Settings settings) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.plan = new MonitorPlan(warehouse, ledger, settings);
    this.registry = new ModelRegistry(warehouse, ledger);
    this.diagnostician = new Diagnostician(warehouse, ledger, settings);
    this.alerts = new MonitorAlerts(warehouse, ledger, settings.retrain().threshold());
    SnapshotRules rules =
        new SnapshotRules(settings.churn().windowDays(), settings.churn().graceDays());
    MetricPolicy policy =
        new MetricPolicy(settings.monitoring().minRows(), settings.monitoring().minPositives());
    this.tracker =
        new PerformanceTracker(
            warehouse,
            ledger,
            rules,
            policy,
            settings.monitoring().segmentMinRows(),
            new WorthTracker(warehouse, settings.training().seed()));
    this.detector = new DriftDetector(warehouse, ledger.run(), settings.monitoring());
    this.estimator = new PerformanceEstimator(warehouse, ledger.run(), policy);
    this.earlyWarning = new EarlyWarning(warehouse, ledger, settings, policy);
  }

  /**
   * Evaluates every FINAL snapshot whose predictions or labels have changed since its last
   * evaluation. What was realised on a snapshot whose labels are FINAL no longer is withdrawn.
   */
  public MonitorResult trackPerformance(boolean force) {
    return trackPerformance(plan.evaluable(), force);
  }

  /** Evaluates snapshots, unless nothing about them has changed. */
  public MonitorResult trackPerformance(List<LocalDate> snapshots, boolean force) {
    return write(snapshots, List.of(), force);
  }

  /**
   * Evaluates every FINAL snapshot as {@link #trackPerformance(boolean)} does, and compares a
   * snapshot's features as {@link #detectFeatureDrift} does.
   */
  public MonitorResult watch(LocalDate snapshot, Optional<ModelVersion> model, boolean force) {
    return write(plan.evaluable(), List.of(plan.features(snapshot, model)), force);
  }

  /**
   * Compares a snapshot's features with their references, see {@link ReferenceRule}; without a
   * model the verdict is NO_EVIDENCE. A snapshot that was compared before keeps its champion.
   */
  public MonitorResult detectFeatureDrift(
      LocalDate snapshot, Optional<ModelVersion> model, boolean force) {
    return write(List.of(), List.of(plan.features(snapshot, model)), force);
  }

  /**
   * Compares a model's predictions for a snapshot with its earlier ones, and estimates how good
   * they are, see {@link PerformanceEstimator}; without a model the verdict is NO_EVIDENCE. A
   * snapshot that was compared before keeps its champion.
   */
  public MonitorResult detectPredictionDrift(
      LocalDate snapshot, Optional<ModelVersion> model, boolean force) {
    return write(List.of(), List.of(plan.predictions(snapshot, model)), force);
  }

  /**
   * The F1 that production realised on the newest snapshot whose labels became FINAL after one
   * watermark and up to another; empty if none did.
   */
  public Optional<RealisedScore> newestRealised(LocalDate after, LocalDate upTo) {
    return ledger.view().labels().ofFinal().stream()
        .filter(labels -> labels.maturesOn().isAfter(after) && !labels.maturesOn().isAfter(upTo))
        .map(LabelledSnapshot::date)
        .reduce((earlier, later) -> later)
        .flatMap(this::realised);
  }

  /**
   * What else is wrong with the predictions of a snapshot, in words, if the model that made them
   * was the champion still before a training at a watermark; one that was replaced is the past.
   */
  public List<String> changes(RealisedScore newest, LocalDate watermark) {
    return championChanges().inWords(newest, watermark);
  }

  /** Whether a recalibration may mend them; see {@link ChampionChanges#areOfCalibrationAlone}. */
  public boolean isCalibrationAlone(RealisedScore newest, LocalDate watermark) {
    return championChanges().areOfCalibrationAlone(newest, watermark);
  }

  private ChampionChanges championChanges() {
    return new ChampionChanges(registry, RealisedMetrics.of(ledger.view(), warehouse), diagnoses());
  }

  private Optional<RealisedScore> realised(LocalDate snapshot) {
    return RealisedMetrics.of(ledger.view(), warehouse).score(snapshot, registry);
  }

  /** Early warnings of snapshots whose labels are not FINAL. */
  public EarlyWarning earlyWarning() {
    return earlyWarning;
  }

  /** What snapshots were diagnosed with. */
  public Diagnoses diagnoses() {
    return Diagnoses.of(ledger.view(), warehouse);
  }

  private MonitorResult write(
      List<LocalDate> evaluated, List<DriftComparison> compared, boolean force) {
    List<StageSlice> slices = evaluated.stream().map(plan::performance).toList();
    List<StageSlice> toEvaluate = ledger.outdated(slices, force);
    List<DriftComparison> toCompare =
        compared.stream()
            .filter(one -> !ledger.outdated(List.of(one.slice()), force).isEmpty())
            .toList();
    List<StageSlice> outdated = new ArrayList<>(toEvaluate);
    toCompare.forEach(one -> outdated.add(one.slice()));
    List<ComparisonResult> results =
        outdated.isEmpty()
            ? List.of()
            : ledger.commit(outdated, () -> writeAll(toEvaluate, toCompare));
    return MonitorResult.of(
        toEvaluate.size(),
        outdated.size(),
        slices.size() + compared.size(),
        results,
        compared.stream().flatMap(one -> plan.history().at(one.drift()).stream()).toList());
  }

  private Written<List<ComparisonResult>> writeAll(
      List<StageSlice> toEvaluate, List<DriftComparison> toCompare) {
    Map<SliceId, StageCounts> counts = new HashMap<>();
    if (!toEvaluate.isEmpty()) {
      counts.putAll(writePerformance(toEvaluate));
    }
    List<ComparisonResult> results = new ArrayList<>();
    Map<DriftComparison, Detected> compared = new LinkedHashMap<>();
    for (DriftComparison one : toCompare) {
      ComparisonResult result = writeDrift(one);
      counts.put(one.drift(), result.counts());
      compared.put(one, result.detected());
      results.add(result);
    }
    alerts.make(snapshots(toEvaluate), compared, diagnostician.judge(compared));
    return new Written<>(results, counts);
  }

  private Map<SliceId, StageCounts> writePerformance(List<StageSlice> slices) {
    List<LocalDate> snapshots = snapshots(slices);
    List<Performance> written = tracker.track(snapshots, snapshots(ledger.view().standing(slices)));
    ledger.view().update(RealisedMetrics.class, known -> known.with(snapshots, written));
    return snapshots.stream()
        .collect(
            Collectors.toMap(
                SliceId.Performance::new, snapshot -> performanceCounts(snapshot, written)));
  }

  private static List<LocalDate> snapshots(List<StageSlice> slices) {
    return slices.stream()
        .map(slice -> ((SliceId.Performance) slice.id()).snapshot())
        .sorted()
        .toList();
  }

  private static StageCounts performanceCounts(LocalDate snapshot, List<Performance> written) {
    List<Performance> ofSnapshot =
        written.stream().filter(known -> known.snapshot().equals(snapshot)).toList();
    long rows = ofSnapshot.stream().mapToLong(Performance::rows).sum();
    return new StageCounts(
        rows,
        rows,
        ofSnapshot.stream()
            .map(
                known ->
                    new SliceRows(
                        Tables.MODEL_PERFORMANCE,
                        Map.of("snapshot_date", snapshot, "model_version", known.version())))
            .toList());
  }

  private ComparisonResult writeDrift(DriftComparison one) {
    boolean stands = !ledger.view().standing(List.of(one.slice())).isEmpty();
    Detected detected = detector.detect(one, stands);
    List<DriftHistory.Compared> found =
        detected.ofAll().stream()
            .map(finding -> finding.compared(one.drift().snapshot(), one.version("none")))
            .toList();
    ledger.view().update(DriftHistory.class, known -> known.with(one.drift(), found));
    return new ComparisonResult(
        one.drift(),
        detected,
        one.drift().subject() == SliceId.DriftSubject.PREDICTION
            ? estimator.estimate(one, detected.inputs(), detected.findings(), stands)
            : List.of());
  }
}
