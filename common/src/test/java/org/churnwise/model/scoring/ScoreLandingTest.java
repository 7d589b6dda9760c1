package org.churnwise.model.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.LandedPrediction;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class ScoreLandingTest {
  private static final Sql READ =
      new Sql(
          "test",
          "select churn_probability from landing_predictions where scorer = :scorer",
          Map.of());

  @TempDir Path folder;
  private TemporaryWarehouse temporary;
  private ScoreLanding landing;

  @BeforeEach
  void open() {
    temporary = TemporaryWarehouse.in(folder);
    landing = new ScoreLanding(temporary.warehouse(), Tables.LANDING_PREDICTIONS);
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  @Test
  void whatLandsTogetherIsReadByScorer() {
    Map<String, LandedScores> landed =
        landing.land(Map.of("v1", scored(0.25), "logistic", scored(0.75)));
    assertEquals(0.25, probability(landed.get("v1")));
    assertEquals(0.75, probability(landed.get("logistic")));
  }

  /** Else the steps of a training in another order would find no rows, and call that a result. */
  @Test
  void scoresThatOthersHaveReplacedAreRefused() {
    LandedScores first = landing.land("uncalibrated", scored(0.25));
    landing.land("challenger", scored(0.75));
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> first.bind(READ));
    assertEquals(
        "the scores of uncalibrated are no longer in landing_predictions, which now holds those of [challenger]",
        refused.getMessage());
  }

  @Test
  void scoresOfTheSameNameThatLandedAgainAreOthers() {
    LandedScores first = landing.land("v1", scored(0.25));
    LandedScores second = landing.land("v1", scored(0.75));
    assertThrows(IllegalStateException.class, () -> first.bind(READ));
    assertEquals(0.75, probability(second));
  }

  @Test
  void aStatementThatDoesNotNameTheScorerIsRefused() {
    LandedScores scores = landing.land("v1", scored(0.25));
    Sql anybodys = new Sql("test", "select 1 as one from landing_predictions", Map.of());
    assertThrows(IllegalArgumentException.class, () -> scores.bind(anybodys));
  }

  private double probability(LandedScores scores) {
    return temporary.warehouse().query(scores.bind(READ)).get(0).doubleValue("churn_probability");
  }

  private static Dataset<Row> scored(double probability) {
    return TestSpark.session()
        .sql(
            "select date '2025-06-01' as snapshot_date, 'C1' as customer_id, cast("
                + probability
                + " as double) as churn_probability, false as left_out, "
                + LandedPrediction.REST);
  }
}
