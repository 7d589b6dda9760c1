package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.churnwise.features.FeaturesJob;
import org.churnwise.ingest.IngestJob;
import org.churnwise.labels.LabelJob;
import org.churnwise.leakage.LeakCheckJob;
import org.churnwise.replay.ReplayJob;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A history with a replaced month and an undone load: four months are loaded, the second comes
 * anew, the fourth is taken back, and a file that overlaps two months comes and goes.
 */
@Slow
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class CorrectedHistoryTest {
  private static final int DATA_REFUSED = 3;

  /** The newest snapshot that is FINAL with the fourth month and without it. */
  private static final String REACHED = "2024-07-01";

  /** FINAL again when the fourth month is loaded again. */
  private static final String AGAIN = "2024-08-01";

  @TempDir private static Path folder;

  private Workplace place;
  private WarehouseContent content;
  private String replaced;
  private String undone;

  @BeforeAll
  void loadFourMonths() throws Exception {
    place = FirstModel.copy(folder.resolve("history"));
    place.pipeline("--mode", "continuous", "--max-iterations", "1").requireDone();
    content = new WarehouseContent(place.database());
    List<String> months =
        content.query(
            "select file_name from files_ingested where file_type = 'sales' order by load_number");
    assertEquals(4, months.size());
    replaced = months.get(1);
    undone = months.get(3);
  }

  @Test
  @Order(1)
  void aRestatedMonthIsRefusedUntilItIsReplaced() throws Exception {
    Path file = place.source().resolve(replaced);
    List<String> lines = Files.readAllLines(file);
    String last = lines.get(lines.size() - 1);
    String amounts =
        lines.subList(0, lines.size() - 1).stream()
                .map(line -> line.substring(0, line.lastIndexOf(',')) + ",7.50")
                .collect(Collectors.joining("\n"))
            + "\nT-new"
            + last.substring(last.indexOf(','))
            + "\n";
    Files.writeString(file, amounts);
    place
        .run(new IngestJob())
        .requireRefusal(DATA_REFUSED, replaced, "ingest --replace " + replaced, "--undo");
    Outcome outcome = place.run(new IngestJob(), "--replace", replaced).requireDone();
    assertEquals(1, outcome.json().get("counts").get("rows_removed").asInt(), outcome.out());
    assertEquals(1, outcome.json().get("counts").get("rows_added").asInt(), outcome.out());
    assertEquals(
        lines.size() - 1,
        content.number(
            "select count(*) from sales where total_amount = 7.5 and load_number = (select max(load_number) from files_ingested)"));
  }

  @Test
  @Order(2)
  void featuresAndLabelsOfTheReplacedMonthAreRenewed() throws Exception {
    List<String> stale = slicesOf(REACHED);
    place.run(new FeaturesJob()).requireDone();
    place.run(new LabelJob()).requireDone();
    List<String> renewed = slicesOf(REACHED);
    assertEquals(2, renewed.size());
    assertTrue(Collections.disjoint(stale, renewed), renewed::toString);
  }

  /** Stage and newest key of the slices of features and labels of a snapshot. */
  private List<String> slicesOf(String snapshot) throws Exception {
    return content.query(
        "select stage, stage_key from stage_runs where stage in ('features', 'label')"
            + " and slice = '"
            + snapshot
            + "' and status = 'DONE' qualify row_number() over (partition by stage order by ended_at"
            + " desc, run_id desc) = 1 order by stage");
  }

  @Test
  @Order(3)
  void anUndoneMonthTakesItsSnapshotWithIt() throws Exception {
    Outcome outcome = place.run(new IngestJob(), "--undo", undone).requireDone();
    assertTrue(outcome.out().contains("taken back"), outcome.out());
    assertEquals(
        0,
        content.number(
            "select count(*) from customer_features where snapshot_date > (select max(transaction_date) + 1 from sales)"));
    place.run(new LabelJob()).requireDone();
    place.run(new LeakCheckJob(), "--snapshot-date", REACHED).requireDone();
  }

  @Test
  @Order(4)
  void anOverlappingFileComesAndGoes() throws Exception {
    Workplace exports = new Workplace(folder.resolve("exports"), place.database());
    Files.createDirectories(exports.source());
    Path month = place.source().resolve(replaced);
    Files.copy(month, exports.source().resolve(replaced));
    Path overlap = exports.source().resolve("new_" + replaced);
    Files.write(overlap, Files.readAllLines(month).subList(0, 50));
    exports.run(new IngestJob()).requireDone();
    exports.run(new IngestJob(), "--undo", replaced).requireDone();
    assertEquals(
        List.of("50 | 0"),
        content.query(
            "select rows_loaded, rows_duplicate from files_ingested where file_name = 'new_"
                + replaced
                + "'"));
    exports.run(new IngestJob()).requireDone();
    exports.run(new IngestJob(), "--undo", overlap.toString()).requireDone();
    Files.delete(overlap);
  }

  @Test
  @Order(5)
  void theMonthLoopGoesOnAndEveryRunIsReplayedFromWhatIsKept() {
    place.pipeline("--mode", "continuous", "--max-iterations", "1").requireDone();
    place.run(new LeakCheckJob(), "--snapshot-date", AGAIN).requireDone();
    Outcome outcome = place.run(new ReplayJob(), "--all");
    outcome.requireDone();
    assertEquals("EQUAL", outcome.json().get("counts").get("verdict").asText());
  }

  /**
   * Every run that computed features knew other loads: before, between and after corrections. One
   * whose months were replaced and taken back since is computed again, all of them under -Dfull;
   * that one is which knew what stands now, {@link
   * CorrectedInputsTest#whatARunKnewIsComputedAgainWithoutTouchingTheTables} shows.
   */
  @Test
  @Order(6)
  void whatEachRunKnewIsComputedAgain() throws Exception {
    List<String> runs =
        content.query(
            "select distinct run_id from stage_runs where stage = 'features' and rows_out > 0 order by 1");
    assertEquals(4, runs.size());
    boolean full = System.getProperty("full") != null;
    for (String run : full ? runs : List.of(runs.get(1))) {
      Outcome known =
          place
              .run(new FeaturesJob(), "--known-at", run, "--out", folder.resolve(run).toString())
              .requireDone();
      known
          .json()
          .get("counts")
          .get("slices")
          .forEach(slice -> assertTrue(slice.get("as_written").asBoolean(), known::toString));
    }
  }
}
