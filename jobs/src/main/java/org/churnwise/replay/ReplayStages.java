package org.churnwise.replay;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.features.FeatureEngineer;
import org.churnwise.ingest.DataIngestionPipeline;
import org.churnwise.ingest.RecordedFile;
import org.churnwise.ingest.SourceFile;
import org.churnwise.ingest.WatermarkDeclaration;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.labels.ChurnLabeler;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.monitoring.ModelMonitor;
import org.churnwise.run.Ledger;
import org.churnwise.run.SnapshotRules;
import org.churnwise.scoring.ChurnScorer;
import org.churnwise.scoring.ScoringRules;
import org.churnwise.training.TrainingRules;
import org.churnwise.training.TrainingStage;
import org.churnwise.warehouse.Warehouse;

/**
 * The stages of one run in the scratch warehouse: the classes that the run itself used, with its
 * settings and its id. Every slice is written whether it is up to date or not, as the run wrote it.
 */
final class ReplayStages {
  private static final String PERFORMANCE = "performance ";
  private static final String FEATURE_DRIFT = "feature drift ";
  private static final String PREDICTION_DRIFT = "prediction drift ";

  private final RecordedRun run;
  private final Warehouse scratch;
  private final Ledger ledger;
  private final Supplier<SparkSession> spark;
  private final Settings settings;
  private final FeatureCatalogue catalogue = FeatureCatalogue.load();
  private final ModelRegistry registry;

  ReplayStages(
      RecordedRun run,
      Warehouse scratch,
      Ledger ledger,
      Supplier<SparkSession> spark,
      Settings settings) {
    this.run = run;
    this.scratch = scratch;
    this.ledger = ledger;
    this.spark = spark;
    this.settings = settings;
    this.registry = new ModelRegistry(scratch, ledger.run());
  }

  /** Whether slices of this stage can be written again. */
  static boolean knows(String stage) {
    return List.of(
            DataIngestionPipeline.STAGE,
            FeatureEngineer.STAGE,
            ChurnLabeler.STAGE,
            TrainingStage.STAGE,
            ChurnScorer.STAGE,
            ModelMonitor.STAGE)
        .contains(stage);
  }

  /** Writes slices that one stage wrote one after another. */
  void write(String stage, List<String> slices) {
    switch (stage) {
      case DataIngestionPipeline.STAGE -> ingest(slices);
      case FeatureEngineer.STAGE ->
          new FeatureEngineer(scratch, ledger, catalogue).compute(days(slices), true);
      case ChurnLabeler.STAGE ->
          new ChurnLabeler(scratch, ledger, rules()).label(days(slices), true);
      case TrainingStage.STAGE -> days(slices).forEach(this::train);
      case ChurnScorer.STAGE ->
          new ChurnScorer(spark, scratch, ledger, ScoringRules.of(settings, catalogue))
              .score(days(slices), true);
      case ModelMonitor.STAGE -> slices.forEach(this::monitor);
      default -> throw new IllegalArgumentException("no stage " + stage);
    }
  }

  private void ingest(List<String> slices) {
    List<SourceFile> together = new ArrayList<>();
    for (String slice : slices) {
      Optional<RecordedFile> file = run.file(slice);
      if (file.isPresent()) {
        together.add(file.get().find());
      } else {
        load(together);
        together.clear();
        new WatermarkDeclaration(scratch, ledger).declare(LocalDate.parse(slice));
      }
    }
    load(together);
  }

  private void load(List<SourceFile> files) {
    if (!files.isEmpty()) {
      Contract contract = Contract.load(settings.ingest().contract());
      new DataIngestionPipeline(scratch, ledger, spark, contract).load(files);
    }
  }

  /** A model that is refused is written all the same, and that there is no champion is no news. */
  private void train(LocalDate watermark) {
    try {
      new TrainingStage(spark, scratch, ledger, TrainingRules.of(settings, catalogue))
          .train(watermark, true);
    } catch (ChurnException e) {
      if (e.exitCode() != ExitCode.MODEL_REFUSED) {
        throw e;
      }
    }
  }

  private void monitor(String slice) {
    ModelMonitor monitor = new ModelMonitor(scratch, ledger, settings);
    Optional<ModelVersion> model =
        Optional.ofNullable(run.models().get(slice)).map(registry::version);
    LocalDate snapshot = LocalDate.parse(slice.substring(slice.length() - "yyyy-MM-dd".length()));
    if (slice.startsWith(PERFORMANCE)) {
      monitor.trackPerformance(List.of(snapshot), true);
    } else if (slice.startsWith(FEATURE_DRIFT)) {
      monitor.detectFeatureDrift(snapshot, model, true);
    } else if (slice.startsWith(PREDICTION_DRIFT)) {
      monitor.detectPredictionDrift(snapshot, model, true);
    }
  }

  private SnapshotRules rules() {
    return new SnapshotRules(settings.churn().windowDays(), settings.churn().graceDays());
  }

  /** The days that the names of slices start with, each once. */
  private static List<LocalDate> days(List<String> slices) {
    return slices.stream()
        .map(slice -> LocalDate.parse(slice.substring(0, "yyyy-MM-dd".length())))
        .distinct()
        .toList();
  }
}
