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

  /** What is tried. */
  public enum Remedy {
    NONE(""),
    NEW_MODEL("retraining"),
    /** The champion with a new calibration; a new model where it cannot be made. */
    RECALIBRATION("recalibration"),
    /** A recalibration only if the new model does not replace the champion. */
    NEW_MODEL_ELSE_RECALIBRATION("retraining, and recalibration if the champion stays");

    private final String words;

    Remedy(String words) {
      this.words = words;
    }
  }

  /**
   * A decision.
   *
   * @param reason with figures; not what is tried
   */
  public record Retraining(Verdict verdict, Remedy remedy, String reason) {
    /** Whether there is something to try. */
    public boolean isDue() {
      return remedy != Remedy.NONE;
    }

    /** For the console. */
    public String spoken(Optional<String> fault) {
      return verdict
          + ": "
          + reason
          + (isDue()
              ? ", " + fault.map(why -> "no retraining: " + why).orElse(remedy.words)
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
   * The same where a new calibration may be enough.
   *
   * @param isCalibrationAlone whether the changes are of the calibration alone, and a recalibration
   *     is worth trying
   */
  public Retraining decide(
      Optional<RealisedScore> newest, List<String> changes, boolean isCalibrationAlone) {
    if (newest.isEmpty()) {
      return new Retraining(Verdict.NO_EVIDENCE, Remedy.NONE, "no labels became FINAL");
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
    boolean calibrates = isCalibrationAlone && f1 != Verdict.BREACH;
    if (settings.isOff()) {
      return new Retraining(verdict, Remedy.NONE, reason + "; retrain.when = never");
    }
    if (settings.challengesAlways()) {
      return new Retraining(
          verdict,
          calibrates ? Remedy.NEW_MODEL_ELSE_RECALIBRATION : Remedy.NEW_MODEL,
          "%s; labels of %s became FINAL".formatted(reason, score.snapshot()));
    }
    if (verdict != Verdict.BREACH) {
      return new Retraining(verdict, Remedy.NONE, reason);
    }
    return new Retraining(verdict, calibrates ? Remedy.RECALIBRATION : Remedy.NEW_MODEL, reason);
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
