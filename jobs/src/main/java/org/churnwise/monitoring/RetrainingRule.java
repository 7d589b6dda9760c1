package org.churnwise.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.churnwise.config.RetrainSettings;
import org.churnwise.stats.MetricTexts;
import org.churnwise.stats.Verdict;

/**
 * Whether the month loop trains a challenger, by what production realised on the newest snapshot
 * whose labels became FINAL since the month before.
 */
public record RetrainingRule(RetrainSettings settings) {

  /**
   * A decision.
   *
   * @param isDue whether to train
   * @param isRecalibration whether a new calibration is enough
   * @param reason with figures; not whether to train
   */
  public record Retraining(Verdict verdict, boolean isDue, boolean isRecalibration, String reason) {
    /** For the console. */
    public String spoken(Optional<String> fault) {
      return verdict
          + ": "
          + reason
          + (isDue
              ? fault
                  .map(why -> ", no retraining: " + why)
                  .orElse(isRecalibration ? ", recalibration" : ", retraining")
              : verdict == Verdict.OK ? "" : ", no retraining");
    }
  }

  /**
   * Decides.
   *
   * @param newest the F1 that was realised; empty if no labels became FINAL
   * @param changes what else is wrong with the model that is champion still, in words
   */
  public Retraining decide(Optional<RealisedScore> newest, List<String> changes) {
    return decide(newest, changes, false);
  }

  /**
   * The same where a new calibration may be enough. With retrain.when = challenge a whole
   * challenger is trained, as at every snapshot.
   *
   * @param isCalibrationAlone whether the changes are of the calibration alone, and a recalibration
   *     is worth trying
   */
  public Retraining decide(
      Optional<RealisedScore> newest, List<String> changes, boolean isCalibrationAlone) {
    if (newest.isEmpty()) {
      return new Retraining(Verdict.NO_EVIDENCE, false, false, "no labels became FINAL");
    }
    RealisedScore score = newest.get();
    Verdict f1 = score.verdict(settings.threshold());
    Verdict verdict = changes.isEmpty() ? f1 : Verdict.BREACH;
    List<String> found = new ArrayList<>();
    if (f1 == Verdict.BREACH || changes.isEmpty()) {
      found.add(ofF1(score, f1));
    }
    found.addAll(changes);
    String reason = String.join("; ", found);
    if (settings.isOff()) {
      return new Retraining(verdict, false, false, reason + "; retrain.when = never");
    }
    if (settings.challengesAlways()) {
      return new Retraining(
          verdict,
          true,
          false,
          "%s; labels of %s became FINAL, retrain.when = challenge"
              .formatted(reason, score.snapshot()));
    }
    boolean isDue = verdict == Verdict.BREACH;
    return new Retraining(
        verdict, isDue, isDue && isCalibrationAlone && f1 != Verdict.BREACH, reason);
  }

  private String ofF1(RealisedScore score, Verdict verdict) {
    String prediction = score.modelVersion() + " on " + score.snapshot();
    return verdict == Verdict.NO_EVIDENCE
        ? "F1 of %s is %s".formatted(prediction, score.status())
        : "F1 %s of %s (constant %s) %s %s"
            .formatted(
                MetricTexts.threeDigits(score.value()),
                prediction,
                MetricTexts.threeDigits(score.constantValue()),
                verdict == Verdict.BREACH ? "is below" : "reaches",
                settings.threshold());
  }
}
