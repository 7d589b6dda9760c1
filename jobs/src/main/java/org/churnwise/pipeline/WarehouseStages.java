package org.churnwise.pipeline;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.churnwise.features.FeatureEngineer;
import org.churnwise.features.FeatureResult;
import org.churnwise.ingest.IngestResult;
import org.churnwise.ingest.SourceFile;
import org.churnwise.labels.ChurnLabeler;
import org.churnwise.labels.LabelResult;
import org.churnwise.mlflow.ModelTracking;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.monitoring.Interim;
import org.churnwise.monitoring.ModelMonitor;
import org.churnwise.monitoring.MonitorResult;
import org.churnwise.monitoring.RealisedScore;
import org.churnwise.quality.Diagnosis;
import org.churnwise.quality.FeedFaults;
import org.churnwise.scoring.ChurnScorer;
import org.churnwise.scoring.ScoreResult;
import org.churnwise.training.TrainingResult;
import org.churnwise.training.TrainingStage;

/** The stages over a warehouse; each is the same class that runs as a job of its own. */
record WarehouseStages(
    MonthLoads loads,
    FeatureEngineer features,
    ChurnLabeler labeler,
    ModelMonitor monitor,
    FeedFaults feeds,
    TrainingStage training,
    ModelTracking tracking,
    ChurnScorer scorer,
    ModelRegistry registry)
    implements Stages {

  @Override
  public IngestResult load(List<SourceFile> files) {
    return loads.load(files);
  }

  @Override
  public FeatureResult computeFeatures(List<LocalDate> snapshots) {
    return features.compute(snapshots, false);
  }

  @Override
  public List<LocalDate> staleFeatures() {
    return features.stale();
  }

  @Override
  public LabelResult label(List<LocalDate> snapshots) {
    return labeler.label(snapshots, false);
  }

  @Override
  public List<LocalDate> labelsDue() {
    return labeler.due();
  }

  @Override
  public MonitorResult monitor(LocalDate snapshot, Optional<ModelVersion> model) {
    return monitor.watch(snapshot, model, false);
  }

  @Override
  public List<Interim> warnEarly() {
    return monitor.earlyWarning().look(false);
  }

  @Override
  public MonitorResult detectPredictionDrift(LocalDate snapshot, Optional<ModelVersion> model) {
    return monitor.detectPredictionDrift(snapshot, model, false);
  }

  @Override
  public Optional<RealisedScore> newestRealised(LocalDate after, LocalDate upTo) {
    return monitor.newestRealised(after, upTo);
  }

  @Override
  public List<String> changes(RealisedScore newest, LocalDate watermark) {
    return monitor.changes(newest, watermark);
  }

  @Override
  public boolean isCalibrationAlone(RealisedScore newest, LocalDate watermark) {
    return monitor.isCalibrationAlone(newest, watermark);
  }

  @Override
  public List<Diagnosis> changes(LocalDate after, LocalDate upTo) {
    return monitor.diagnoses().known(after, upTo).stream()
        .filter(one -> one.cause().isChange())
        .toList();
  }

  @Override
  public Optional<String> feedFault(LocalDate snapshot) {
    return feeds.spoken(snapshot);
  }

  @Override
  public TrainingResult train(LocalDate watermark, Optional<String> because) {
    return training.train(watermark, false, because);
  }

  @Override
  public TrainingResult recalibrate(LocalDate watermark, Optional<String> because) {
    return training.recalibrate(watermark, false, because);
  }

  @Override
  public Optional<String> recalibrationRefusal(LocalDate watermark) {
    return training.recalibrationRefusal(watermark);
  }

  @Override
  public Optional<String> heldFromTraining(LocalDate watermark) {
    return training.held(watermark);
  }

  @Override
  public boolean areModelsTracked() {
    return tracking.isOn();
  }

  @Override
  public String trackModels() {
    return tracking.follow().orElse("");
  }

  @Override
  public Optional<ModelVersion> champion() {
    return registry.champion();
  }

  @Override
  public Optional<ModelVersion> championBefore(LocalDate watermark) {
    return registry.championBefore(watermark);
  }

  @Override
  public boolean isStillChampion(LocalDate watermark) {
    return champion()
        .filter(now -> championBefore(watermark).filter(now::hasBoosterOf).isPresent())
        .isPresent();
  }

  @Override
  public Optional<String> scoringRefusal(LocalDate snapshot) {
    return scorer.refusal(List.of(snapshot));
  }

  @Override
  public ScoreResult score(LocalDate snapshot) {
    return scorer.score(List.of(snapshot), false);
  }
}
