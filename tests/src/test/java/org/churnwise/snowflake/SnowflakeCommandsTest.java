package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.churnwise.Churn;
import org.churnwise.endtoend.Outcome;
import org.churnwise.endtoend.Workplace;
import org.churnwise.report.ReportJob;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands other than the month loop, on the tables that it left on Snowflake. */
abstract class SnowflakeCommandsTest {
  @TempDir private Path folder;
  private List<String> sets;

  @BeforeEach
  void leadHere(FinishedOnSnowflake runs) throws Exception {
    runs.outcome().requireDone();
    sets = runs.schema().setsWithoutEnvironment(folder.resolve("password"));
  }

  private Outcome churn(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    sets.forEach(set -> all.addAll(List.of("--set", set)));
    return Workplace.execute(Churn.class, all);
  }

  @Test
  void modelsAreListedShownAndCompared() {
    String list = churn("models", "list").requireDone().out();
    assertTrue(list.contains("v1") && list.contains("v2"), list);
    String shown = churn("models", "show", "v1").requireDone().out();
    assertTrue(shown.contains("v1"), shown);
    String difference = churn("models", "diff", "v1", "v2").requireDone().out();
    assertTrue(difference.contains("v1") && difference.contains("v2"), difference);
  }

  @Test
  void resultsAreLookedAt() {
    for (String subject : List.of("performance", "drift", "quality", "decisions", "runs")) {
      Outcome shown = churn("show", subject, "--json").requireDone();
      assertTrue(shown.json().path("rows").size() > 0, shown::toString);
    }
    for (String subject : List.of("alerts", "quarantine", "customers", "features")) {
      churn("show", subject).requireDone();
    }
    Outcome read = churn("sql", "select count(*) as n from model_versions", "--json");
    assertEquals("2", read.requireDone().json().at("/rows/0/n").asText(), read::toString);
    assertEquals(2, churn("sql", "delete from alerts").code());
    assertEquals(2, churn("sql", "select nonsense from alerts").code());
  }

  @Test
  void aModelLeadsBackToTheFiles() {
    String tree = churn("lineage", "--model", "v2").requireDone().out();
    assertTrue(tree.contains("training_datasets") && tree.contains(".csv"), tree);
  }

  @Test
  void aShadowIsSetAndTakenAway() {
    Outcome set = churn("models", "shadow", "v2", "--reason", "a test").requireDone();
    assertEquals("v2", set.json().at("/counts/shadow").asText(), set::toString);
    Outcome cleared = churn("models", "shadow", "--clear", "--reason", "a test").requireDone();
    assertTrue(cleared.json().at("/counts/shadow").isNull(), cleared::toString);
  }

  @Test
  void aChampionThatWasPutInPlaceByHandIsRolledBack() {
    Outcome promoted = churn("models", "promote", "v2", "--reason", "a test").requireDone();
    assertEquals("v2", promoted.json().at("/counts/champion").asText(), promoted::toString);
    Outcome back = churn("models", "rollback", "--reason", "a test").requireDone();
    assertEquals("v1", back.json().at("/counts/champion").asText(), back::toString);
  }

  @Test
  void theReferencesMonthLoopIsComparedWithOurs() {
    String table = churn("compare-reference", "--set", "training.rounds=5").requireDone().out();
    assertTrue(table.contains("our AUC"), table);
  }

  @Test
  void theDoctorFindsTheAccountInOrder() {
    Outcome outcome = churn("doctor").requireDone();
    assertTrue(outcome.out().contains("OK"), outcome::toString);
  }

  @Test
  void theReportHasTheFindingsOfTheEmbeddedRun(FinishedOnSnowflake runs) throws Exception {
    Path here = folder.resolve("here.html");
    Path there = folder.resolve("there.html");
    churn("report", "--out", here.toString()).requireDone();
    runs.embedded().run(new ReportJob(), "--out", there.toString()).requireDone();
    for (String section : List.of("performance", "drift", "calibration", "labels", "contacts")) {
      assertEquals(section(section, there), section(section, here));
    }
  }

  /**
   * What an account would say of two statements of a run: one of a stage, and one of the connector,
   * which names the run alone and falls into a landing of its training.
   */
  @Test
  void theAccountsChargesAreThoseOfTheStages(FinishedOnSnowflake runs) {
    assumeTrue(runs.schema().isLogged(), "an account fills its usage itself");
    try (SnowflakeWarehouse warehouse = runs.schema().open()) {
      String usage =
          """
          insert into snowflake.account_usage.query_attribution_history
          select '%1$s-' || run_id, '{"project":"churnwise","run_id":"' || run_id || '"%2$s}',
            dateadd('millisecond', 1, min(started_at)), %3$s
          from stage_runs where stage = 'train' group by run_id
          """;
      warehouse.execute(new Sql("test", usage.formatted("q1", "", "0.25"), Map.of()));
      warehouse.execute(
          new Sql(
              "test",
              usage.formatted("q2", ",\"stage\":\"label\",\"snapshot\":\"2025-01-01\"", "0.5"),
              Map.of()));
      warehouse.execute(
          new Sql(
              "test",
              """
              insert into snowflake.account_usage.cortex_ai_functions_usage_history
              select 'q3-' || run_id, '{"project":"churnwise","run_id":"' || run_id || '","stage":"ingest"}',
                min(started_at),
                parse_json('[{"key":{"metric":"input","unit":"tokens"},"value":1200},{"key":{"metric":"pages","unit":"pages"},"value":7}]'),
                0.0003
              from stage_runs where stage = 'train' group by run_id
              """,
              Map.of()));
    }
    Outcome costs = churn("costs", "--json").requireDone();
    Map<String, String> charged = new TreeMap<>();
    for (JsonNode row : costs.json().path("rows")) {
      charged.put(
          row.path("stage").asText(),
          row.path("credits") + " " + row.path("ai_tokens") + " " + row.path("ai_credits"));
    }
    assertEquals("0.25 null null", charged.get("train"), costs::toString);
    assertEquals("0.5 null null", charged.get("label"), costs::toString);
    assertEquals("null 1200 3.0E-4", charged.get("ingest"), costs::toString);
    assertEquals("null null null", charged.get("score"), costs::toString);
    assertEquals("0.75 1200 3.0E-4", charged.get("all"), costs::toString);
  }

  private static String section(String id, Path report) throws Exception {
    String page = Files.readString(report);
    int start = page.indexOf("<section id=\"" + id + "\"");
    return page.substring(start, page.indexOf("</section>", start));
  }

  @Test
  void contributionsAreWrittenAsParquet() throws Exception {
    Path written = folder.resolve("contributions");
    churn("score", "--contributions", written.toString()).requireDone();
    try (Stream<Path> files = Files.list(written)) {
      assertTrue(files.anyMatch(file -> file.toString().endsWith(".parquet")));
    }
  }
}
