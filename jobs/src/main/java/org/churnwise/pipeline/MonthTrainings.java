package org.churnwise.pipeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.churnwise.config.RetrainSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.model.registry.ModelDecision.Outcome;
import org.churnwise.monitoring.RealisedScore;
import org.churnwise.monitoring.RetrainingRule;
import org.churnwise.monitoring.RetrainingRule.Remedy;
import org.churnwise.monitoring.RetrainingRule.Retraining;
import org.churnwise.training.TrainingResult;

/** What the month loop trains. */
final class MonthTrainings {
  private final Stages stages;
  private final StageTimes times;
  private final RetrainSettings retrain;
  private final List<Retrained> retrained = new ArrayList<>();

  MonthTrainings(Stages stages, StageTimes times, RetrainSettings retrain) {
    this.stages = stages;
    this.times = times;
    this.retrain = retrain;
  }

  /** What was trained after the first training. */
  List<Retrained> retrained() {
    return List.copyOf(retrained);
  }

  /**
   * Trains where there is no champion.
   *
   * @throws ChurnException exit 5 if there is none still
   */
  void first(LocalDate watermark) {
    run(watermark, Optional.empty(), false);
  }

  /** The same; without a model the next month tries again. */
  void tryFirst(LocalDate watermark) {
    tried(watermark, () -> run(watermark, Optional.empty(), false));
  }

  /**
   * Tries what the rule asks for by the labels that became FINAL since the month before, and trains
   * a new model where the champion cannot score this month.
   */
  void retrainIfDue(LocalDate before, LocalDate watermark) {
    Optional<Retraining> due = due(before, watermark);
    if (due.isPresent()) {
      tried(watermark, () -> remedy(watermark, due.get()));
    } else if (!retrain.isOff()) {
      ofOtherFeatures("retrain", watermark)
          .ifPresent(why -> tried(watermark, () -> run(watermark, Optional.of(why), false)));
    }
  }

  /** Why the champion, which was fitted on other features, cannot take part in a stage. */
  Optional<String> ofOtherFeatures(String stage, LocalDate watermark) {
    Optional<String> why = stages.scoringRefusal(watermark);
    why.ifPresent(text -> times.note(stage, watermark.toString(), text));
    return why;
  }

  private Optional<Retraining> due(LocalDate before, LocalDate watermark) {
    Optional<RealisedScore> newest = stages.newestRealised(before, watermark);
    Retraining decision =
        new RetrainingRule(retrain)
            .decide(
                newest,
                newest.map(score -> stages.changes(score, watermark)).orElse(List.of()),
                newest.filter(score -> stages.isCalibrationAlone(score, watermark)).isPresent());
    Optional<String> fault =
        decision.isDue()
            ? stages
                .feedFault(watermark)
                .or(() -> newest.flatMap(score -> stages.feedFault(score.snapshot())))
            : Optional.empty();
    times.note("retrain", watermark.toString(), decision.spoken(fault));
    return decision.isDue() && fault.isEmpty() ? Optional.of(decision) : Optional.empty();
  }

  private void remedy(LocalDate watermark, Retraining due) {
    Optional<String> because = Optional.of(due.reason());
    if (due.remedy() == Remedy.RECALIBRATION) {
      if (!stages.isStillChampion(watermark)) {
        times.note("retrain", watermark.toString(), "another model has replaced it since");
        showModels(watermark); // a run that was killed may have left this to do
        return;
      }
      run(watermark, because, canRecalibrate(watermark, "; a new model is trained"));
      return;
    }
    TrainingResult fitted = run(watermark, because, false);
    if (due.remedy() == Remedy.NEW_MODEL_ELSE_RECALIBRATION
        && leavesTheChampion(fitted)
        && stages.isStillChampion(watermark)
        && canRecalibrate(watermark, "")) {
      run(watermark, because, true);
    }
  }

  private static boolean leavesTheChampion(TrainingResult result) {
    Outcome outcome = Outcome.valueOf(result.outcome());
    return outcome == Outcome.KEPT || outcome == Outcome.REFUSED;
  }

  private boolean canRecalibrate(LocalDate watermark, String otherwise) {
    Optional<String> refusal = stages.recalibrationRefusal(watermark);
    refusal.ifPresent(why -> times.note("retrain", watermark.toString(), why + otherwise));
    return refusal.isEmpty();
  }

  /** A month without a model that can be made goes on with the champion, if there is one. */
  private void tried(LocalDate watermark, Runnable training) {
    try {
      training.run();
    } catch (ChurnException e) {
      if (e.exitCode() != ExitCode.MODEL_REFUSED) {
        throw e;
      }
      times.note("train", watermark.toString(), "no model: " + e.getMessage());
    }
  }

  private TrainingResult run(
      LocalDate watermark, Optional<String> because, boolean isRecalibration) {
    stages
        .heldFromTraining(watermark)
        .ifPresent(why -> times.note("train", watermark.toString(), why));
    try {
      TrainingResult result =
          times.run(
              "train",
              "ModelTrainer",
              watermark.toString(),
              () ->
                  isRecalibration
                      ? stages.recalibrate(watermark, because)
                      : stages.train(watermark, because),
              StageSummaries::of);
      because
          .filter(why -> !result.upToDate())
          .ifPresent(why -> retrained.add(Retrained.of(result, why)));
      if (result.leftOut() != null) {
        times.note("train", watermark.toString(), result.leftOut());
      }
      return result;
    } finally { // a model refused while there is no champion is committed too
      showModels(watermark);
    }
  }

  private void showModels(LocalDate watermark) {
    if (stages.areModelsTracked()) {
      times.run(
          "mlflow", "ModelTracking", watermark.toString(), stages::trackModels, words -> words);
    }
  }
}
