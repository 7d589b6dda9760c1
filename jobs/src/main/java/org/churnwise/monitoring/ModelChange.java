package org.churnwise.monitoring;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.churnwise.config.DiagnosisSettings;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.stats.MetricName;

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
  private static final String HELD_OUT = "on its held-out snapshot ";

  /**
   * A model on a snapshot beside what it had shown; empty without evidence of that.
   *
   * @param model empty if it is not known any more
   * @param first of the model on the first snapshot that it was in production for; nothing if that
   *     is not an earlier one
   */
  static Optional<ModelChange> of(
      Optional<ModelVersion> model, RealisedMetrics first, RealisedMetrics now) {
    Map<String, RealisedMetrics> references = new TreeMap<>();
    model
        .map(RealisedMetrics::ofHeldOut)
        .ifPresent(
            shown -> shown.snapshots().forEach(day -> references.put(HELD_OUT + day, shown)));
    first.snapshots().forEach(day -> references.put("on " + day, first));
    return references.entrySet().stream()
        .filter(one -> one.getValue().named(MetricName.AUC).isEvidence())
        .max(
            Comparator.comparingDouble(
                one -> one.getValue().named(MetricName.AUC).value().getAsDouble()))
        .map(one -> now.beside(one.getKey(), one.getValue()));
  }

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
