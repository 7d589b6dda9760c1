package org.churnwise.pipeline;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.features.FeatureResult;
import org.churnwise.ingest.IngestResult;
import org.churnwise.ingest.SourceFile;
import org.churnwise.labels.LabelResult;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.monitoring.Interim;
import org.churnwise.monitoring.MonitorResult;
import org.churnwise.monitoring.RealisedScore;
import org.churnwise.quality.Diagnosis;
import org.churnwise.scoring.ScoreResult;
import org.churnwise.training.TrainingResult;

/**
 * What the month loop asks of the stages. Each call does only what is not up to date, so that the
 * loop may repeat any of them.
 */
interface Stages {

  /** Loads the files that are not loaded yet. */
  IngestResult load(List<SourceFile> files);

  /** Computes the features of snapshots. */
  FeatureResult computeFeatures(List<LocalDate> snapshots);

  /** The snapshots whose features would not be the same if they were computed now, in order. */
  List<LocalDate> staleFeatures();

  /** Labels snapshots. */
  LabelResult label(List<LocalDate> snapshots);

  /** The snapshots whose labels are not FINAL, or would not be the same now, in order. */
  List<LocalDate> labelsDue();

  /**
   * Measures the realised performance of every snapshot with FINAL labels, and compares the
   * features of a snapshot with those that a model was trained on.
   */
  MonitorResult monitor(LocalDate snapshot, Optional<ModelVersion> model);

  /** Looks at predictions before their labels are FINAL, where days have become known. */
  List<Interim> warnEarly();

  /**
   * Compares the predictions of a model for a snapshot with earlier ones, and estimates how good
   * they are.
   */
  MonitorResult detectPredictionDrift(LocalDate snapshot, Optional<ModelVersion> model);

  /**
   * The F1 that production realised on the newest snapshot whose labels became FINAL after one
   * watermark and up to another; empty when none did.
   */
  Optional<RealisedScore> newestRealised(LocalDate after, LocalDate upTo);

  /**
   * What else is wrong with those predictions, in words, if their model was in production still
   * before a training at this watermark.
   */
  List<String> changes(RealisedScore newest, LocalDate watermark);

  /**
   * Whether the calibration alone is wrong with those predictions, and a recalibration is worth
   * trying.
   */
  boolean isCalibrationAlone(RealisedScore newest, LocalDate watermark);

  /** The changes that were diagnosed after one watermark and up to another. */
  List<Diagnosis> changes(LocalDate after, LocalDate upTo);

  /** Which feeds were broken in what the features of a snapshot are made from, if any was. */
  Optional<String> feedFault(LocalDate snapshot);

  /**
   * Trains a model and decides on it.
   *
   * @param because why there is a retraining; empty for the first training
   * @throws ChurnException exit 5 if no model can be trained, or if the model is refused while
   *     there is no champion
   */
  TrainingResult train(LocalDate watermark, Optional<String> because);

  /**
   * Gives the champion a new calibration, and decides on the result.
   *
   * @param because why
   */
  TrainingResult recalibrate(LocalDate watermark, Optional<String> because);

  /** Why the champion cannot be recalibrated at a watermark, if it cannot. */
  Optional<String> recalibrationRefusal(LocalDate watermark);

  /** Why a training at a watermark leaves snapshots out, if it does. */
  Optional<String> heldFromTraining(LocalDate watermark);

  /** Whether models are shown in MLflow. */
  boolean areModelsTracked();

  /** Shows the models in MLflow; returns what to tell a person. */
  String trackModels();

  /** The model in production. */
  Optional<ModelVersion> champion();

  /** The model that was in production before a training at this watermark. */
  Optional<ModelVersion> championBefore(LocalDate watermark);

  /**
   * Whether the champion has the booster of {@link #championBefore}. Otherwise a person or a
   * training has replaced it, and what was wrong with it is the past.
   */
  boolean isStillChampion(LocalDate watermark);

  /** Why the champion cannot score a snapshot, if it cannot: it was fitted on other features. */
  Optional<String> scoringRefusal(LocalDate snapshot);

  /** Scores a snapshot with the champion. */
  ScoreResult score(LocalDate snapshot);
}
