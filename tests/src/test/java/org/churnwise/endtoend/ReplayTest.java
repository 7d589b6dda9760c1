package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.features.FeaturesJob;
import org.churnwise.ingest.IngestJob;
import org.churnwise.ingest.InitJob;
import org.churnwise.labels.LabelJob;
import org.churnwise.models.ModelsCommand;
import org.churnwise.monitoring.MonitorJob;
import org.churnwise.replay.ReplayJob;
import org.churnwise.scoring.ScoreJob;
import org.churnwise.table.Column;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.training.TrainJob;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs are built again from their files and compared. The history that most tests copy: a first
 * model, a month, a second model that a person promotes, scores and features done anew.
 */
@Slow
@ExtendWith(FinishedPipeline.Provider.class)
@TestInstance(Lifecycle.PER_CLASS)
class ReplayTest {
  private static final int DATA_REFUSED = 3;
  private static final int RUNS = 6;

  /** Of a snapshot between two months, and a late file. */
  private static final int LATER_RUNS = 6;

  /** Of more months an ingestion, and each replay of it, would load all. */
  private static final String LOADED = "2024_0[5-8]";

  /** With the regression, which is fitted in this training only. */
  private static final String[] SECOND_MODEL = {
    "--force", "--set", "retrain.margin=0.9", "--set", "training.rounds=10"
  };

  /** The first prediction of the first run: nobody writes it again. */
  private static final String FIRST_SCORE =
      "snapshot_date = date '2024-08-01' and model_version = 'v1' and customer_id = (select"
          + " min(customer_id) from churn_predictions where snapshot_date = date '2024-08-01')";

  private static final Set<String> ADDED_SINCE_VERSION_22 =
      Set.of("count_purchase_days", "silence_in_gaps");

  @TempDir private static Path folder;

  private Workplace history;
  private Workplace twoMonths;
  private List<String> runs;
  private int number;
  private Workplace place;
  private WarehouseContent content;

  @BeforeAll
  void runHistory() throws Exception {
    Workplace first = FirstModel.place().copyTo(folder.resolve("history"));
    history =
        new Workplace(first.source(), first.database())
            .withSomeMonths(LOADED, folder.resolve("files"))
            .retrainingOnBreach();
    history.pipeline("--mode", "continuous", "--max-iterations", "1").requireDone();
    history.run(new TrainJob(), SECOND_MODEL).requireDone();
    history
        .run(new ModelsCommand(), "promote", "v2", "--reason", "to see it replayed")
        .requireDone();
    history.run(new ScoreJob(), "--force", "--set", "scoring.reasons=all").requireDone();
    history.run(new FeaturesJob(), "--snapshot-date", "2024-07-01", "--force").requireDone();
    runs =
        new WarehouseContent(history.database())
            .query("select run_id from pipeline_runs order by started_at");
    assertEquals(RUNS, runs.size());
    runTwoMonths();
  }

  /** Five runs without a model: init, then a month is loaded and has its features, twice. */
  private void runTwoMonths() throws Exception {
    Path files = Files.createDirectory(folder.resolve("two months"));
    twoMonths = new Workplace(files, folder.resolve("history of two months/churn.duckdb"));
    Files.copy(history.source().resolve("customers.csv"), files.resolve("customers.csv"));
    twoMonths.run(new InitJob()).requireDone();
    for (String month : List.of("05", "06")) {
      for (String feed : List.of("sales", "feedback_raw")) {
        String file = "%s_2024_%s.csv".formatted(feed, month);
        Files.copy(history.source().resolve(file), files.resolve(file));
      }
      twoMonths.run(new IngestJob()).requireDone();
      twoMonths.run(new FeaturesJob()).requireDone();
    }
  }

  @BeforeEach
  void copyTheHistory() throws Exception {
    place = history.copyTo(folder.resolve("copy " + number++));
    content = new WarehouseContent(place.database());
  }

  @Test
  @Tag("full")
  void everyRunOfThirteenMonthsIsEqual(FinishedPipeline pipeline) throws Exception {
    Workplace copy = pipeline.place().copyTo(folder.resolve("thirteen months"));
    Outcome outcome = copy.run(new ReplayJob(), "--all").requireDone();
    long slices =
        pipeline.content().number("select count(*) from stage_runs where status = 'DONE'");
    assertEquals("EQUAL", outcome.json().get("counts").get("verdict").asText());
    assertEquals(slices, outcome.json().get("counts").get("equal").asLong());
    assertEquals(29, outcome.json().get("counts").get("tables").asInt());
  }

  /** Of a history that trains nothing. */
  @Test
  void withoutAnArgumentTheNewestRunIsReplayed() throws Exception {
    String newest = runsOf(twoMonths).get(4);
    Outcome outcome = twoMonths.run(new ReplayJob()).requireDone();
    assertTrue(outcome.out().contains("run " + newest + "  features"), outcome.out());
    assertEquals(1, outcome.json().get("counts").get("runs").asInt());
    assertEquals(1, outcome.json().get("counts").get("equal").asInt());
  }

  private static List<String> runsOf(Workplace some) throws Exception {
    return new WarehouseContent(some.database())
        .query("select run_id from pipeline_runs order by started_at");
  }

  @Test
  void aRunThatNobodyMadeIsRefused() {
    place
        .run(new ReplayJob(), "--run", "yesterday's")
        .requireRefusal(2, "yesterday's", runs.get(RUNS - 1));
  }

  @Test
  void aChangedFileIsNamedAndTheRunsBeforeItAreStillEqual() throws Exception {
    List<String> five = runsOf(twoMonths);
    String fourth = five.get(3);
    Path file = twoMonths.source().resolve("sales_2024_06.csv"); // loaded by the fourth run
    byte[] loaded = Files.readAllBytes(file);
    try {
      Files.writeString(file, "\n", StandardOpenOption.APPEND);
      twoMonths
          .run(new ReplayJob(), "--run", fourth)
          .requireRefusal(DATA_REFUSED, "DIFFERENT", fourth, file.getFileName() + " has changed");
      Files.delete(file);
      Outcome all = twoMonths.run(new ReplayJob(), "--all");
      all.requireRefusal(DATA_REFUSED, "2 of 5 runs", fourth, file.getFileName() + " not found");
      for (String before : five.subList(0, 3)) {
        assertTrue(all.out().lines().anyMatch(line -> isEqual(line, before)), all.out());
      }
    } finally {
      Files.write(file, loaded);
    }
  }

  private static boolean isEqual(String line, String run) {
    return line.contains("run " + run) && line.endsWith(" EQUAL");
  }

  /**
   * One replay for all that can be wrong with what a run wrote, each in a slice of its own. Cells
   * of a card are compared as CellRulesTest shows.
   */
  @Test
  void whatIsWrongWithASliceIsToldByItsFirstKeyAndColumn() throws Exception {
    change(
        "update churn_predictions set churn_probability = 0.123 where " + FIRST_SCORE,
        "delete from customer_labels where snapshot_date = date '2024-06-01' and customer_id ="
            + " (select max(customer_id) from customer_labels where snapshot_date = date"
            + " '2024-06-01')",
        "update slice_contents set content_hash = '1' where stage = 'features' and run_id = '"
            + runs.get(0)
            + "' and slice in ('2024-07-01', '2024-08-01')");
    Files.write(booster("v1"), new byte[] {1}, StandardOpenOption.APPEND);
    Outcome outcome = replay(0);
    String customer = only("churn_predictions where churn_probability = 0.123");
    outcome.requireRefusal(DATA_REFUSED, "DIFFERENT", runs.get(0));
    assertTold(
        outcome,
        "score 2024-08-01 v1: DIFFERENT: churn_predictions, snapshot_date 2024-08-01, customer_id "
            + customer
            + ", model_version v1: churn_probability is 0.123, replayed 0.",
        "(changed in the table since the run wrote it)",
        "train 2024-08-01: DIFFERENT: the files of model v1",
        "are not those that were stored (sha256 ",
        "label 2024-06-01: DIFFERENT: customer_labels, snapshot_date 2024-06-01, customer_id ",
        ": only the replay has this row",
        "features 2024-08-01: DIFFERENT: customer_features, snapshot_date 2024-08-01: the rows"
            + " equal the replayed ones, but not the recorded content hash",
        "features 2024-07-01: DIFFERENT: customer_features, snapshot_date 2024-07-01: content hash"
            + " 1 of",
        "run "
            + runs.get(RUNS - 1)
            + " has rewritten them since, so the first difference is unknown");
  }

  private Path booster(String model) throws Exception {
    String files =
        content
            .query("select artifact_path from model_versions where model_version = '" + model + "'")
            .get(0);
    String models = place.database().getFileName() + "-models/main";
    return place.database().resolveSibling(models).resolve(files).resolve("booster.ubj");
  }

  private String only(String rows) throws Exception {
    return content.query("select customer_id from " + rows).get(0);
  }

  private static void assertTold(Outcome outcome, String... texts) {
    for (String text : texts) {
      assertTrue(outcome.out().contains(text), () -> "no '" + text + "' in " + outcome.out());
    }
  }

  /** As another machine might have written it: rows and hash agree, the last bits differ. */
  @Test
  void lastBitsThatDifferAreEqualWithinAndTheReasonIsTold() throws Exception {
    place = twoMonths.copyTo(folder.resolve("copy " + number++));
    String featuresOfJune = runsOf(place).get(2);
    change(
        "update customer_features set avg_order_amount = avg_order_amount * (1 + 1e-12)"
            + " where snapshot_date = date '2024-06-01'",
        "update run_settings set value = '7' where setting = 'warehouse.threads'",
        "update pipeline_runs set code_version = 'older'",
        """
        update slice_contents set content_hash = (
          select cast(sum(cast('0x' || substr(md5(%s), 17, 16) as ubigint)) as varchar)
          from customer_features where snapshot_date = date '2024-06-01'),
          hash_version = 22
        where stage = 'features' and slice = '2024-06-01'
        """
            .formatted(textOfVersion22(Tables.CUSTOMER_FEATURES)));
    Outcome outcome = place.run(new ReplayJob(), "--run", featuresOfJune).requireDone();
    assertEquals("EQUAL_WITHIN", outcome.json().get("counts").get("verdict").asText());
    assertEquals(1, outcome.json().get("counts").get("equal_within").asInt());
    assertTold(
        outcome,
        "code version differs: older then, ",
        "features 2024-06-01: EQUAL_WITHIN: customer_features, snapshot_date 2024-06-01,"
            + " customer_id ",
        ": avg_order_amount is ",
        "(code version differs; warehouse.threads 7 then, 1 now)");
  }

  /** A row as the last tables hashed it that took rows as texts, without columns added since. */
  private static String textOfVersion22(Table table) {
    return table.columns().stream()
        .filter(column -> !ADDED_SINCE_VERSION_22.contains(column.name()))
        .map(ReplayTest::cellText)
        .collect(Collectors.joining(" || '|' || "));
  }

  private static String cellText(Column column) {
    String name = column.name();
    String text =
        column.isText()
            ? "length(%s) || ':' || %s".formatted(name, name)
            : "cast(%s as varchar)".formatted(name);
    return column.nullable() ? "coalesce(" + text + ", '~')" : text;
  }

  /**
   * No slice tells of rows that no run wrote; those of a backtest are not held against the runs,
   * but their table is not called equal. That every run is equal holds for a snapshot that was
   * monitored before it was scored too: metrics without a model make room for those of the model.
   */
  @Test
  void everyRunIsEqualNothingChangesAndRowsThatNoRunWroteAreToldOfTheirTable() throws Exception {
    monitorBeforeAndAfterScoring("2024-07-15");
    Path late = history.source().resolve("new_sales_2024_07.csv");
    Files.writeString(late, "T-late,C000001,2024-07-20,false,1,PayPal,10.00\n");
    try {
      place.run(new IngestJob()).requireDone();
      change(
          "insert into model_performance select * replace ('backtest' as model_version)"
              + " from model_performance limit 1",
          "insert into sales select * replace ('T-nobody' as transaction_id, null as load_number)"
              + " from sales where transaction_id = 'T-late'",
          "insert into churn_predictions select * replace ('v9' as model_version)"
              + " from churn_predictions where "
              + FIRST_SCORE,
          "update model_aliases set model_version = 'v1' where alias = 'champion'",
          "update training_datasets set rows_fitted = 1 where model_version = 'v1'");
      List<String> all = runsOf(place);
      Map<String, List<String>> before = content.data();
      Outcome outcome = place.run(new ReplayJob(), "--all");
      outcome.requireRefusal(
          DATA_REFUSED,
          "DIFFERENT: every run is equal, but a table was changed since: sales,"
              + " transaction_id T-nobody: only the table has this row");
      assertTold(
          outcome,
          "replay of %d runs of ".formatted(RUNS + LATER_RUNS),
          "table churn_predictions: DIFFERENT: churn_predictions, snapshot_date 2024-08-01,"
              + " customer_id ",
          ", model_version v9: only the table has this row (all runs together)",
          "table model_aliases: DIFFERENT: model_aliases, alias champion, model_version v1",
          "table training_datasets: DIFFERENT: ");
      assertEquals(RUNS + LATER_RUNS, all.size());
      for (String run : all) {
        assertTrue(outcome.out().lines().anyMatch(line -> isEqual(line, run)), outcome.out());
      }
      assertEquals(
          List.of(
              "table model_performance: NOT_COMPARED: has rows of backtest --record, which writes"
                  + " no slice"),
          outcome
              .out()
              .lines()
              .map(String::strip)
              .filter(line -> line.contains(": NOT_"))
              .toList());
      RepeatedRunTest.assertEqualTables(before, content.data());
      assertEquals(all, runsOf(place));
      try (Stream<Path> files = Files.list(place.database().getParent())) {
        assertEquals(2, files.count(), "the database and its models, and nothing else");
      }
    } finally {
      Files.delete(late);
    }
  }

  private void monitorBeforeAndAfterScoring(String day) {
    place.run(new FeaturesJob(), "--snapshot-date", day).requireDone();
    place.run(new LabelJob()).requireDone();
    place.run(new MonitorJob()).requireDone();
    place.run(new ScoreJob(), "--snapshot-date", day).requireDone();
    place.run(new MonitorJob()).requireDone();
  }

  @Test
  void aRunWithoutSettingsCannotBeReplayed() throws Exception {
    change("delete from run_settings where run_id = '" + runs.get(0) + "'");
    replay(1).requireRefusal(DATA_REFUSED, runs.get(0), "no recorded settings");
  }

  private Outcome replay(int run) {
    return place.run(new ReplayJob(), "--run", runs.get(run));
  }

  private void change(String... statements) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + place.database());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        assertTrue(statement.executeUpdate(sql) > 0, sql);
      }
    }
  }
}
