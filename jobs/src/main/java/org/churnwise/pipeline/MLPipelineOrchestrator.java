package org.churnwise.pipeline;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.churnwise.config.RetrainSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.SourceFile;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.monitoring.EstimateTexts;
import org.churnwise.monitoring.Interim;
import org.churnwise.monitoring.InterimTexts;
import org.churnwise.monitoring.MonitorResult;
import org.churnwise.monitoring.MonitorSummaries;
import org.churnwise.quality.Diagnosis;
import org.churnwise.scoring.ScoreResult;

/**
 * The month loop: the stages of every month, in one process, in the order in which a month happens.
 * It holds no state of its own: what is left to do is read from the tables, so that a run that was
 * killed at any point is continued by the same command.
 */
final class MLPipelineOrchestrator {
  private final MonthPlan plan;
  private final LoadedMonths loaded;
  private final Stages stages;
  private final StageTimes times;
  private final MonthTrainings trainings;

  MLPipelineOrchestrator(
      MonthPlan plan,
      LoadedMonths loaded,
      Stages stages,
      StageTimes times,
      RetrainSettings retrain) {
    this.plan = plan;
    this.loaded = loaded;
    this.stages = stages;
    this.times = times;
    this.trainings = new MonthTrainings(stages, times, retrain);
  }

  /**
   * Runs a mode, and returns what was trained after the first training.
   *
   * @param trainMonths how many base months are loaded before the first training
   * @param maxIterations how many months are loaded after it at most
   * @throws ChurnException exit 5 if mode train ends without a model (the other modes try again
   *     next month), or if the champion was fitted on other features than the newest snapshot has
   *     and no training replaced it
   */
  List<Retrained> run(PipelineMode mode, int trainMonths, int maxIterations) {
    if (mode == PipelineMode.INIT || mode == PipelineMode.ALL) {
      ingest("customers", plan.baseCustomers());
    }
    switch (mode) {
      case INIT -> {}
      case TRAIN -> trainOnce(trainMonths);
      case CONTINUOUS -> iterate(plan.baseMonths(), trainMonths, maxIterations);
      case DRIFT, ALL -> iterate(plan.allMonths(), trainMonths, maxIterations);
    }
    return trainings.retrained();
  }

  private void trainOnce(int trainMonths) {
    finishNewestMonth();
    missing(trainMonths).forEach(this::loadMonth);
    LocalDate watermark = loaded.watermark();
    trainings.first(watermark);
    score(watermark);
  }

  private void iterate(List<YearMonth> months, int trainMonths, int maxIterations) {
    List<YearMonth> forTraining = stages.champion().isEmpty() ? missing(trainMonths) : List.of();
    if (forTraining.isEmpty()) {
      loaded.newest().ifPresent(this::iteration); // finishes what a killed run left unfinished
    } else {
      finishNewestMonth();
      forTraining.forEach(this::loadMonth);
      decideAndScore();
    }
    months.stream()
        .filter(month -> !loaded.contains(month))
        .limit(maxIterations)
        .toList()
        .forEach(this::iteration);
    refuseUnscored();
  }

  /** A month that no model can score does not stop the next one, but fails the run at its end. */
  private void refuseUnscored() {
    loaded
        .newest()
        .flatMap(month -> stages.scoringRefusal(loaded.watermark()))
        .ifPresent(
            why -> {
              throw ChurnException.modelRefused(why);
            });
  }

  /** A run that was killed between two stages of a month left out what came later in it. */
  private void finishNewestMonth() {
    loaded.newest().ifPresent(this::loadMonth);
  }

  /** The months before the first training that are not loaded yet. */
  private List<YearMonth> missing(int trainMonths) {
    return plan.baseMonths().stream()
        .limit(trainMonths)
        .filter(month -> !loaded.contains(month))
        .toList();
  }

  private void iteration(YearMonth month) {
    loadMonth(month);
    decideAndScore();
  }

  private void decideAndScore() {
    LocalDate watermark = loaded.watermark();
    Optional<ModelVersion> inProduction = stages.championBefore(watermark);
    if (inProduction.isEmpty()) {
      trainings.tryFirst(watermark);
    } else {
      monitor(watermark, inProduction);
      trainings.retrainIfDue(loaded.snapshotBefore(watermark), watermark);
    }
    if (stages.champion().isPresent() && trainings.ofOtherFeatures("score", watermark).isEmpty()) {
      score(watermark);
    }
  }

  private void loadMonth(YearMonth month) {
    times.heading(month.toString());
    ingest(month.toString(), plan.filesUpTo(month));
    LocalDate watermark = loaded.watermark();
    // A late or corrected file changes older snapshots too; their keys show which.
    Set<LocalDate> snapshots = loaded.snapshots();
    snapshots.addAll(stages.staleFeatures());
    snapshots.add(watermark);
    times.run(
        "features",
        "FeatureEngineer",
        watermark.toString(),
        () -> stages.computeFeatures(List.copyOf(snapshots)),
        StageSummaries::of);
    times.run(
        "label",
        "ChurnLabeler",
        watermark.toString(),
        () -> {
          snapshots.addAll(stages.labelsDue());
          return stages.label(List.copyOf(snapshots));
        },
        StageSummaries::of);
  }

  private void ingest(String what, List<SourceFile> files) {
    times.run(
        "ingest", "DataIngestionPipeline", what, () -> stages.load(files), StageSummaries::of);
  }

  private void monitor(LocalDate watermark, Optional<ModelVersion> inProduction) {
    times.run(
        "monitor",
        "ModelMonitor",
        watermark.toString(),
        () -> stages.monitor(watermark, inProduction),
        MonitorSummaries::month);
    for (Interim look : InterimTexts.evidence(stages.warnEarly())) {
      times.note("interim", look.snapshotDate().toString(), InterimTexts.line(look));
    }
    for (Diagnosis change : stages.changes(loaded.snapshotBefore(watermark), watermark)) {
      times.note("diagnosis", change.snapshotDate().toString(), change.spoken());
    }
  }

  private void score(LocalDate watermark) {
    ScoreResult scored =
        times.run(
            "score",
            "ChurnScorer",
            watermark.toString(),
            () -> stages.score(watermark),
            StageSummaries::of);
    if (scored.stopped() != null) {
      times.note("score", watermark.toString(), scored.stopped() + "; nobody is contacted");
    }
    stages
        .feedFault(watermark)
        .ifPresent(
            fault ->
                times.note(
                    "score",
                    watermark.toString(),
                    "warning: " + fault + "; the scores rest on these data"));
    MonitorResult result =
        times.run(
            "monitor",
            "DriftDetector",
            watermark.toString(),
            () -> stages.detectPredictionDrift(watermark, stages.champion()),
            drift -> MonitorSummaries.drift("predictions", drift));
    if (!result.estimates().isEmpty()) {
      times.note("estimate", watermark.toString(), EstimateTexts.line(result.estimates()));
    }
  }
}
