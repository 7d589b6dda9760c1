package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.config.Settings;
import org.churnwise.model.evaluation.EvaluationSums;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.quality.AlertManager;
import org.churnwise.run.Input;
import org.churnwise.run.Ledger;
import org.churnwise.run.SliceRows;
import org.churnwise.run.SnapshotRules;
import org.churnwise.run.StageCounts;
import org.churnwise.run.StageSlice;
import org.churnwise.sql.Sql;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.MetricStatus;
import org.churnwise.stats.Verdict;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Judges what is known: realised performance of every snapshot whose labels are FINAL, and the
 * drift of a snapshot's features and predictions against the champion's training rows. Each
 * judgement is a slice of its own, written with its alerts in one transaction.
 */
public final class ModelMonitor {
  public static final String STAGE = "monitor";

  private final Warehouse warehouse;
  private final Ledger ledger;
  private final Settings settings;
  private final PerformanceTracker tracker;
  private final DriftDetector detector;
  private final AlertManager alerts;

  public ModelMonitor(Warehouse warehouse, Ledger ledger, Settings settings) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.settings = settings;
    this.alerts = new AlertManager(warehouse, ledger.run());
    SnapshotRules rules =
        new SnapshotRules(settings.churn().windowDays(), settings.churn().graceDays());
    MetricPolicy policy =
        new MetricPolicy(settings.monitoring().minRows(), settings.monitoring().minPositives());
    this.tracker =
        new PerformanceTracker(
            warehouse, ledger.run(), rules, policy, settings.monitoring().segmentMinRows());
    this.detector = new DriftDetector(warehouse, ledger.run(), settings.monitoring());
  }

  /**
   * Judges the performance of every FINAL snapshot whose predictions or labels have changed since
   * it was judged.
   */
  public MonitorResult trackPerformance(boolean force) {
    return trackPerformance(finalSnapshots(), force);
  }

  /** Judges the performance of some FINAL snapshots, unless nothing about them has changed. */
  public MonitorResult trackPerformance(List<LocalDate> snapshots, boolean force) {
    List<StageSlice> slices = snapshots.stream().map(this::performanceSlice).toList();
    List<StageSlice> outdated = ledger.outdated(slices, force);
    for (StageSlice slice : outdated) {
      ledger.attempt(List.of(slice), commit -> commit.commit(() -> writePerformance(slice)));
    }
    return new MonitorResult(outdated.size(), slices.size() - outdated.size(), 0, 0, 0);
  }

  /**
   * Judges the drift of a snapshot's features against a model's training rows; no model is
   * NO_EVIDENCE.
   */
  public MonitorResult detectFeatureDrift(
      LocalDate snapshot, Optional<ModelVersion> model, boolean force) {
    return detectDrift(
        DriftDetector.FEATURE, snapshot, model, inputs("features", snapshot.toString()), force);
  }

  /**
   * Judges the drift of a model's predictions for a snapshot against those for its training rows;
   * no model is NO_EVIDENCE.
   */
  public MonitorResult detectPredictionDrift(
      LocalDate snapshot, Optional<ModelVersion> model, boolean force) {
    String scored = snapshot + " " + model.map(ModelVersion::version).orElse("none");
    return detectDrift(DriftDetector.PREDICTION, snapshot, model, inputs("score", scored), force);
  }

  /**
   * The F1 that production realised on the newest snapshot whose labels became FINAL after one
   * watermark and up to another; empty when none did.
   */
  public Optional<RealisedScore> newestRealised(LocalDate after, LocalDate upTo) {
    return warehouse.query(Sql.named("monitoring/final_snapshots")).stream()
        .filter(
            row -> row.date("matures_on").isAfter(after) && !row.date("matures_on").isAfter(upTo))
        .map(row -> row.date("snapshot_date"))
        .reduce((earlier, later) -> later)
        .flatMap(this::realised);
  }

  private Optional<RealisedScore> realised(LocalDate snapshot) {
    return warehouse
        .query(Sql.named("monitoring/realised_f1").with("snapshot_date", snapshot))
        .stream()
        .findFirst()
        .map(
            row ->
                new RealisedScore(
                    snapshot,
                    row.string("model_version"),
                    MetricStatus.valueOf(row.string("status")),
                    row.optionalDouble("value"),
                    row.optionalDouble("constant_value")));
  }

  private List<LocalDate> finalSnapshots() {
    return warehouse.query(Sql.named("monitoring/final_snapshots")).stream()
        .map(row -> row.date("snapshot_date"))
        .toList();
  }

  private Map<String, StageCounts> writePerformance(StageSlice slice) {
    LocalDate snapshot = LocalDate.parse(slice.slice().substring(slice.slice().length() - 10));
    Map<String, Long> rows = tracker.track(snapshot);
    realised(snapshot).ifPresent(this::alertOnPerformance);
    long all = rows.values().stream().mapToLong(Long::longValue).sum();
    List<SliceRows> written =
        rows.keySet().stream().map(version -> performanceRows(snapshot, version)).toList();
    return Map.of(slice.slice(), new StageCounts(all, all, written));
  }

  private static SliceRows performanceRows(LocalDate snapshot, String version) {
    return new SliceRows(
        Tables.MODEL_PERFORMANCE, Map.of("snapshot_date", snapshot, "model_version", version));
  }

  private void alertOnPerformance(RealisedScore score) {
    double threshold = settings.retrain().threshold();
    Verdict verdict = score.verdict(threshold);
    if (verdict == Verdict.NO_EVIDENCE) {
      return; // an open alert stays open: nothing says that it is over
    }
    alerts.resolve("performance", "f1", judgedUpTo("performance ", score.snapshot()));
    if (verdict == Verdict.BREACH) {
      alerts.raise(
          "performance",
          "f1",
          score.snapshot(),
          "WARNING",
          "F1 of "
              + score.modelVersion()
              + " on "
              + score.snapshot()
              + " is "
              + MetricTexts.text(score.value())
              + ", below the threshold "
              + threshold
              + "; the best constant answer reaches "
              + MetricTexts.text(score.constantValue()));
    }
  }

  private MonitorResult detectDrift(
      String subject,
      LocalDate snapshot,
      Optional<ModelVersion> champion,
      List<Input> inputs,
      boolean force) {
    List<Input> all = new ArrayList<>(inputs);
    champion.ifPresent(
        model -> all.add(new Input("model_versions", model.version(), model.artifactSha256())));
    StageSlice slice =
        slice(
            "feature_drift",
            subject + " drift " + snapshot,
            List.of(DriftDetector.BIN_COUNTS),
            all);
    List<DriftFinding> findings = new ArrayList<>();
    boolean written = !ledger.outdated(List.of(slice), force).isEmpty();
    if (written) {
      ledger.attempt(
          List.of(slice),
          commit ->
              commit.commit(
                  () -> {
                    findings.addAll(
                        detector.detect(subject, snapshot, champion.map(ModelVersion::version)));
                    alertOnDrift(subject, snapshot, findings);
                    SliceRows rows =
                        new SliceRows(
                            Tables.FEATURE_DRIFT,
                            Map.of("snapshot_date", snapshot, "subject", subject));
                    long count = findings.size();
                    return Map.of(slice.slice(), new StageCounts(count, count, rows));
                  }));
    }
    return MonitorResult.ofDrift(written, findings);
  }

  private void alertOnDrift(String subject, LocalDate snapshot, List<DriftFinding> findings) {
    List<DriftFinding> breaches =
        findings.stream().filter(f -> f.verdict() == Verdict.BREACH).toList();
    if (!breaches.isEmpty()) {
      String message =
          breaches.size()
              + " of "
              + findings.size()
              + " "
              + subject
              + " distributions at "
              + snapshot
              + " moved away from the champion's training rows, most of all "
              + DriftFinding.largest(breaches);
      alerts.resolve("drift", subject, judgedUpTo(subject + " drift ", snapshot));
      alerts.raise("drift", subject, snapshot, "WARNING", message);
    } else if (findings.stream().anyMatch(f -> f.verdict() == Verdict.OK)) {
      alerts.resolve("drift", subject, judgedUpTo(subject + " drift ", snapshot));
    }
  }

  /** The snapshots up to this one that were judged before; only their alerts can be over. */
  private List<LocalDate> judgedUpTo(String slices, LocalDate snapshot) {
    return ledger.keys(STAGE).keySet().stream()
        .filter(slice -> slice.startsWith(slices))
        .map(slice -> LocalDate.parse(slice.substring(slices.length())))
        .filter(judged -> !judged.isAfter(snapshot))
        .toList();
  }

  private StageSlice performanceSlice(LocalDate snapshot) {
    List<Input> inputs = new ArrayList<>(inputs("label", snapshot.toString()));
    inputs.addAll(inputs("features", snapshot.toString()));
    ledger
        .keys("score")
        .forEach(
            (slice, key) -> {
              if (slice.startsWith(snapshot + " ")) {
                inputs.add(new Input(Tables.CHURN_PREDICTIONS.name(), slice, key));
              }
            });
    return slice(
        "model_performance",
        "performance " + snapshot,
        List.of(
            PerformanceTracker.GROUPS,
            EvaluationSums.SUMS,
            EvaluationSums.CELLS,
            CampaignTracker.GROUPS),
        inputs);
  }

  private List<Input> inputs(String stage, String slice) {
    String key = ledger.keys(stage).get(slice);
    return key == null ? List.of() : List.of(new Input(stage, slice, key));
  }

  private StageSlice slice(String table, String name, List<Sql> statements, List<Input> inputs) {
    String configuration = settings.resolved().hashOf("monitoring", "churn", "retrain");
    return StageSlice.of(STAGE, table, name, ledger.run(), configuration, statements, inputs);
  }
}
