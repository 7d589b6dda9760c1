package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.quality.Diagnosis;
import org.churnwise.stats.MetricName;

/**
 * What is wrong with a model on a snapshot, besides its F1: each a reason to train another one.
 *
 * @param realised of the model on the snapshot
 * @param diagnosis of the snapshot on its labels
 * @param fitted the model that a recalibration has its booster from: the AUC is compared with that
 *     on its card too, so that a slow decline adds up over recalibrations
 */
record RealisedChanges(
    RealisedMetrics realised, Optional<Diagnosis> diagnosis, Optional<ModelVersion> fitted) {

  /**
   * With many customers any slope is off 1 beyond chance; one of 0.9 or 1.1 moves no probability by
   * as much as 0.025.
   */
  private static final double LEAST_OFF_ONE = 0.1;

  /** The changes of a model whose booster was fitted for it. */
  RealisedChanges(RealisedMetrics realised, Optional<Diagnosis> diagnosis) {
    this(realised, diagnosis, Optional.empty());
  }

  /**
   * The reasons, in words with figures; empty where there is no evidence. An AUC that is lower than
   * on the card, and a slope that is off 1, count beyond chance only: where the interval lies apart
   * from that on the card too. A slope that the card has already shown needs no further model.
   */
  List<String> of(ModelVersion model, LocalDate snapshot) {
    List<String> found = new ArrayList<>();
    ofRanking(model, snapshot).ifPresent(found::add);
    ofSlope(model, snapshot).ifPresent(found::add);
    diagnosis
        .filter(one -> one.cause() == Diagnosis.Cause.CONCEPT_CHANGE)
        .ifPresent(one -> found.add("diagnosis of %s: %s".formatted(snapshot, one.inBrief())));
    return found;
  }

  private Optional<String> ofRanking(ModelVersion model, LocalDate snapshot) {
    RealisedMetric auc = realised.named(MetricName.AUC);
    return Stream.concat(Stream.of(model), fitted.stream())
        .filter(card -> auc.isBelow(onCard(card, MetricName.AUC)))
        .findFirst()
        .map(
            card ->
                "AUC %s of %s on %s is below %s on %s card"
                    .formatted(
                        auc.inWords(),
                        model.version(),
                        snapshot,
                        onCard(card, MetricName.AUC).inWords(),
                        card.equals(model) ? "its" : card.version() + "'s"));
  }

  private Optional<String> ofSlope(ModelVersion model, LocalDate snapshot) {
    RealisedMetric slope = realised.named(MetricName.CALIBRATION_SLOPE);
    RealisedMetric onCard = onCard(model, MetricName.CALIBRATION_SLOPE);
    boolean isApart = slope.isBelow(onCard) || onCard.isBelow(slope);
    return isOffOne(slope) && (isApart || !onCard.isEvidence())
        ? Optional.of(
            "calibration slope %s of %s on %s excludes 1, on its card %s"
                .formatted(slope.inWords(), model.version(), snapshot, onCard.inWords()))
        : Optional.empty();
  }

  /**
   * Whether the calibration alone is wrong: the slope, while the AUC is known and not lower than on
   * the card, and the concept has not changed.
   */
  boolean isCalibrationAlone(ModelVersion model, LocalDate snapshot) {
    boolean ranksAsOnCard =
        realised.named(MetricName.AUC).isEvidence() && onCard(model, MetricName.AUC).isEvidence();
    List<String> slope = ofSlope(model, snapshot).stream().toList();
    return ranksAsOnCard && !slope.isEmpty() && of(model, snapshot).equals(slope);
  }

  private static boolean isOffOne(RealisedMetric slope) {
    return slope.isEvidence()
        && (slope.low().getAsDouble() > 1 || slope.high().getAsDouble() < 1)
        && Math.abs(slope.value().getAsDouble() - 1) > LEAST_OFF_ONE;
  }

  private static RealisedMetric onCard(ModelVersion model, String name) {
    return RealisedMetrics.ofHeldOut(model).named(name);
  }
}
