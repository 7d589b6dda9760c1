package org.churnwise.snowflake;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.churnwise.endtoend.FinishedPipeline;
import org.churnwise.endtoend.Outcome;
import org.churnwise.endtoend.PackedJobs;
import org.churnwise.endtoend.Workplace;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code pipeline --mode all} of the packed jobs on Snowflake, beside the embedded run of the same
 * files.
 */
@ExtendWith(FinishedPipeline.Provider.class)
@TestInstance(Lifecycle.PER_CLASS)
class SnowflakePipelineTest {
  private static final String SECRET = "planted-pass-word-4711";

  /** What a test of the driver or a statement about the ledger returns at most. */
  private static final long FEW_ROWS = 1000;

  @TempDir private static Path folder;
  private TestSchema schema;
  private FinishedPipeline embedded;
  private Outcome outcome;

  @BeforeAll
  void runOnSnowflake(FinishedPipeline pipeline) throws Exception {
    embedded = pipeline;
    embedded.outcome().requireDone();
    schema = SnowflakeAccount.forTests().newSchema();
    Files.createDirectories(folder.resolve("events"));
    outcome = run();
  }

  @AfterAll
  void dropSchema() {
    schema.close();
  }

  private Outcome run() throws Exception {
    PackedJobs jobs = PackedJobs.runIn(folder.resolve("shell"));
    List<String> command = new ArrayList<>(List.of("pipeline", "--mode", "all"));
    command.addAll(List.of("--set", "ingest.source=" + embedded.place().source()));
    schema.sets().forEach(set -> command.addAll(List.of("--set", set)));
    ProcessBuilder pipeline = jobs.churn(command);
    pipeline.environment().putAll(schema.environment());
    pipeline.environment().computeIfPresent("CHURN_SNOWFLAKE_PASSWORD", this::planted);
    pipeline
        .environment()
        .put(
            "CHURN_JAVA_OPTIONS",
            "-Dspark.eventLog.enabled=true -Dspark.eventLog.dir="
                + folder.resolve("events").toUri());
    return jobs.run(pipeline);
  }

  /** The local server takes any password; an account's own stands for the planted one. */
  private String planted(String name, String password) {
    return password.equals("any") ? SECRET : password;
  }

  @Test
  void theRunEndsWell() {
    outcome.requireDone();
  }

  @Test
  void everyCellIsEqualToTheEmbeddedRun() throws Exception {
    outcome.requireDone();
    Workplace copy = embedded.place().copyTo(folder.resolve("copy"));
    Map<String, List<String>> expected;
    try (EmbeddedWarehouse warehouse = new EmbeddedWarehouse(copy.settings().warehouse())) {
      expected = TableText.of(warehouse);
    }
    try (SnowflakeWarehouse warehouse = schema.open()) {
      Map<String, List<String>> actual = TableText.of(warehouse);
      expected.forEach((table, rows) -> assertSameRows(table, rows, actual.get(table)));
    }
  }

  @Test
  void nothingWaitsInALandingTable() {
    try (SnowflakeWarehouse warehouse = schema.open()) {
      for (String landing : List.of("landing_rows", "landing_predictions", "landing_scores")) {
        Sql count = new Sql("test", "select count(*) as n from " + landing, Map.of());
        assertEquals(0, warehouse.query(count).get(0).longValue("n"), landing);
      }
    }
  }

  @Test
  void aSecondRunWritesNothing() throws Exception {
    Outcome second = run().requireDone();
    assertEquals(0, second.json().get("counts").get("slices_written").asInt(), second::toString);
  }

  @Test
  void noFeatureOrLabelCrossesToSparkBeforeTrainingAndScoring() {
    List<SentStatement> all = schema.sent();
    Set<Integer> sessionsOfRuns = // the others are this test's own
        all.stream()
            .filter(sent -> sent.queryTag().contains("\"run_id\""))
            .map(SentStatement::session)
            .collect(toSet());
    assertFalse(sessionsOfRuns.isEmpty());
    for (SentStatement sent : all) {
      if (!sessionsOfRuns.contains(sent.session())) {
        continue;
      }
      boolean moves =
          sent.queryTag().contains("\"train\"") || sent.queryTag().contains("\"score\"");
      boolean many = sent.rows().orElse(0) > FEW_ROWS && !isWrite(sent.sql());
      assertFalse(many && !moves, () -> "rows left the warehouse: " + sent);
      boolean connector = sent.sql().contains("rows_to_read");
      assertFalse(connector && !moves, () -> "Spark read rows: " + sent);
    }
  }

  @Test
  void sentimentFeaturesAndLabelsAreStatementsOfTheWarehouse() {
    List<SentStatement> sent = schema.sent();
    for (String table : List.of("feedback_sentiment", "customer_features", "customer_labels")) {
      assertTrue(
          sent.stream()
              .map(statement -> statement.sql().toLowerCase(Locale.ROOT))
              .anyMatch(sql -> sql.startsWith("insert into " + table) && sql.contains("select")),
          () -> "no insert into " + table + " from a query");
    }
    assertTrue(
        sent.stream()
            .map(statement -> statement.sql().toLowerCase(Locale.ROOT))
            .anyMatch(sql -> sql.contains("snowflake.cortex.sentiment(")));
  }

  @Test
  void onlyLandingTablesAreWrittenBySpark() {
    List<String> copies =
        schema.sent().stream()
            .map(SentStatement::sql)
            .filter(sql -> sql.toLowerCase(Locale.ROOT).startsWith("copy into "))
            .toList();
    assertFalse(copies.isEmpty());
    for (String copy : copies) {
      assertTrue(copy.toLowerCase(Locale.ROOT).startsWith("copy into landing_"), copy);
    }
  }

  @Test
  void everyStatementOfAStageCarriesProjectRunStageAndSnapshot() {
    List<String> tags =
        schema.sent().stream()
            .filter(
                sent ->
                    sent.sql().toLowerCase(Locale.ROOT).startsWith("insert into customer_features"))
            .map(SentStatement::queryTag)
            .toList();
    assertFalse(tags.isEmpty());
    for (String tag : tags) {
      assertTrue(
          tag.matches(
              "\\{\"project\":\"churnwise\",\"run_id\":\"[^\"]+\",\"stage\":\"features\","
                  + "\"snapshot\":\"\\d{4}-\\d\\d-\\d\\d(\\.\\.\\d{4}-\\d\\d-\\d\\d)?\"}"),
          tag);
    }
  }

  @Test
  void noSecretIsWrittenAnywhere() throws Exception {
    assertFalse((outcome.out() + outcome.err()).contains(SECRET));
    List<Path> files;
    try (Stream<Path> tree = Files.walk(folder)) {
      files = tree.filter(Files::isRegularFile).toList();
    }
    assertTrue(files.stream().anyMatch(file -> file.startsWith(folder.resolve("events"))));
    assertTrue(files.stream().anyMatch(file -> file.endsWith("ml_pipeline.log")));
    for (Path file : files) {
      assertFalse(read(file).contains(SECRET), () -> "a secret in " + file);
    }
    try (SnowflakeWarehouse warehouse = schema.open()) {
      TableText.of(warehouse)
          .forEach((table, rows) -> rows.forEach(row -> assertFalse(row.contains(SECRET), table)));
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  private static boolean isWrite(String sql) {
    return sql.replaceAll("(?m)^--.*$", "")
        .toLowerCase(Locale.ROOT)
        .strip()
        .matches("(?s)(insert|update|delete|merge|copy|truncate|create).*");
  }

  /** The first rows of either side that the other lacks, then the number of equal rows. */
  static void assertSameRows(String table, List<String> expected, List<String> actual) {
    assertEquals(
        firstWithout(expected, actual),
        firstWithout(actual, expected),
        () -> "rows of " + table + " that only one warehouse has");
    assertEquals(expected, actual, table);
  }

  private static String firstWithout(List<String> rows, List<String> others) {
    Set<String> known = new HashSet<>(others);
    return rows.stream().filter(row -> !known.contains(row)).limit(3).collect(joining("\n"));
  }
}
