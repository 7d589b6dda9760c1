package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.churnwise.config.CalibrationSettings;
import org.churnwise.config.TrainingSettings;
import org.churnwise.config.TuningSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.model.registry.ModelCard;
import org.churnwise.model.registry.ModelMetric;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelStore;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.stats.MetricName;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model of 600 customers is trained in September; the labels of September are known in October.
 */
@Slow
class RecalibrationTest {
  private static final LocalDate SEPTEMBER = LocalDate.of(2024, 9, 1);
  private static final LocalDate OCTOBER = LocalDate.of(2024, 10, 1);
  private static final TrainingRules RULES =
      TrainingStageTest.rules(TestRules.training(20, new CalibrationSettings("platt", "f1")));

  @TempDir static Path trained;
  @TempDir Path folder;
  private TemporaryWarehouse temporary;

  @BeforeAll
  static void trainInSeptember() {
    try (TemporaryWarehouse made = TemporaryWarehouse.in(trained)) {
      PlantedData.learnable(made, 600).withFinal("2024-06-01", "2024-07-01", "2024-08-01");
      TrainingStage stage =
          new TrainingStage(TestSpark::session, made.warehouse(), made.ledger(), RULES);
      ChurnException refused =
          assertThrows(
              ChurnException.class, () -> stage.recalibrate(SEPTEMBER, false, Optional.empty()));
      assertTrue(refused.getMessage().startsWith("there is no champion to recalibrate; run "));
      assertEquals("PROMOTED", stage.train(SEPTEMBER, false).outcome());
    }
  }

  @BeforeEach
  void open() {
    temporary = TemporaryWarehouse.copyOf(trained, folder.resolve("copy"));
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  @Test
  void whereCustomersBecameSurerTheSameTreesGetANewCalibration() {
    planted().surer(3).withFinal("2024-09-01");
    TrainingResult result = recalibrate(OCTOBER);
    assertEquals("PROMOTED", result.outcome());
    assertTrue(
        result.reason().startsWith("recalibration of v1 on 2024-09-01, better: log_loss "),
        result.reason());
    assertEquals(result.championAuc(), result.auc());
    ModelVersion one = registry().version("v1");
    ModelVersion two = registry().champion().orElseThrow();
    assertArrayEquals(load(one).booster(), load(two).booster());
    assertEquals(
        new ModelCard.Recalibration("v1", SEPTEMBER, load(one).boosterSha256()),
        two.card().recalibration());
    assertEquals(two.card(), ModelCard.ofJson("v2", two.card().toJson()));
    assertEquals(one.card().data().fitSnapshots(), two.card().data().fitSnapshots());
    assertEquals(one.card().data().rows(), two.card().data().rows());
    double slope = heldOut(two, MetricName.CALIBRATION_SLOPE).value();
    assertTrue(slope > 0.7 && slope < 1.4, "on customers that it did not learn from: " + slope);

    TrainingResult forced = stage(RULES).recalibrate(OCTOBER, true, Optional.empty());
    assertEquals("KEPT", forced.outcome());
    assertEquals(two.artifactSha256(), registry().version("v3").artifactSha256());
    assertEquals("v1", registry().version("v3").recalibrationOf().orElseThrow());
    assertTrue(two.hasBoosterOf(one));
    assertTrue(registry().version("v3").hasBoosterOf(two)); // both are recalibrations of one
    assertFalse(
        two.hasBoosterOf(new ModelVersion("v9", one.trainedOnWatermark(), one.card(), "v9", "v9")));
  }

  /** No row is in both: those of September come to 600. */
  @Test
  void whatWasLearnedFromIsNotCompared() {
    planted().withFinal("2024-09-01");
    TrainingResult result = recalibrate(OCTOBER);
    ModelCard card = registry().version("v2").card();
    assertEquals(600, card.answers().rows() + result.rowsHeldOut());
    assertTrue(
        card.answers().rows() > 90 && card.answers().rows() < 150, card.answers().toString());

    assertEquals("KEPT", result.outcome(), result.reason());
    assertTrue(
        result
            .reason()
            .startsWith("recalibration of v1 on 2024-09-01, not better beyond chance: log_loss "),
        result.reason());
    assertEquals("v1", registry().champion().orElseThrow().version());

    assertTrue(recalibrate(OCTOBER).upToDate());
    TrainingResult later = recalibrate(OCTOBER.plusDays(1));
    assertTrue(later.upToDate(), "the same booster on the same snapshot");
    assertEquals("v2", later.modelVersion());
    assertEquals(2, temporary.count(Tables.MODEL_VERSIONS));
  }

  @Test
  void aModelThatLeftOutOthersOrHasNoCalibrationIsRefused() {
    planted().withFinal("2024-09-01");
    refuse(
        TrainingStageTest.rules(TestRules.training(20, CalibrationSettings.AS_FITTED)),
        "training.calibration = off, so there is nothing to recalibrate");
    refuse(
        TrainingStageTest.rules(
            new TrainingSettings(
                43,
                0.2,
                20,
                3,
                0.3,
                1,
                1,
                1,
                1,
                1,
                0.5,
                new CalibrationSettings("platt", "f1"),
                TuningSettings.NONE)),
        "champion v1 cannot be recalibrated: its fit left out other customers (training.seed, training.test-size)");
  }

  private void refuse(TrainingRules rules, String why) {
    ChurnException refused =
        assertThrows(
            ChurnException.class, () -> stage(rules).recalibrate(OCTOBER, false, Optional.empty()));
    assertEquals(ExitCode.MODEL_REFUSED, refused.exitCode());
    assertEquals(why + "; run 'submit/churn train', which fits a new model", refused.getMessage());
    assertEquals(1, temporary.count(Tables.MODEL_VERSIONS));
  }

  private PlantedData planted() {
    return PlantedData.learnable(temporary, 600);
  }

  private TrainingResult recalibrate(LocalDate watermark) {
    return stage(RULES).recalibrate(watermark, false, Optional.empty());
  }

  private TrainingStage stage(TrainingRules rules) {
    return new TrainingStage(TestSpark::session, temporary.warehouse(), temporary.ledger(), rules);
  }

  private ModelRegistry registry() {
    return new ModelRegistry(temporary.warehouse(), temporary.ledger());
  }

  private FittedModel load(ModelVersion version) {
    return new ModelStore(temporary.warehouse()).load(version);
  }

  private static ModelMetric heldOut(ModelVersion version, String name) {
    List<ModelMetric> metrics = version.card().evaluation().heldOut();
    return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst().orElseThrow();
  }
}
