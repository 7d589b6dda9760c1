package org.churnwise.training;

import static org.apache.spark.sql.functions.expr;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.config.CalibrationSettings;
import org.churnwise.config.ModelForm;
import org.churnwise.config.TrainingSettings;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.churnwise.training.LeftOutThreshold.Threshold;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class LeftOutThresholdTest {
  private static final TrainingSettings BY_F1 =
      TestRules.training(5, new CalibrationSettings("off", "f1"));

  @TempDir static Path folder;
  private static Dataset<Row> rows;

  @BeforeAll
  static void plant() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      PlantedData.learnable(temporary, 200).withFinal("2024-06-01", "2024-07-01");
      rows =
          TestSpark.inMemory(
              new TrainingRows(temporary.warehouse(), BY_F1)
                  .read(
                      TestSpark.session(),
                      List.of(LocalDate.of(2024, 6, 1), LocalDate.of(2024, 7, 1))));
    }
  }

  /** Every score of a customer left out is tried as a threshold by hand. */
  @Test
  void noOtherThresholdHasAHigherF1OnTheCustomersLeftOut() {
    ModelTrainer trainer = new ModelTrainer(BY_F1, FeatureCatalogue.load());
    Threshold learned = threshold(BY_F1, 1, trainer, rows);
    assertEquals(Optional.empty(), learned.doubt());

    FittedModel without = trainer.fit(rows.where("not left_out"));
    List<Row> scored = without.score(rows.where("left_out"), "churned").collectAsList();
    double best =
        scored.stream().mapToDouble(row -> f1(scored, row.getDouble(2))).max().orElseThrow();
    assertTrue(best > 0.5, "there is something to learn");
    assertEquals(best, f1(scored, learned.value()), 1e-3);
  }

  /**
   * Trees alone see that one sign of silence is good in a segment and bad in the others; a line
   * does not, and a half of it spoils the blend. What both can learn is left to the blend.
   */
  @Test
  void treesAloneAreChosenWhereALineCannotFollow() {
    TrainingSettings auto = TestRules.auto(20, new CalibrationSettings("off", "f1"));
    ModelTrainer trainer = new ModelTrainer(auto, FeatureCatalogue.load());
    assertEquals(ModelForm.BLEND, threshold(auto, 1, trainer, rows).form());
    Dataset<Row> crossed =
        rows.withColumn(
            "churned",
            expr("cast((days_since_last_purchase > 30) = (customer_segment = 'Basic') as bigint)"));
    assertEquals(ModelForm.TREES, threshold(auto, 1, trainer, crossed).form());
    TrainingSettings logistic = TestRules.of(auto, "logistic");
    assertEquals(ModelForm.LOGISTIC, threshold(logistic, 1, trainer, crossed).form());
  }

  @Test
  void aSumIsAboveZeroByMoreThanItsGroupsScatter() {
    assertTrue(FormChoice.isAboveZero(new double[] {1, 1.2, 0.8, 1, 0.9}));
    assertFalse(FormChoice.isAboveZero(new double[] {5, -4, 3, -3, 0.5}));
    assertFalse(FormChoice.isAboveZero(new double[] {-1, -1.2, -0.8, -1, -0.9}));
    assertFalse(FormChoice.isAboveZero(new double[5]));
  }

  @Test
  void withoutEnoughCustomersLeftOutThereIsADoubt() {
    assertEquals(
        new Threshold(
            0.5,
            ModelForm.TREES,
            Optional.of("the customers left out for the threshold are TOO_FEW")),
        threshold(BY_F1, 10_000, new ModelTrainer(BY_F1, FeatureCatalogue.load()), rows));
  }

  @Test
  void aConfiguredNumberIsTakenAsItIs() {
    assertEquals(
        new Threshold(0.5, ModelForm.TREES, Optional.empty()),
        new LeftOutThreshold(TestRules.training(), new MetricPolicy(1, 1)).of(null, null, null));
  }

  private static Threshold threshold(
      TrainingSettings settings, int minRows, ModelTrainer trainer, Dataset<Row> rows) {
    return new LeftOutThreshold(settings, new MetricPolicy(minRows, 1))
        .of(trainer, settings.hyperparameters(), rows);
  }

  /** Rows hold snapshot_date, customer_id, churn_probability, churned. */
  private static double f1(List<Row> scored, double threshold) {
    long caught = 0;
    long flagged = 0;
    long churned = 0;
    for (Row row : scored) {
      boolean isFlagged = row.getDouble(2) >= threshold;
      flagged += isFlagged ? 1 : 0;
      churned += row.getLong(3);
      caught += isFlagged ? row.getLong(3) : 0;
    }
    return 2.0 * caught / (flagged + churned);
  }
}
