package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.churnwise.model.registry.ModelMetric;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.quality.Diagnosis;
import org.churnwise.stats.MetricName;

/**
 * What is wrong with a model on a snapshot, besides its F1: each a reason to train another one.
 *
 * @param realised of the model on the snapshot
 * @param diagnosis of the snapshot on its labels
 */
record RealisedChanges(RealisedMetrics realised, Optional<Diagnosis> diagnosis) {

  /** The reasons, in words with figures; empty where there is no evidence. */
  List<String> of(ModelVersion model, LocalDate snapshot) {
    List<String> found = new ArrayList<>();
    String where = "of %s on %s".formatted(model.version(), snapshot);
    RealisedMetric auc = realised.named(MetricName.AUC);
    heldOutLow(model)
        .filter(low -> auc.isEvidence() && auc.value().getAsDouble() < low)
        .ifPresent(
            low ->
                found.add(
                    "AUC %s %s is below %.3f, the lower end on its card"
                        .formatted(auc.inWords(), where, low)));
    RealisedMetric slope = realised.named(MetricName.CALIBRATION_SLOPE);
    if (slope.isEvidence() && (slope.low().getAsDouble() > 1 || slope.high().getAsDouble() < 1)) {
      found.add("calibration slope %s %s excludes 1".formatted(slope.inWords(), where));
    }
    diagnosis
        .filter(one -> one.cause() == Diagnosis.Cause.CONCEPT_CHANGE)
        .ifPresent(one -> found.add("diagnosis of %s: %s".formatted(snapshot, one.inBrief())));
    return found;
  }

  private static Optional<Double> heldOutLow(ModelVersion model) {
    return model.card().evaluation().heldOut().stream()
        .filter(metric -> metric.name().equals(MetricName.AUC))
        .map(ModelMetric::low)
        .filter(low -> low != null)
        .findFirst();
  }
}
