package org.churnwise.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.churnwise.config.ScoringSettings;
import org.churnwise.config.ValueSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.churnwise.training.PlantedData;
import org.churnwise.training.TestRules;
import org.churnwise.training.TrainingStage;
import org.churnwise.warehouse.ResultRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class ContactListTest {
  private static final LocalDate SEPTEMBER = LocalDate.of(2024, 9, 1);

  @TempDir static Path folder;
  private static TemporaryWarehouse temporary;
  private static int files;

  @BeforeAll
  static void scoreWithContacts() {
    temporary = TemporaryWarehouse.in(folder);
    temporary.insert(
        Tables.SALES,
        """
        transaction_id | customer_id | transaction_date | total_amount
        T1             | C1          | 2024-08-31       | 9.90
        """);
    PlantedData.learnable(temporary, 150)
        .withFinal("2024-06-01", "2024-07-01", "2024-08-01")
        .withPending("2024-09-01");
    new TrainingStage(
            TestSpark::session, temporary.warehouse(), temporary.ledger(), TestRules.rules())
        .train(SEPTEMBER, false);
    ScoreResult result =
        new ChurnScorer(
                TestSpark::session, temporary.warehouse(), temporary.ledger(), rules("flagged"))
            .score(List.of(SEPTEMBER), false);
    assertTrue(result.contacts() > 40 && result.heldOut() > 10, result.toString());
    assertEquals(count("contact_group = 'contact'"), result.contacts());
    assertEquals(count("contact_group = 'holdout'"), result.heldOut());
  }

  @AfterAll
  static void close() {
    temporary.close();
  }

  private static ScoringRules rules(String reasons) {
    return new ScoringRules(
        FeatureCatalogue.load(),
        new ScoringSettings(reasons, "none", 90),
        new ValueSettings(0.5, 1, 12, 0.05, 0, 0.2, 42));
  }

  private static Path write(int most) {
    Path file = folder.resolve("list" + files++ + ".csv");
    new ContactList(TestSpark::session, temporary.warehouse(), temporary.ledger(), rules("flagged"))
        .write(SEPTEMBER, most, file);
    return file;
  }

  private static List<String[]> parsed(Path file) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setLineSeparator("\r\n");
    return new CsvParser(settings).parseAll(file.toFile());
  }

  @Test
  void itHasEveryContactOnceTheMostValuableFirst() {
    List<String[]> rows = parsed(write(1000));
    List<String> expected =
        query(
                "select customer_id from churn_predictions where contact_group = 'contact'"
                    + " order by expected_value_usd desc, customer_id")
            .stream()
            .map(row -> row.string("customer_id"))
            .toList();
    assertEquals(ContactList.HEADER, List.of(rows.get(0)));
    assertEquals(expected, rows.stream().skip(1).map(row -> row[0]).toList());
  }

  @Test
  void theTopIsTheBeginningOfTheList() throws IOException {
    List<String> all = Files.readAllLines(write(1000));
    assertEquals(all.subList(0, 8), Files.readAllLines(write(7)));
  }

  @Test
  void numbersAreThoseOfTheTable() {
    String[] first = parsed(write(1)).get(1);
    ResultRow row =
        query("select * from churn_predictions where customer_id = '" + first[0] + "'").get(0);
    assertEquals(row.doubleValue("churn_probability"), Double.parseDouble(first[1]), 5e-7);
    assertEquals(row.doubleValue("expected_value_usd"), Double.parseDouble(first[2]), 5e-3);
    assertEquals(row.doubleValue("margin_usd"), Double.parseDouble(first[3]), 5e-3);
  }

  /** Only predictions at or above the threshold were explained when they were made. */
  @Test
  void everybodyOnTheListHasReasons() {
    assertTrue(count("contact_group = 'contact' and reason_1 is null") > 0);
    for (String[] row : parsed(write(1000)).stream().skip(1).toList()) {
      assertTrue(row[4] != null && row[4].contains(": "), String.join(",", row));
    }
  }

  @Test
  void reasonsAreTheStoredOnesAndTellWhichWayTheyMove() {
    List<String> expected = new ArrayList<>();
    for (ResultRow row :
        query(
            "select reason_1, reason_1_value from churn_predictions where contact_group = 'contact'"
                + " and reason_1 is not null order by expected_value_usd desc, customer_id")) {
      boolean against = row.doubleValue("reason_1_value") < 0;
      expected.add(row.string("reason_1") + (against ? " (lowers the risk)" : ""));
    }
    List<String> written = parsed(write(1000)).stream().skip(1).map(row -> row[4]).toList();
    assertTrue(written.containsAll(expected), written.toString());
  }

  @Test
  void aScoringWithoutReasonsHasAListWithoutReasonsAndNeedsNoSpark() {
    Path file = folder.resolve("none.csv");
    try (TemporaryWarehouse other = copyWithoutReasons()) {
      new ContactList(ContactListTest::noSpark, other.warehouse(), other.ledger(), rules("none"))
          .write(SEPTEMBER, 3, file);
    }
    for (String[] row : parsed(file).stream().skip(1).toList()) {
      assertEquals(null, row[4]);
    }
  }

  private static TemporaryWarehouse copyWithoutReasons() {
    TemporaryWarehouse other = TemporaryWarehouse.in(folder.resolve("other"));
    for (var table :
        List.of(Tables.CHURN_PREDICTIONS, Tables.MODEL_VERSIONS, Tables.MODEL_ALIASES)) {
      other
          .warehouse()
          .insert(
              table,
              query("select * from " + table.name()).stream().map(ResultRow::values).toList());
    }
    other
        .warehouse()
        .execute(new Sql("test", "update churn_predictions set reason_1 = null", Map.of()));
    return other;
  }

  private static SparkSession noSpark() {
    throw new AssertionError("Spark was asked for");
  }

  @Test
  void aSnapshotWithoutAListHasAHeaderAlone() throws IOException {
    Path file = folder.resolve("empty.csv");
    long written =
        new ContactList(TestSpark::session, temporary.warehouse(), temporary.ledger(), rules("all"))
            .write(SEPTEMBER.minusMonths(1), 10, file);
    assertEquals(0, written);
    assertEquals(String.join(",", ContactList.HEADER) + "\r\n", Files.readString(file));
  }

  @Test
  void nothingIsLeftBesideTheFile() throws IOException {
    Path file = write(5);
    try (Stream<Path> left = Files.list(folder)) {
      assertFalse(left.anyMatch(path -> path.toString().endsWith(".unfinished")), file.toString());
    }
  }

  @Test
  void aFileThatCameMeanwhileIsKept() throws IOException {
    Path file = folder.resolve("meanwhile.csv");
    Files.writeString(file, "somebody else's");
    ContactList list =
        new ContactList(
            TestSpark::session, temporary.warehouse(), temporary.ledger(), rules("flagged"));
    ChurnException refused =
        assertThrows(ChurnException.class, () -> list.write(SEPTEMBER, 5, file));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertEquals("somebody else's", Files.readString(file));
    assertEquals(List.of("meanwhile.csv"), startingWith("meanwhile"));
  }

  @Test
  void cellsAreQuotedWhereTheyMustBe() throws IOException {
    Path file = folder.resolve("quoted.csv");
    try (NewCsvFile csv = new NewCsvFile(file, List.of("a", "b"))) {
      csv.row(List.of("it's, \"so\"", "two\nlines"));
      csv.finish();
    }
    assertEquals("a,b\r\n\"it's, \"\"so\"\"\",\"two\nlines\"\r\n", Files.readString(file));
  }

  @Test
  void whatASpreadsheetWouldComputeIsMarkedAsText() throws IOException {
    Path file = folder.resolve("formulas.csv");
    try (NewCsvFile csv = new NewCsvFile(file, List.of("a", "b"))) {
      csv.row(List.of("=cmd|' /C calc'!A0", "@SUM(1,1)"));
      csv.row(List.of("+1+1", "-A7"));
      csv.row(List.of("-12.50", "+47"));
      csv.finish();
    }
    assertEquals(
        "a,b\r\n'=cmd|' /C calc'!A0,\"'@SUM(1,1)\"\r\n'+1+1,'-A7\r\n-12.50,+47\r\n",
        Files.readString(file));
  }

  @Test
  void aFileThatIsNotFinishedNeverAppears() throws IOException {
    Path file = folder.resolve("broken.csv");
    try (NewCsvFile csv = new NewCsvFile(file, List.of("a"))) {
      csv.row(List.of("1"));
    }
    assertEquals(List.of(), startingWith("broken"));
  }

  private static List<String> startingWith(String name) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString())
          .filter(path -> path.startsWith(name))
          .toList();
    }
  }

  private static long count(String condition) {
    return query("select customer_id from churn_predictions where " + condition).size();
  }

  private static List<ResultRow> query(String text) {
    return temporary.warehouse().query(new Sql("test", text, Map.of()));
  }
}
