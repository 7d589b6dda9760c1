package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.churnwise.features.FeaturesJob;
import org.churnwise.ingest.IngestJob;
import org.churnwise.inspection.StatusJob;
import org.churnwise.labels.LabelJob;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file that comes late changes what was computed: the slices that it reaches are told, renewed by
 * the stages, and what was known before can still be computed.
 */
@Slow
class CorrectedInputsTest {
  private static final String[] SERIES = {"--from", "2024-02-01", "--to", "2024-04-01"};

  @TempDir private static Path loaded;
  private static Workplace fourMonths;

  @TempDir private Path folder;
  private Workplace place;

  /** Ann buys on the 5th of each month, Ben once; the watermark is 2024-04-06. */
  @BeforeAll
  static void loadFourMonths() throws IOException {
    Path source = Files.createDirectories(loaded.resolve("files"));
    fourMonths = new Workplace(source, loaded.resolve("database/churn.duckdb"));
    for (int month = 1; month <= 4; month++) {
      LocalDate day = LocalDate.of(2024, month, 5);
      String ben = month == 1 ? sale("b", "Ben", day) : "";
      Files.writeString(
          source.resolve("sales_2024_%02d.csv".formatted(month)),
          sale("a" + month, "Ann", day) + ben);
    }
    fourMonths.run(new IngestJob()).requireDone();
  }

  @BeforeEach
  void copyFourMonths() throws IOException {
    place = fourMonths.copyTo(folder.resolve("database")).withCopiedSource(folder.resolve("files"));
  }

  private static String sale(String id, String customer, LocalDate day) {
    return "%s,%s,%s,,,,10%n".formatted(id, customer, day);
  }

  private void comesLate(String rows) throws IOException {
    Files.writeString(place.source().resolve("new_sales_2024_02.csv"), rows);
    place.run(new IngestJob()).requireDone();
  }

  private String labels() throws SQLException {
    return String.join(
        ", ",
        new WarehouseContent(place.database())
            .query(
                "select month(snapshot_date), customer_id, churned from customer_labels order by 1,"
                    + " 2"));
  }

  private int stale() {
    return place
        .run(new StatusJob())
        .requireDone()
        .json()
        .get("counts")
        .get("stale_slices")
        .asInt();
  }

  @Test
  void theSlicesThatALateFileReachesAreToldAndRenewedWithoutNamingThem() throws Exception {
    place.run(new FeaturesJob(), SERIES).requireDone();
    place.run(new LabelJob(), SERIES).requireDone();
    assertEquals(0, stale());
    String before = labels();
    assertTrue(before.contains("2 | Ben | 1"), before);

    comesLate(sale("late", "Ben", LocalDate.of(2024, 2, 10)));
    Outcome status = place.run(new StatusJob()).requireDone();
    assertTrue(status.out().contains("features of 2024-03-01, 2024-04-01: "), status.out());
    assertTrue(status.out().contains("labels of 2024-02-01, 2024-03-01, 2024-04-01: "));

    place.run(new LabelJob()).requireDone();
    place.run(new FeaturesJob()).requireDone();
    assertEquals(before.replace("2 | Ben | 1", "2 | Ben | 0"), labels());
    assertEquals(
        List.of("1", "2", "2"),
        new WarehouseContent(place.database())
            .query(
                "select count_orders_total from customer_features where customer_id = 'Ben'"
                    + " and snapshot_date <= date '2024-04-01' order by snapshot_date"));
    assertEquals(0, stale());
  }

  @Test
  void whatARunKnewIsComputedAgainWithoutTouchingTheTables() throws Exception {
    place.run(new FeaturesJob(), "--from", "2024-02-01", "--to", "2024-03-01").requireDone();
    // Each label was known at a time of its own, to which the tables are taken back. The late sale
    // is after the window of the first one.
    place
        .run(new LabelJob(), "--snapshot-date", "2024-01-10", "--snapshot-date", "2024-02-01")
        .requireDone();
    WarehouseContent content = new WarehouseContent(place.database());
    String features = newestRun("features");
    String label = newestRun("label");
    comesLate(sale("late", "Ben", LocalDate.of(2024, 2, 10)));
    place.run(new LabelJob()).requireDone();
    place.run(new FeaturesJob()).requireDone();
    String renewed = newestRun("features");
    List<String> standing = content.query("select * from customer_features order by 1, 2");

    assertKnown(new FeaturesJob(), features, "then", 2);
    assertKnown(new LabelJob(), label, "then labels", 2);
    assertKnown(new FeaturesJob(), renewed, "now", 2);
    assertEquals(standing, content.query("select * from customer_features order by 1, 2"));
    assertTrue(labels().contains("2 | Ben | 0"), labels());

    Outcome restated = place.run(new StatusJob(), "--restated").requireDone();
    assertTrue(
        restated.out().replaceAll(" +", " ").contains("label 2024-02-01 customers 1 of 2 changed"),
        restated.out());
    assertFalse(restated.out().contains("features 2024-02-01"), restated.out());
    assertFalse(restated.out().contains("label 2024-01-10"), restated.out());
  }

  private String newestRun(String command) throws SQLException {
    return new WarehouseContent(place.database())
        .query(
            "select run_id from pipeline_runs where command = '%s' order by started_at desc limit 1"
                .formatted(command))
        .get(0);
  }

  private void assertKnown(Object command, String run, String out, int least) {
    Path files = folder.resolve(out);
    JsonNode counts =
        place
            .run(command, "--known-at", run, "--out", files.toString())
            .requireDone()
            .json()
            .get("counts");
    assertTrue(counts.get("slices").size() >= least, counts::toString);
    counts
        .get("slices")
        .forEach(slice -> assertTrue(slice.get("as_written").asBoolean(), counts::toString));
    assertTrue(Files.exists(files.resolve("_SUCCESS")));
  }

  @Test
  void labelsThatBecomeKnownAreNotRestated() throws SQLException {
    place.run(new LabelJob(), "--snapshot-date", "2024-03-20").requireDone();
    place.run(new IngestJob(), "--loaded-to", "2024-05-01").requireDone();
    place.run(new LabelJob()).requireDone();
    assertTrue(labels().endsWith("3 | Ben | 1"), labels());
    assertTrue(
        place.run(new StatusJob(), "--restated").requireDone().out().contains("restated  none"));
  }

  @Test
  void aTimeBeforeTheFirstLoadAndAFolderThatExistsAreRefused() {
    String out = folder.resolve("out").toString();
    String[] day = {"--snapshot-date", "2024-03-01"};
    place
        .run(new FeaturesJob(), "--known-at", "2001-01-01", "--out", out, day[0], day[1])
        .requireRefusal(3, "nothing was loaded yet at 2001-01-01T00:00:00Z");
    place
        .run(
            new FeaturesJob(),
            "--known-at",
            "2001-01-01",
            "--out",
            folder.toString(),
            day[0],
            day[1])
        .requireRefusal(2, "the folder exists");
    place
        .run(new FeaturesJob(), "--known-at", "yesterday", "--out", out)
        .requireRefusal(2, "--known-at yesterday is neither a run nor a time");
    place.run(new LabelJob(), "--known-at", "2024-05-01").requireRefusal(2, "needs --out FOLDER");
  }
}
