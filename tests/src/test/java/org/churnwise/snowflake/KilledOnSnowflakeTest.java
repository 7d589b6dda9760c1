package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.churnwise.Churn;
import org.churnwise.endtoend.FinishedPipeline;
import org.churnwise.endtoend.Outcome;
import org.churnwise.endtoend.PackedJobs;
import org.churnwise.endtoend.Workplace;
import org.churnwise.ingest.IngestJob;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
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
  void anIngestThatWasKilledAfterLandingIsContinuedByTheSameCommand() throws Exception {
    Path source = Files.createDirectory(folder.resolve("source"));
    write(
        source,
        "customers.csv",
        "C1,30,Basic,Female,Rome,2024-01-01",
        "C2,40,Basic,Male,Oslo,2024-02-02");
    write(source, "sales_2025_05.csv", "T1,C1,2025-05-01,,,,1", "T2,C2,2025-05-02,,,,2");
    write(source, "feedback_raw_2025_05.csv", "2025-05-02,Good,C1,F1,I1");
    Workplace embedded = new Workplace(source, folder.resolve("embedded/churn.duckdb"));
    embedded.run(new IngestJob()).requireDone();
    List<String> ingest = List.of("ingest", "--set", "ingest.source=" + source);

    KilledRun.before(
        "insert into sales ", schema, KilledRun.command(folder.resolve("shell"), schema, ingest));
    requireLandedOnly();

    Workplace.execute(Churn.class, here(ingest)).requireDone();
    assertEquals(0, count("landing_rows"));
    assertEqualTables(embedded);
    assertEqualReplay(embedded);
  }

  private static void write(Path source, String name, String... lines) throws IOException {
    Files.writeString(source.resolve(name), String.join("\n", lines) + "\n");
  }

  private void requireLandedOnly() {
    assertTrue(count("landing_rows") > 0);
    assertEquals(0, count("sales"));
    assertEquals(0, count("files_ingested where file_type = 'sales'"));
  }

  /**
   * A whole run, killed twice. In each of its transactions on this warehouse by {@link
   * #anIngestThatWasKilledAfterLandingIsContinuedByTheSameCommand} and {@link
   * CutOffScoringTest#theSameCommandWritesTheScoresThatACutOffRunHasLanded}.
   */
  @Test
  @Tag("full")
  void theSameCommandContinuesARunThatWasKilledAfterLanding(FinishedPipeline finished)
      throws Exception {
    Workplace embedded = finished.place().withDatabase(folder.resolve("embedded/churn.duckdb"));
    embedded.pipeline(OPTIONS.toArray(String[]::new)).requireDone();
    List<String> pipeline = new ArrayList<>(List.of("pipeline"));
    pipeline.addAll(OPTIONS);
    pipeline.addAll(List.of("--set", "ingest.source=" + embedded.source()));
    Path shell = folder.resolve("shell");

    KilledRun.before("insert into sales ", schema, KilledRun.command(shell, schema, pipeline));
    requireLandedOnly();

    KilledRun.before(
        "insert into churn_predictions ", schema, KilledRun.command(shell, schema, pipeline));
    assertTrue(count("landing_scores") > 0);
    assertEquals(0, count("churn_predictions"));

    PackedJobs.runIn(shell).run(KilledRun.command(shell, schema, pipeline)).requireDone();
    assertEquals(0, count("landing_rows"));
    assertEquals(0, count("landing_scores"));
    assertEqualTables(embedded);
    assertEqualReplay(embedded);
  }

  /** All runs are replayed in a schema of their own, which is gone afterwards. */
  private void assertEqualReplay(Workplace embedded) throws Exception {
    List<String> before = schemas();
    List<String> replay = List.of("replay", "--all", "--set", "ingest.source=" + embedded.source());
    Outcome outcome = Workplace.execute(Churn.class, here(replay)).requireDone();
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

  /** A command of this process. */
  private List<String> here(List<String> command) throws IOException {
    List<String> all = new ArrayList<>(command);
    for (String set : schema.setsWithoutEnvironment(folder.resolve("password"))) {
      all.addAll(List.of("--set", set));
    }
    return all;
  }

  private long count(String tableAndCondition) {
    try (SnowflakeWarehouse warehouse = schema.open()) {
      Sql count = new Sql("test", "select count(*) as n from " + tableAndCondition, Map.of());
      return warehouse.query(count).get(0).longValue("n");
    }
  }
}
