package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.config.CalibrationSettings;
import org.churnwise.config.TrainingSettings;
import org.churnwise.config.TuningSettings;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelStore;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.run.Json;
import org.churnwise.sql.Sql;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.churnwise.warehouse.ResultRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two trainings whose models have thresholds of their own: what is recorded of each is what its own
 * scores say. The logistic regression's threshold is that of the settings, 0.3 in the second.
 */
@Slow
class ContendersTest {
  private static final LocalDate HELD_OUT = LocalDate.of(2024, 9, 1);
  private static final double CHAMPIONS = 0.7;
  private static final double CHALLENGERS = 0.3;

  @TempDir static Path folder;
  private static TemporaryWarehouse temporary;
  private static Dataset<Row> rows;
  private static JsonNode evidence;

  @BeforeAll
  static void train() throws JsonProcessingException {
    temporary = TemporaryWarehouse.in(folder);
    PlantedData.learnable(temporary, 300)
        .withFinal("2024-06-01", "2024-07-01", "2024-08-01", "2024-09-01");
    train(LocalDate.of(2024, 9, 1), 5, CHAMPIONS);
    train(LocalDate.of(2024, 10, 1), 20, CHALLENGERS);
    rows =
        new TrainingRows(temporary.warehouse(), TestRules.training())
            .read(
                TestSpark.session(),
                List.of(
                    LocalDate.of(2024, 6, 1),
                    LocalDate.of(2024, 7, 1),
                    LocalDate.of(2024, 8, 1),
                    HELD_OUT));
    evidence = Json.mapper().readTree(registry().decisions().get(1).evidence());
  }

  @AfterAll
  static void close() {
    temporary.close();
  }

  @Test
  void theChampionIsJudgedAtItsOwnThreshold() {
    assertEquals(f1("v1", CHAMPIONS), metric("champion", "f1"), 1e-12);
    assertNotEquals(f1("v1", CHALLENGERS), metric("champion", "f1"), 1e-3);
  }

  @Test
  void theChallengerIsJudgedAtItsOwnThreshold() {
    assertEquals(f1("v2", CHALLENGERS), metric("challenger", "f1"), 1e-12);
    assertNotEquals(f1("v2", CHAMPIONS), metric("challenger", "f1"), 1e-3);
  }

  /** The paired draws see the same scores as the metrics. */
  @Test
  void everybodyIsComparedByTheirOwnScores() {
    assertNotEquals(metric("champion", "auc"), metric("challenger", "auc"), 1e-6);
    assertNotEquals(metric("logistic", "auc"), metric("challenger", "auc"), 1e-6);
    JsonNode champion = evidence.at("/comparison/differences/0");
    assertEquals(metric("challenger", "auc"), champion.path("challenger").asDouble(), 1e-9);
    assertEquals(metric("champion", "auc"), champion.path("champion").asDouble(), 1e-9);
    JsonNode logistic = evidence.path("beside_logistic");
    assertEquals(metric("challenger", "auc"), logistic.path("challenger").asDouble(), 1e-9);
    assertEquals(metric("logistic", "auc"), logistic.path("champion").asDouble(), 1e-9);
  }

  /** Which the drift of predictions is measured against. */
  @Test
  void theBaselineOfPredictionsIsThatOfTheModelsOwnScores() {
    List<Double> fitted =
        probabilities("v2", rows.where("not left_out and snapshot_date < date '2024-09-01'"));
    List<ResultRow> bins =
        temporary
            .warehouse()
            .query(
                new Sql(
                    "test",
                    "select lower_bound, upper_bound, expected_count from model_baselines"
                        + " where model_version = 'v2' and subject = 'prediction'",
                    Map.of()));
    assertTrue(bins.size() > 2, () -> bins.size() + " bins prove nothing");
    for (ResultRow bin : bins) {
      double lower = bin.optionalDouble("lower_bound").orElse(-1);
      double upper = bin.optionalDouble("upper_bound").orElse(2);
      long inside = fitted.stream().filter(p -> p > lower && p <= upper).count();
      assertEquals(bin.longValue("expected_count"), inside);
    }
  }

  private static double metric(String side, String name) {
    for (JsonNode metric : evidence.path(side)) {
      if (metric.path("name").asText().equals(name)) {
        return metric.path("value").asDouble();
      }
    }
    throw new AssertionError("no " + name + " of the " + side);
  }

  private static double f1(String version, double threshold) {
    Dataset<Row> heldOut = rows.where("snapshot_date = date '2024-09-01'");
    List<Row> scored =
        model(version)
            .score(heldOut)
            .join(heldOut, new String[] {"snapshot_date", "customer_id"})
            .select("churn_probability", "churned")
            .collectAsList();
    long flagged = scored.stream().filter(row -> row.getDouble(0) >= threshold).count();
    long churned = scored.stream().filter(row -> row.getLong(1) == 1).count();
    long both =
        scored.stream().filter(row -> row.getDouble(0) >= threshold && row.getLong(1) == 1).count();
    return 2.0 * both / (flagged + churned);
  }

  private static List<Double> probabilities(String version, Dataset<Row> scored) {
    return model(version).score(scored).select("churn_probability").collectAsList().stream()
        .map(row -> row.getDouble(0))
        .toList();
  }

  private static FittedModel model(String version) {
    return new ModelStore(temporary.warehouse()).load(registry().version(version));
  }

  private static ModelRegistry registry() {
    return new ModelRegistry(temporary.warehouse(), temporary.ledger());
  }

  private static void train(LocalDate watermark, int rounds, double threshold) {
    TrainingSettings settings =
        new TrainingSettings(
            42,
            0.2,
            rounds,
            3,
            0.3,
            1,
            1,
            1,
            1,
            1,
            threshold,
            CalibrationSettings.AS_FITTED,
            TuningSettings.NONE);
    new TrainingStage(
            TestSpark::session,
            temporary.warehouse(),
            temporary.ledger(),
            TrainingStageTest.rules(settings))
        .train(watermark, false);
  }
}
