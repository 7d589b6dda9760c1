package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.churnwise.Churn;
import org.churnwise.endtoend.Outcome;
import org.churnwise.endtoend.Workplace;
import org.churnwise.scoring.ScoreJob;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scores of a snapshot older than the first model, which the month loop therefore has not scored,
 * by a run that ends when they have landed and the transaction that moves them has begun.
 */
abstract class CutOffScoringTest {
  private static final int WAREHOUSE = 4;
  private static final int POLL_MILLIS = 20;

  private static final String SNAPSHOT = "2024-11-01";

  @TempDir private Path folder;

  @Test
  void theSameCommandWritesTheScoresThatACutOffRunHasLanded(FinishedOnSnowflake runs)
      throws Exception {
    runs.outcome().requireDone();
    TestSchema schema = runs.schema();
    List<String> score = new ArrayList<>(List.of("score", "--snapshot-date", SNAPSHOT));
    for (String set : schema.setsWithoutEnvironment(folder.resolve("password"))) {
      score.addAll(List.of("--set", set));
    }
    long before = count(schema, "churn_predictions");
    cutOff(schema, score);
    assertTrue(count(schema, "landing_scores") > 0);
    assertEquals(before, count(schema, "churn_predictions"));

    Workplace.execute(Churn.class, score).requireDone();
    Workplace embedded = runs.embedded().copyTo(folder.resolve("embedded"));
    embedded.run(new ScoreJob(), "--snapshot-date", SNAPSHOT).requireDone();
    assertEquals(0, count(schema, "landing_scores"));
    assertTrue(count(schema, "churn_predictions") > before);
    try (SnowflakeWarehouse there = schema.open();
        EmbeddedWarehouse here = new EmbeddedWarehouse(embedded.settings().warehouse())) {
      assertEquals(
          TableText.rows(here, Tables.CHURN_PREDICTIONS),
          TableText.rows(there, Tables.CHURN_PREDICTIONS));
    }
  }

  /**
   * The first statement that would move the scores fails. Such a run takes away what it has landed;
   * one that is killed does not, so that it is put back here.
   */
  private static void cutOff(TestSchema schema, List<String> score) throws Exception {
    CompletableFuture<Outcome> run;
    try (HeldStatement held = schema.hold("insert into churn_predictions ")) {
      run = CompletableFuture.supplyAsync(() -> Workplace.execute(Churn.class, score));
      while (!held.waits()) {
        assertFalse(run.isDone(), "ended before it could be cut off");
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
      execute(schema, "create table landed as select * from landing_scores");
    }
    run.join().requireRefusal(WAREHOUSE, "The statement was held and let go");
    execute(schema, "insert into landing_scores select * from landed");
    execute(schema, "drop table landed");
  }

  private static void execute(TestSchema schema, String text) {
    try (SnowflakeWarehouse warehouse = schema.open()) {
      warehouse.execute(new Sql("test", text, Map.of()));
    }
  }

  private static long count(TestSchema schema, String table) {
    try (SnowflakeWarehouse warehouse = schema.open()) {
      Sql count = new Sql("test", "select count(*) as n from " + table, Map.of());
      return warehouse.query(count).get(0).longValue("n");
    }
  }
}
