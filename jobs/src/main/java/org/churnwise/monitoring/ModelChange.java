package org.churnwise.monitoring;

import org.churnwise.config.DiagnosisSettings;

/**
 * What a model came to on a snapshot, beside what it had shown before: on its first evaluated
 * snapshot or on its held-out one, whichever it ranked better. That reference never moves, so that
 * a slow decline adds up.
 *
 * @param reference in words, for a person
 */
record ModelChange(
    String reference,
    RealisedMetric auc,
    RealisedMetric aucBefore,
    RealisedMetric slope,
    RealisedMetric slopeBefore,
    RealisedMetric intercept,
    RealisedMetric interceptBefore) {

  /** Whether there is anything to compare. */
  boolean isEvidence() {
    return auc.isEvidence() && aucBefore.isEvidence();
  }

  /** Whether it ranks worse, beyond chance and by enough to matter. */
  boolean isLoss(DiagnosisSettings bounds) {
    return auc.isBelow(aucBefore) && -auc.more(aucBefore) >= bounds.aucLoss();
  }

  /** Whether its probabilities are off in another way than before. */
  boolean isShift(DiagnosisSettings bounds) {
    return shift() >= bounds.calibrationShift();
  }

  /** The larger change of slope and intercept beyond chance. */
  double shift() {
    return Math.max(shift(slope, slopeBefore), shift(intercept, interceptBefore));
  }

  private static double shift(RealisedMetric now, RealisedMetric before) {
    return now.isBelow(before) || before.isBelow(now) ? Math.abs(now.more(before)) : 0;
  }

  /** How much worse it ranks. */
  double loss() {
    return -auc.more(aucBefore);
  }

  /** AUC now and before. */
  String ranking() {
    return "AUC %s, %s %s".formatted(auc.inWords(), reference, aucBefore.inWords());
  }

  /** Calibration now and before. */
  String calibration() {
    return "calibration slope %s, intercept %s, %s %s and %s"
        .formatted(
            slope.inWords(),
            intercept.inWords(),
            reference,
            slopeBefore.inWords(),
            interceptBefore.inWords());
  }
}
