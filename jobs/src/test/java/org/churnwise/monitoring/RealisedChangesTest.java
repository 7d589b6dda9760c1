package org.churnwise.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.churnwise.model.registry.ModelCard;
import org.churnwise.model.registry.ModelMetric;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.quality.Diagnosis;
import org.churnwise.quality.Diagnosis.Cause;
import org.churnwise.stats.MetricName;
import org.churnwise.stats.MetricStatus;
import org.junit.jupiter.api.Test;

/** On the card AUC is 0.85, between 0.83 and 0.87, and the slope 0.95, between 0.85 and 1.05. */
class RealisedChangesTest {
  private static final LocalDate APRIL = LocalDate.of(2025, 4, 1);
  private static final ModelVersion MODEL =
      new ModelVersion(
          "v2",
          APRIL,
          new ModelCard(
              new ModelCard.Data(APRIL, APRIL, List.of(), List.of(), 2, 1),
              null,
              Map.of(),
              0.5,
              new ModelCard.Versions("code", "spark", "xgboost", 17),
              new ModelCard.Evaluation(
                  List.of(),
                  List.of(),
                  List.of(
                      new ModelMetric(
                          MetricName.AUC, MetricStatus.OK, 0.85, 0.83, 0.87, 0.5, 0.7, 9, 4),
                      new ModelMetric(
                          MetricName.CALIBRATION_SLOPE,
                          MetricStatus.OK,
                          0.95,
                          0.85,
                          1.05,
                          null,
                          null,
                          9,
                          4)))),
          "path",
          "sha");

  private final List<RealisedMetric> metrics = new ArrayList<>();

  @Test
  void whatTheCardPromisedIsNoReason() {
    with(MetricName.AUC, 0.83, 0.81, 0.85);
    with(MetricName.CALIBRATION_SLOPE, 0.95, 0.9, 1.0);
    assertEquals(List.of(), changes(Cause.CALIBRATION_CHANGE));
  }

  @Test
  void anAucBelowTheIntervalOnTheCardIsAReason() {
    with(MetricName.AUC, 0.81, 0.79, 0.829);
    assertEquals(
        List.of(
            "AUC 0.810 (0.790 to 0.829) of v2 on 2025-04-01 is below 0.850 (0.830 to 0.870) on its card"),
        changes(Cause.NONE));
  }

  @Test
  void anAucWhoseIntervalMeetsThatOnTheCardIsChance() {
    with(MetricName.AUC, 0.81, 0.79, 0.83);
    assertEquals(List.of(), changes(Cause.NONE));
  }

  /** 0.88 to 0.98 excludes 1, and the card has shown 0.85 to 1.05. */
  @Test
  void aSlopeThatTheCardHasShownIsNoReason() {
    with(MetricName.CALIBRATION_SLOPE, 0.93, 0.88, 0.98);
    assertEquals(List.of(), changes(Cause.NONE));
  }

  @Test
  void aSlopeWhoseIntervalExcludesOneIsAReason() {
    with(MetricName.CALIBRATION_SLOPE, 0.71, 0.65, 0.78);
    assertEquals(
        List.of(
            "calibration slope 0.710 (0.650 to 0.780) of v2 on 2025-04-01 excludes 1, on its card 0.950 (0.850 to 1.050)"),
        changes(Cause.NONE));
    metrics.clear();
    with(MetricName.CALIBRATION_SLOPE, 1.2, 1.1, 1.3);
    assertEquals(1, changes(Cause.NONE).size());
  }

  /** The interval excludes 1 and lies apart from the card's, as it does with enough customers. */
  @Test
  void aSlopeThatIsHardlyOffOneIsNoReason() {
    with(MetricName.CALIBRATION_SLOPE, 1.09, 1.06, 1.12);
    assertEquals(List.of(), changes(Cause.NONE));
    metrics.clear();
    with(MetricName.CALIBRATION_SLOPE, 1.11, 1.06, 1.16);
    assertEquals(1, changes(Cause.NONE).size());
  }

  @Test
  void aChangeOfConceptIsAReason() {
    assertEquals(
        List.of("diagnosis of 2025-04-01: concept change (high), advice: RETRAIN"),
        changes(Cause.CONCEPT_CHANGE));
  }

  @Test
  void withoutEvidenceThereIsNoReason() {
    OptionalDouble none = OptionalDouble.empty();
    for (String name : List.of(MetricName.AUC, MetricName.CALIBRATION_SLOPE)) {
      metrics.add(
          new RealisedMetric(APRIL, "v2", name, MetricStatus.TOO_FEW, none, none, none, none));
    }
    assertEquals(List.of(), changes(Cause.NO_EVIDENCE));
  }

  @Test
  void aSlopeAloneIsAMatterOfCalibration() {
    with(MetricName.AUC, 0.85, 0.84, 0.86);
    with(MetricName.CALIBRATION_SLOPE, 0.71, 0.65, 0.78);
    assertTrue(isCalibrationAlone(Cause.CALIBRATION_CHANGE));
    assertFalse(isCalibrationAlone(Cause.CONCEPT_CHANGE));
  }

  @Test
  void aSlopeWithAnAucBelowTheCardIsNoMatterOfCalibration() {
    with(MetricName.AUC, 0.81, 0.79, 0.829);
    with(MetricName.CALIBRATION_SLOPE, 0.71, 0.65, 0.78);
    assertFalse(isCalibrationAlone(Cause.NONE));
  }

  @Test
  void aSlopeWithAnUnknownAucIsNoMatterOfCalibration() {
    with(MetricName.CALIBRATION_SLOPE, 0.71, 0.65, 0.78);
    assertFalse(isCalibrationAlone(Cause.NONE));
  }

  @Test
  void whatHoldsIsNoMatterOfCalibration() {
    with(MetricName.AUC, 0.85, 0.84, 0.86);
    with(MetricName.CALIBRATION_SLOPE, 0.95, 0.9, 1.0);
    assertFalse(isCalibrationAlone(Cause.NONE));
  }

  /** v8 has the booster of v2, and ranked at 0.81 when it was recalibrated. */
  @Test
  void aSlowDeclineAddsUpOverRecalibrations() {
    with(MetricName.AUC, 0.80, 0.78, 0.82);
    ModelVersion eight = withAuc(trained("v8", APRIL, "v2"), 0.81, 0.79, 0.83);
    assertEquals(
        List.of(
            "AUC 0.800 (0.780 to 0.820) of v8 on 2025-04-01 is below 0.850 (0.830 to 0.870) on v2's card"),
        new RealisedChanges(new RealisedMetrics(metrics), Optional.empty(), Optional.of(MODEL))
            .of(eight, APRIL));
  }

  private static ModelVersion withAuc(ModelVersion model, double value, double low, double high) {
    ModelCard card = model.card();
    ModelMetric auc =
        new ModelMetric(MetricName.AUC, MetricStatus.OK, value, low, high, 0.5, 0.7, 9, 4);
    return new ModelVersion(
        model.version(),
        model.trainedOnWatermark(),
        new ModelCard(
            card.data(),
            null,
            Map.of(),
            0.5,
            null,
            card.versions(),
            new ModelCard.Evaluation(List.of(), List.of(), List.of(auc)),
            null,
            card.recalibration()),
        "path",
        "sha");
  }

  /** v2 is champion; v3 has its booster, v4 one of its own. */
  @Test
  void aRecalibrationThatWasNotPromotedIsFollowedByAWholeChallenger() {
    ModelVersion three = trained("v3", APRIL, "v2");
    ModelVersion four = trained("v4", APRIL.plusMonths(1), null);
    LocalDate june = LocalDate.of(2025, 6, 1);
    assertFalse(ChampionChanges.isRecalibrationTried(List.of(MODEL), MODEL, june));
    assertTrue(ChampionChanges.isRecalibrationTried(List.of(MODEL, three), MODEL, june));
    assertFalse(ChampionChanges.isRecalibrationTried(List.of(MODEL, three), three, june));
    assertFalse(ChampionChanges.isRecalibrationTried(List.of(MODEL, three, four), MODEL, june));
    assertTrue(
        ChampionChanges.isRecalibrationTried(
            List.of(MODEL, three, four), MODEL, APRIL.plusMonths(1)),
        "a run that is repeated decides as before");
  }

  private static ModelVersion trained(String version, LocalDate watermark, String recalibrationOf) {
    ModelCard card = MODEL.card();
    ModelCard.Recalibration origin =
        recalibrationOf == null
            ? null
            : new ModelCard.Recalibration(recalibrationOf, watermark, "sha");
    return new ModelVersion(
        version,
        watermark,
        new ModelCard(
            card.data(),
            null,
            Map.of(),
            0.5,
            null,
            card.versions(),
            card.evaluation(),
            null,
            origin),
        version,
        "sha");
  }

  private void with(String name, double value, double low, double high) {
    metrics.add(
        new RealisedMetric(
            APRIL,
            "v2",
            name,
            MetricStatus.OK,
            OptionalDouble.of(value),
            OptionalDouble.of(low),
            OptionalDouble.of(high),
            OptionalDouble.empty()));
  }

  private List<String> changes(Cause cause) {
    return realised(cause).of(MODEL, APRIL);
  }

  private boolean isCalibrationAlone(Cause cause) {
    return realised(cause).isCalibrationAlone(MODEL, APRIL);
  }

  private RealisedChanges realised(Cause cause) {
    Diagnosis diagnosis =
        new Diagnosis(
            APRIL,
            Diagnosis.Evidence.LABELS,
            APRIL,
            APRIL,
            "v2",
            cause,
            Diagnosis.Action.RETRAIN,
            Diagnosis.Confidence.HIGH,
            "why",
            List.of(),
            Optional.empty());
    return new RealisedChanges(new RealisedMetrics(metrics), Optional.of(diagnosis));
  }
}
