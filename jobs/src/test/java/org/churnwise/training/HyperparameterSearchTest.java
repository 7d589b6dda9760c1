package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.churnwise.config.CalibrationSettings;
import org.churnwise.config.TrainingSettings;
import org.churnwise.config.TuningSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.run.SnapshotRules;
import org.churnwise.sql.Sql;
import org.churnwise.stats.MetricName;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.churnwise.training.HyperparameterSearch.Choice;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class HyperparameterSearchTest {
  private static final FeatureCatalogue CATALOGUE = FeatureCatalogue.load();

  @TempDir static Path folder;
  private static TemporaryWarehouse temporary;
  private static Dataset<Row> rows;

  /** With the parameters of {@link TestRules}. */
  private static FittedModel fitted;

  @TempDir Path own;

  @BeforeAll
  static void plant() {
    temporary = TemporaryWarehouse.in(folder);
    PlantedData.learnable(temporary, 300).withFinal("2024-06-01", "2024-07-01");
    rows =
        TestSpark.inMemory(
            new TrainingRows(temporary.warehouse(), TestRules.training())
                .read(
                    TestSpark.session(),
                    List.of(LocalDate.of(2024, 6, 1), LocalDate.of(2024, 7, 1))));
    fitted = fit(TestRules.training(), rows);
  }

  @AfterAll
  static void close() {
    temporary.close();
  }

  @Test
  void withoutSearchTheConfiguredParametersAreUsed() {
    TrainingSettings plain = TestRules.training();
    Choice choice = choose(plain, rows);
    assertEquals(plain.hyperparameters(), choice.parameters());
    assertTrue(choice.report().isEmpty());
    assertArrayEquals(
        fitted.booster(),
        new ModelTrainer(plain, CATALOGUE).fit(rows, choice.parameters()).booster());
  }

  @Test
  void theSameSeedChoosesTheSameFromRowsInAnotherOrder() {
    TrainingSettings random = tuned(new TuningSettings("random", 3, 1000, 0, Map.of(), 1));
    Choice first = choose(random, rows);
    Choice second = choose(random, rows.orderBy(functions.col("age").desc()).repartition(5));
    assertEquals(first, second);
  }

  @Test
  void aSearchIsNeverWorseThanWhatWasConfigured() {
    for (String search : List.of("random", "halving")) {
      TrainingSettings settings = tuned(new TuningSettings(search, 4, 1000, 0, Map.of(), 1));
      Map<String, Object> figures = choose(settings, rows).report().orElseThrow().figures();
      double chosen = (double) figures.get(MetricName.LOG_LOSS);
      double configured = (double) figures.get("configured_" + MetricName.LOG_LOSS);
      assertTrue(chosen <= configured, search + ": " + chosen + " against " + configured);
    }
  }

  /** Those of the fit do. */
  @Test
  void labelsOfTheHeldOutSnapshotAndOfCustomersLeftOutDoNotMoveTheChoice() {
    Map<String, Object> clean = parametersAfter("select 1");
    Map<String, Object> poisoned =
        parametersAfter(
            """
            update customer_labels
            set churned = 1 - churned
            where snapshot_date = date '2024-08-01'
              or substr(md5('42:' || customer_id), 1, 8) < '33333333'
            """);
    assertEquals(clean, poisoned);
    assertTrue(clean.containsKey("searched"));
    assertNotEquals(
        clean,
        parametersAfter(
            "update customer_labels set churned = 1 - churned where snapshot_date = date"
                + " '2024-07-01'"));
  }

  @Test
  void earlyStoppingCutsTheTrees() throws Exception {
    TrainingSettings patient =
        new TrainingSettings(
            42,
            0.2,
            200,
            3,
            0.3,
            1,
            1,
            1,
            1,
            1,
            0.5,
            CalibrationSettings.AS_FITTED,
            new TuningSettings("off", 1, 1000, 5, Map.of(), 1));
    Choice choice = choose(patient, rows);
    assertTrue(choice.parameters().rounds() < 200, choice.parameters().toString());
    FittedModel model = new ModelTrainer(patient, CATALOGUE).fit(rows, choice.parameters());
    assertEquals(
        choice.parameters().rounds(),
        XGBoost.loadModel(model.booster()).getModelDump("", false).length);
  }

  @Test
  void theProbabilityKeepsTheDirectionItIsHeldTo() {
    TrainingSettings held =
        tuned(new TuningSettings("off", 1, 1000, 0, Map.of("days_since_last_purchase", -1), 1));
    assertEquals(0, rises(fit(held, rows)));
    assertTrue(rises(fitted) > 0);
  }

  @Test
  void aDirectionOfNoInputIsRefused() {
    assertEquals(
        "training.monotone names tenure_day, which is not an input of the model; did you mean"
            + " tenure_days? conf/features.conf lists all",
        refusal("tenure_day"));
    assertEquals(
        "training.monotone names gender, a category without an order; remove it",
        refusal("gender"));
  }

  @Test
  void aHeavierPositiveRaisesTheProbabilities() {
    TrainingSettings heavy = tuned(new TuningSettings("off", 1, 1000, 0, Map.of(), 5));
    assertTrue(mean(fit(heavy, rows)) > mean(fitted) + 0.05);
  }

  private Map<String, Object> parametersAfter(String change) {
    Path place = own.resolve(Integer.toHexString(change.hashCode()));
    try (TemporaryWarehouse fresh = TemporaryWarehouse.in(place)) {
      PlantedData.learnable(fresh, 120).withFinal("2024-06-01", "2024-07-01", "2024-08-01");
      if (!change.startsWith("select")) {
        fresh
            .warehouse()
            .transaction(() -> fresh.warehouse().execute(new Sql("poison", change, Map.of())));
      }
      TrainingRules plain = TestRules.rules();
      TrainingRules rules =
          new TrainingRules(
              plain.churn(),
              tuned(new TuningSettings("random", 3, 1000, 0, Map.of(), 1)),
              plain.retrain(),
              plain.models(),
              plain.monitoring(),
              plain.value(),
              plain.catalogue(),
              plain.attributes(),
              "searched");
      try {
        new TrainingStage(TestSpark::session, fresh.warehouse(), fresh.ledger(), rules)
            .train(LocalDate.of(2024, 9, 1), false);
      } catch (ChurnException refused) { // a model may be no good on poisoned rows; it is stored
        assertEquals(ExitCode.MODEL_REFUSED, refused.exitCode());
      }
      return new ModelRegistry(fresh.warehouse(), fresh.ledger()).version("v1").card().parameters();
    }
  }

  /** How many customers' probabilities rise when they are silent for 60 days instead of one. */
  private static long rises(FittedModel model) {
    List<Double> soon = silent(model, 1);
    List<Double> late = silent(model, 60);
    return IntStream.range(0, soon.size()).filter(row -> late.get(row) > soon.get(row)).count();
  }

  private static List<Double> silent(FittedModel model, long days) {
    return ModelTrainerTest.probabilities(
        model, rows.withColumn("days_since_last_purchase", functions.lit(days)));
  }

  private static double mean(FittedModel model) {
    return ModelTrainerTest.probabilities(model, rows).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElseThrow();
  }

  private static String refusal(String feature) {
    TrainingSettings settings = tuned(new TuningSettings("off", 1, 1000, 0, Map.of(feature, 1), 1));
    ChurnException refused =
        assertThrows(ChurnException.class, () -> new ModelTrainer(settings, CATALOGUE));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    return refused.getMessage();
  }

  private static Choice choose(TrainingSettings settings, Dataset<Row> fitRows) {
    return new HyperparameterSearch(
            new ModelTrainer(settings, CATALOGUE), settings, new SnapshotRules(30, 0))
        .choose(fitRows);
  }

  private static FittedModel fit(TrainingSettings settings, Dataset<Row> fitRows) {
    return new ModelTrainer(settings, CATALOGUE).fit(fitRows);
  }

  private static TrainingSettings tuned(TuningSettings tuning) {
    return new TrainingSettings(
        42, 0.2, 20, 3, 0.3, 1, 1, 1, 1, 1, 0.5, CalibrationSettings.AS_FITTED, tuning);
  }
}
