package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.churnwise.Churn;
import org.churnwise.endtoend.FinishedPipeline;
import org.churnwise.endtoend.Outcome;
import org.churnwise.endtoend.PackedJobs;
import org.churnwise.endtoend.Workplace;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is killed when its rows have landed and the transaction that moves them has begun,
 * then run again: no row twice, no row lost, and all runs can be replayed.
 */
@NeedsSnowflake
@ExtendWith(FinishedPipeline.Provider.class)
class KilledOnSnowflakeTest {
  private static final int LONGEST_WAIT_MILLIS = 600_000;
  private static final int POLL_MILLIS = 20;

  /** Three months, a model and scores: with few trees, for they are not what is killed. */
  private static final List<String> OPTIONS =
      List.of("--mode", "train", "--months", "3", "--set", "training.rounds=5");

  @TempDir private Path folder;
  private final TestSchema schema = SnowflakeAccount.forTests().newSchema();

  @AfterEach
  void dropSchema() {
    schema.close();
  }

  @Test
  void theSameCommandContinuesARunThatWasKilledAfterLanding(FinishedPipeline finished)
      throws Exception {
    Workplace embedded = finished.place().withDatabase(folder.resolve("embedded/churn.duckdb"));
    embedded.pipeline(OPTIONS.toArray(String[]::new)).requireDone();
    PackedJobs jobs = PackedJobs.runIn(folder.resolve("shell"));

    killBefore("insert into sales ", command(jobs, embedded));
    assertTrue(count("landing_rows") > 0);
    assertEquals(0, count("sales"));
    assertEquals(0, count("files_ingested where file_type = 'sales'"));

    killBefore("insert into churn_predictions ", command(jobs, embedded));
    assertTrue(count("landing_scores") > 0);
    assertEquals(0, count("churn_predictions"));

    jobs.run(command(jobs, embedded)).requireDone();
    assertEquals(0, count("landing_rows"));
    assertEquals(0, count("landing_scores"));
    assertEqualTables(embedded);
    assertEqualReplay(embedded);
  }

  /** All three runs are replayed in a schema of their own, which is gone afterwards. */
  private void assertEqualReplay(Workplace embedded) throws Exception {
    List<String> before = schemas();
    List<String> replay = new ArrayList<>(List.of("replay", "--all"));
    replay.addAll(List.of("--set", "ingest.source=" + embedded.source()));
    for (String set : schema.setsWithoutEnvironment(folder.resolve("password"))) {
      replay.addAll(List.of("--set", set));
    }
    Outcome outcome = Workplace.execute(Churn.class, replay).requireDone();
    assertEquals("EQUAL", outcome.json().at("/counts/verdict").asText(), outcome::toString);
    assertEquals(before, schemas());
  }

  private List<String> schemas() {
    try (SnowflakeWarehouse warehouse = schema.open()) {
      String text = "select schema_name from information_schema.schemata order by schema_name";
      return warehouse.query(new Sql("test", text, Map.of())).stream()
          .map(row -> row.string("schema_name"))
          .toList();
    }
  }

  private void assertEqualTables(Workplace embedded) {
    Map<String, List<String>> expected;
    try (EmbeddedWarehouse warehouse = new EmbeddedWarehouse(embedded.settings().warehouse())) {
      expected = TableText.of(warehouse);
    }
    try (SnowflakeWarehouse warehouse = schema.open()) {
      TableText.requireEqual(expected, TableText.of(warehouse));
    }
  }

  private ProcessBuilder command(PackedJobs jobs, Workplace embedded) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("pipeline"));
    arguments.addAll(OPTIONS);
    arguments.addAll(List.of("--set", "ingest.source=" + embedded.source()));
    schema.sets().forEach(set -> arguments.addAll(List.of("--set", set)));
    ProcessBuilder command = jobs.churn(arguments);
    command.environment().putAll(schema.environment());
    return command;
  }

  /** Kills the run while the server has a statement of it that it has not run yet. */
  private void killBefore(String statement, ProcessBuilder command) throws Exception {
    try (HeldStatement held = schema.hold(statement)) {
      Process process = command.start();
      try {
        for (int waited = 0; !held.waits(); waited += POLL_MILLIS) {
          assertTrue(waited < LONGEST_WAIT_MILLIS, () -> "not sent: " + statement);
          boolean ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
          assertFalse(ended, "the run was over before it could be killed");
        }
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private long count(String tableAndCondition) {
    try (SnowflakeWarehouse warehouse = schema.open()) {
      Sql count = new Sql("test", "select count(*) as n from " + tableAndCondition, Map.of());
      return warehouse.query(count).get(0).longValue("n");
    }
  }
}
