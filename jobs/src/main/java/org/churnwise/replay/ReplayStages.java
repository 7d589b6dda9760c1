package org.churnwise.replay;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.churnwise.config.SentimentFunction;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.features.FeatureEngineer;
import org.churnwise.ingest.CommentRescoring;
import org.churnwise.ingest.CorrectionPlan;
import org.churnwise.ingest.DataIngestionPipeline;
import org.churnwise.ingest.IngestProgress;
import org.churnwise.ingest.JudgedAgain;
import org.churnwise.ingest.KeptLoads;
import org.churnwise.ingest.LoadTerms;
import org.churnwise.ingest.RecordedFile;
import org.churnwise.ingest.SourceFile;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.evidence.Acceptance;
import org.churnwise.labels.ChurnLabeler;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.monitoring.ModelMonitor;
import org.churnwise.run.Ledger;
import org.churnwise.run.LoadedFiles.LoadedFile;
import org.churnwise.run.SliceId;
import org.churnwise.run.SnapshotRules;
import org.churnwise.run.Stage;
import org.churnwise.scoring.ChurnScorer;
import org.churnwise.scoring.ScoringRules;
import org.churnwise.sql.Sql;
import org.churnwise.training.TrainingRules;
import org.churnwise.training.TrainingStage;
import org.churnwise.warehouse.Warehouse;

/**
 * The stages of one run in the scratch warehouse: the classes that the run itself used, with its
 * settings and its id. Every slice is written even if it is up to date, as the run wrote it.
 */
final class ReplayStages {
  private final RecordedRun run;
  private final Warehouse live;
  private final Warehouse scratch;
  private final Ledger ledger;
  private final Supplier<SparkSession> spark;
  private final Settings settings;
  private final SentimentFunction firstFunction;
  private final FeatureCatalogue catalogue = FeatureCatalogue.load();
  private final ModelRegistry registry;

  /**
   * @param firstFunction that scored the first comments of the history
   */
  ReplayStages(
      RecordedRun run,
      Warehouse live,
      Warehouse scratch,
      Ledger ledger,
      Supplier<SparkSession> spark,
      Settings settings,
      SentimentFunction firstFunction) {
    this.run = run;
    this.live = live;
    this.scratch = scratch;
    this.ledger = ledger;
    this.spark = spark;
    this.settings = settings;
    this.firstFunction = firstFunction;
    this.registry = new ModelRegistry(scratch, ledger);
  }

  /** Writes slices that one stage wrote one after another. */
  void write(Stage stage, List<SliceId> slices) {
    switch (stage) {
      case INGEST -> ingest(slices);
      case FEATURES ->
          new FeatureEngineer(scratch, ledger, catalogue).compute(snapshots(slices), true);
      case LABEL -> new ChurnLabeler(scratch, ledger, rules()).label(snapshots(slices), true);
      case TRAIN -> slices.forEach(this::train);
      case SCORE ->
          new ChurnScorer(spark, scratch, ledger, ScoringRules.of(settings, catalogue))
              .score(scored(slices), true);
      case MONITOR -> slices.forEach(this::monitor);
    }
  }

  /** Takes back and loads what the run did, in one commit. */
  void correct() {
    List<LoadedFile> old =
        ledger.view().loaded().files().stream()
            .filter(
                loaded ->
                    run.takenBack().stream()
                        .anyMatch(
                            file ->
                                file.feed().equals(loaded.feed())
                                    && file.name().equals(loaded.name())))
            .toList();
    List<SourceFile> loaded = run.files().stream().map(RecordedFile::find).toList();
    ingestion().correct(new CorrectionPlan(run.correction().orElseThrow(), old, loaded, List.of()));
  }

  private void ingest(List<SliceId> slices) {
    List<RecordedFile> files = new ArrayList<>();
    List<Acceptance> accepted = new ArrayList<>();
    Optional<LocalDate> loadedTo = Optional.empty();
    for (SliceId slice : slices) {
      if (slice instanceof SliceId.Rescored again) {
        new CommentRescoring(scratch, ledger, settings.sentiment()).repeat(again.by());
        return; // it writes all of its slices at once, and its run no other
      }
      if (slice instanceof SliceId.LoadedTo declared) {
        loadedTo = Optional.of(declared.day());
      } else if (slice instanceof SliceId.Accepted one) {
        accepted.add(run.accepted(one));
      } else {
        files.add(run.file(slice.toString()).orElseThrow());
      }
    }
    load(files, LoadTerms.asRecorded(loadedTo, accepted));
  }

  /** Files and releases in the order in which they were loaded: loads have the numbers they had. */
  private void load(List<RecordedFile> files, LoadTerms terms) {
    List<RecordedFile> inOrder =
        files.stream().sorted(Comparator.comparing(RecordedFile::loadNumber)).toList();
    int done = 0;
    do {
      int from = done;
      List<RecordedFile> next =
          inOrder.subList(from, inOrder.size()).stream()
              .takeWhile(file -> file.isRelease() == inOrder.get(from).isRelease())
              .toList();
      if (next.isEmpty() || !next.get(0).isRelease()) {
        ingestion()
            .load(next.stream().map(RecordedFile::find).toList(), terms, IngestProgress.silent());
      } else {
        ingestion()
            .release(
                new JudgedAgain(live, run.id())
                    .releases(scratch, ledger.view().loaded().files(), next),
                terms);
      }
      done += next.size();
    } while (done < inOrder.size());
  }

  private DataIngestionPipeline ingestion() {
    return new DataIngestionPipeline(
        scratch,
        ledger,
        spark,
        contract(),
        settings.sentiment().by(ledger.view().loaded().scoredBy().orElse(firstFunction)),
        KeptLoads.of(live, run.files()));
  }

  /** The contract of the run's loads, even if its file says something else by now. */
  private Contract contract() {
    String name = settings.ingest().contract();
    return run.files().stream()
        .flatMap(file -> file.contractVersion().stream())
        .findFirst()
        .flatMap(
            version ->
                live
                    .query(Sql.named("replay/kept_contract").with("contract_version", version))
                    .stream()
                    .findFirst())
        .map(row -> Contract.kept(name, row.string("content")))
        .orElseGet(() -> Contract.load(name));
  }

  /** A refused model is written too, so that the refusal needs no handling here. */
  private void train(SliceId slice) {
    LocalDate watermark = slice.ofDay().orElseThrow();
    TrainingStage stage =
        new TrainingStage(spark, scratch, ledger, TrainingRules.of(settings, catalogue));
    try {
      if (slice instanceof SliceId.Recalibration) {
        stage.recalibrate(watermark, true, trainedBecause(watermark));
      } else {
        stage.train(watermark, true, trainedBecause(watermark));
      }
    } catch (ChurnException e) {
      if (e.exitCode() != ExitCode.MODEL_REFUSED) {
        throw e;
      }
    }
  }

  /** The reason is a part of the loop, which is not run again. */
  private Optional<String> trainedBecause(LocalDate watermark) {
    return run.decisions().stream()
        .filter(decision -> decision.isByTraining() && decision.watermark().equals(watermark))
        .flatMap(decision -> decision.trainedBecause().stream())
        .findFirst();
  }

  private void monitor(SliceId slice) {
    ModelMonitor monitor = new ModelMonitor(scratch, ledger, settings);
    if (slice instanceof SliceId.Performance performance) {
      monitor.trackPerformance(List.of(performance.snapshot()), true);
      return;
    }
    if (slice instanceof SliceId.Interim interim) {
      monitor.earlyWarning().look(interim, true);
      return;
    }
    SliceId.Drift drift = (SliceId.Drift) slice;
    Optional<ModelVersion> model =
        Optional.ofNullable(run.models().get(slice.toString())).map(registry::version);
    switch (drift.subject()) {
      case FEATURE -> monitor.detectFeatureDrift(drift.snapshot(), model, true);
      case PREDICTION -> monitor.detectPredictionDrift(drift.snapshot(), model, true);
    }
  }

  private SnapshotRules rules() {
    return new SnapshotRules(settings.churn().windowDays(), settings.churn().graceDays());
  }

  private static List<LocalDate> snapshots(List<SliceId> slices) {
    return slices.stream().map(slice -> ((SliceId.Snapshot) slice).date()).toList();
  }

  /** Several models may have scored a snapshot, one after another; it is scored once. */
  private static List<LocalDate> scored(List<SliceId> slices) {
    return slices.stream()
        .map(slice -> ((SliceId.Predictions) slice).snapshot())
        .distinct()
        .toList();
  }
}
