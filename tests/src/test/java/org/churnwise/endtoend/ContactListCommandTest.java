package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.churnwise.scoring.ScoreJob;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code score --top N --csv FILE}, after a pipeline that has scored everything. */
@Slow
@ExtendWith(FinishedPipeline.Provider.class)
class ContactListCommandTest {
  private static final int USAGE = 2;
  private static final int MODEL_REFUSED = 5;

  @TempDir private Path temporary;
  private final FinishedPipeline pipeline;
  private Workplace place;
  private Path file;

  ContactListCommandTest(FinishedPipeline pipeline) {
    this.pipeline = pipeline;
  }

  @BeforeEach
  void copyTheDatabase() throws Exception {
    place = pipeline.place().copyTo(temporary.resolve("copy"));
    file = temporary.resolve("contacts.csv");
  }

  private Outcome score(String top) {
    return place.run(new ScoreJob(), "--top", top, "--csv", file.toString());
  }

  private List<String> contacts(String limit) throws Exception {
    return new WarehouseContent(place.database())
        .query(
            "select customer_id from churn_predictions where snapshot_date = date '2025-06-01' and"
                + " contact_group = 'contact' order by expected_value_usd desc, customer_id"
                + limit);
  }

  private List<String> listed() throws Exception {
    return Files.readAllLines(file).stream().skip(1).map(line -> line.split(",")[0]).toList();
  }

  @Test
  void theListIsWrittenThoughTheScoresAreUpToDate() throws Exception {
    Outcome outcome = score("20").requireDone();
    assertEquals(0, outcome.json().get("counts").get("snapshots_written").asInt());
    assertEquals(20, outcome.json().get("counts").get("listed").asInt());
    assertEquals(contacts(" limit 20"), listed());
  }

  @Test
  void aLongerListThanThereIsHasEveryContact() throws Exception {
    score("100000").requireDone();
    assertEquals(contacts(""), listed());
  }

  @Test
  void aListOfASnapshotWhoseLabelsAreKnownComesTooLate() {
    String late = "the outcome window closed on 2025-05-31: too late to contact";
    assertFalse(score("5").requireDone().out().contains("too late"));
    file = temporary.resolve("late.csv");
    Outcome outcome =
        place.run(
            new ScoreJob(),
            "--snapshot-date",
            "2025-05-01",
            "--top",
            "5",
            "--csv",
            file.toString());
    assertTrue(outcome.requireDone().out().contains(late), outcome.out());
  }

  @Test
  void anotherBudgetIsAnotherListIfForced() throws Exception {
    place
        .run(
            new ScoreJob(),
            "--force",
            "--top",
            "100",
            "--csv",
            file.toString(),
            "--set",
            "value.budget=300",
            "--set",
            "value.contact-cost=20")
        .requireDone();
    assertEquals(15, listed().size());
    assertEquals(contacts(""), listed());
  }

  @Test
  void aStoppedChampionHasNoListAndNobodyToContact() throws Exception {
    stopTheChampion();
    score("5").requireRefusal(MODEL_REFUSED, "is stopped", "on 2025-05-01", "scoring.fallback");
    assertFalse(Files.exists(file));
    Outcome scored = place.run(new ScoreJob(), "--force").requireDone();
    assertEquals(0, scored.json().get("counts").get("contacts").asInt());
    assertTrue(scored.json().get("counts").get("stopped").asText().contains("AUC 0.400"));
    assertEquals(List.of(), contacts(""));
  }

  @Test
  void theRecencyRuleMakesTheListOfAStoppedChampion() throws Exception {
    stopTheChampion();
    Outcome outcome =
        place
            .run(
                new ScoreJob(),
                "--top=5",
                "--csv=" + file,
                "--set=scoring.fallback=recency",
                "--set=value.contact-cost=1")
            .requireDone();
    assertEquals("recency", outcome.json().get("counts").get("listed_by").asText());
    assertEquals(5, outcome.json().get("counts").get("listed").asInt());
    assertTrue(outcome.out().contains("5 customers to contact by the recency rule"), outcome.out());
    for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
      assertTrue(line.contains("recency rule, model "), line);
    }
  }

  /** As if the champion had scored May, and its labels had said that it ranks too badly. */
  private void stopTheChampion() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + place.database());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into model_performance select * replace ((select model_version from model_aliases"
              + " where alias = 'champion') as model_version, date '2025-05-01' as snapshot_date,"
              + " 'BREACH' as worth, 0.4 as value, 0.8 as recency_value, -0.5 as recency_gain_low,"
              + " -0.3 as recency_gain_high) from model_performance"
              + " where metric = 'auc' and segment = 'all' limit 1");
      statement.execute(
          "update model_versions set trained_on_watermark = date '2025-05-01'"
              + " where trained_on_watermark > date '2025-05-01'");
      statement.execute(
          "delete from model_performance where snapshot_date > date '2025-05-01' or"
              + " snapshot_date = date '2025-05-01' and metric = 'auc' and worth = 'OK'");
    }
  }

  @Test
  void aFileThatExistsIsRefusedAndKept() throws Exception {
    Files.writeString(file, "mine");
    score("5").requireRefusal(USAGE, file.toString(), "exists");
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void aNumberThatIsNoneIsRefused() {
    score("0").requireRefusal(USAGE, "--top 0");
    score("many").requireRefusal(USAGE, "--top", "many");
    assertFalse(Files.exists(file));
  }
}
