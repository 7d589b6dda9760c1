package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.churnwise.stats.MetricName;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code pipeline --mode all} leaves behind after the 13 months of a sample. */
@Slow
@ExtendWith(FinishedPipeline.Provider.class)
class PipelineTest {
  private static final LocalDate FIRST_SNAPSHOT = LocalDate.parse("2024-06-01");
  private static final int MONTHS = 13;

  /** What contacts have changed is no matter of a constant or a rule. */
  private static final String UPLIFT_ASIDE =
      " and metric not in ('uplift_retained_share', 'incremental_margin_usd', 'qini')";

  private final FinishedPipeline pipeline;
  private final WarehouseContent content;

  PipelineTest(FinishedPipeline pipeline) {
    this.pipeline = pipeline;
    this.content = pipeline.content();
    pipeline.outcome().requireDone();
  }

  /** The first days of the months behind the loaded ones, from the n-th on. */
  private static List<String> snapshotsFrom(int first) {
    return IntStream.range(first, MONTHS)
        .mapToObj(month -> FIRST_SNAPSHOT.plusMonths(month).toString())
        .toList();
  }

  @Test
  void everyMonthHasFeatures() throws SQLException {
    assertEquals(
        snapshotsFrom(0),
        content.query("select distinct snapshot_date from customer_features order by 1"));
  }

  @Test
  void onlyTheNewestSnapshotIsPending() throws SQLException {
    List<String> expected =
        snapshotsFrom(0).stream()
            .map(day -> day + " | " + (day.equals("2025-06-01") ? "PENDING" : "FINAL"))
            .toList();
    assertEquals(
        expected,
        content.query(
            "select distinct snapshot_date, label_state from customer_labels order by 1"));
  }

  @Test
  void labelsAndFeaturesHaveTheSameCustomers() throws SQLException {
    String keys = "select snapshot_date, customer_id from ";
    assertEquals(
        content.query(keys + "customer_features order by all"),
        content.query(keys + "customer_labels order by all"));
  }

  @Test
  void everySnapshotFromTheFirstTrainingOnIsScored() throws SQLException {
    List<String> scored =
        content.query("select distinct snapshot_date from churn_predictions order by 1");
    List<String> trained =
        content.query(
            "select watermark from model_decisions where outcome = 'PROMOTED' order by 1");
    int first = snapshotsFrom(0).indexOf(trained.get(0));
    assertEquals(snapshotsFrom(first), scored);
  }

  @Test
  void scoresHaveTheCustomersOfTheFeatures() throws SQLException {
    assertEquals(
        content.query(
            "select snapshot_date, customer_id from customer_features where snapshot_date in"
                + " (select snapshot_date from churn_predictions) order by all"),
        content.query("select snapshot_date, customer_id from churn_predictions order by all"));
  }

  @Test
  void theChampionIsAModelThatADecisionPromoted() throws SQLException {
    assertEquals(
        1,
        content.number(
            "select count(*) from model_aliases a join model_versions v using (model_version)"
                + " join model_decisions d using (decision_id)"
                + " where a.alias = 'champion' and d.outcome = 'PROMOTED'"
                + " and d.challenger = v.model_version"));
  }

  @Test
  void everyModelHasADecision() throws SQLException {
    assertEquals(
        content.query("select model_version from model_versions order by 1"),
        content.query("select challenger from model_decisions order by 1"));
  }

  @Test
  void theViewsHaveRowsButThatOfBadOnes() throws SQLException {
    for (String view : Tables.views()) {
      assertEquals(
          !view.equals("quarantine_summary"),
          content.number("select count(*) from " + view) > 0,
          view);
    }
  }

  @Test
  void matureSnapshotsHaveRealisedMetricsBesideBothRules() throws SQLException {
    assertEquals(
        MetricName.all().stream().sorted().toList(),
        content.query(
            "select distinct metric from model_performance"
                + " where status = 'OK' and segment = 'all'"
                + UPLIFT_ASIDE
                + " order by 1"));
    assertEquals(
        0,
        content.number(
            "select count(*) from model_performance where status = 'OK'"
                + " and segment = 'all' and metric not like 'calibration_%'"
                + UPLIFT_ASIDE
                + " and (value is null or low is null or high is null"
                + " or constant_value is null or recency_value is null)"));
  }

  /** Nobody is really contacted: 5 of 100 intervals miss 0, so 3 of 9 lists would be too many. */
  @Test
  void contactsThatNeverHappenedHaveNoEffect() throws SQLException {
    String measured =
        "select count(*) from model_performance where metric = 'uplift_retained_share'"
            + " and status = 'OK'";
    assertTrue(content.number(measured) >= 5);
    assertTrue(content.number(measured + " and not 0 between low and high") < 3);
  }

  /** But one where the champion was stopped: its scores name the evaluation that did it. */
  @Test
  void everySnapshotHasAListAndAHoldOutOfATenth() throws SQLException {
    assertEquals(
        0,
        content.number(
            "select count(*) from (select snapshot_date, count_if(contact_group = 'holdout') as h,"
                + " count_if(contact_group <> 'none') as n from churn_predictions"
                + " group by snapshot_date) where n < 50 and cast(snapshot_date as string) not in"
                + " (select split_part(output_slice, ' ', 1) from lineage_edges"
                + " where output_name = 'churn_predictions' and input_name = 'model_performance')"
                + " or h <> floor(n / 10)"));
  }

  @Test
  void nothingIsRealisedForThePendingSnapshot() throws SQLException {
    assertEquals(
        0,
        content.number(
            "select count(*) from model_performance"
                + " where snapshot_date = date '2025-06-01' and value is not null"));
  }

  @Test
  void theLastLineOfTheOutputIsJson() {
    JsonNode json = pipeline.outcome().json();
    assertEquals("pipeline", json.get("command").asText());
    assertEquals("DONE", json.get("status").asText());
    assertTrue(json.get("seconds").asDouble() > 0);
    assertEquals("2025-06-01", json.get("counts").get("watermark").asText());
  }

  @Test
  void theConsoleTellsMonthsComponentsAndPlaces() {
    String out = pipeline.outcome().out();
    for (String expected :
        List.of("2024-05", "2025-05", "component", "runs", "FeatureEngineer", "ModelTrainer")) {
      assertTrue(out.contains(expected), () -> "no " + expected + " in " + out);
    }
    assertTrue(out.contains(pipeline.place().database().toString()), out);
    assertTrue(out.contains("test.log"), out);
  }

  @Test
  void nothingIsPrintedAsAnError() {
    assertEquals("", pipeline.outcome().err());
  }

  @Test
  void onlyTheDatabaseAndItsModelsAreLeft() throws Exception {
    try (var files = Files.list(pipeline.place().database().getParent())) {
      assertEquals(
          List.of("churn.duckdb", "churn.duckdb-models"),
          files.map(Path::getFileName).map(Path::toString).sorted().toList());
    }
  }
}
