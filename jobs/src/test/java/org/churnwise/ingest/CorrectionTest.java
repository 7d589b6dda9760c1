package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.run.SliceId;
import org.churnwise.run.Stage;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loaded files are replaced and undone. */
@Slow
class CorrectionTest {
  private static final String MAY = "sales_2025_5.csv";
  private static final String JUNE = "sales_2025_6.csv";
  private static final List<Table> LOADED =
      List.of(
          Tables.CUSTOMERS,
          Tables.SALES,
          Tables.FEEDBACK_RAW,
          Tables.FEEDBACK_SENTIMENT,
          Tables.QUARANTINE);

  @TempDir Path folder;
  private CorrectionFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new CorrectionFixture(folder);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** Later stages name the same bytes, loaded again, as another input. */
  @Test
  void aFileThatIsLoadedAgainIsAnotherInput() throws IOException {
    String[] deliveries = {"T1,C1,2025-05-01,,,,1\n", "T2,C1,2025-05-02,,,,2\n"};
    fixture.write(MAY, deliveries[0]);
    fixture.load();
    for (String again : List.of(deliveries[1], deliveries[0])) {
      fixture.write(MAY, again);
      fixture.replace(MAY);
    }
    String[] hashes = {DigestUtils.sha256Hex(deliveries[0]), DigestUtils.sha256Hex(deliveries[1])};
    assertRows(
        """
        input_name | input_hash | output_name | output_slice     | output_hash
        file       | %1$s       | sales       | sales_2025_5.csv | %1$s
        file       | %1$s       | sales       | sales_2025_5.csv | %1$s load 3
        file       | %2$s       | sales       | sales_2025_5.csv | %2$s load 2
        """
            .formatted(hashes[0], hashes[1]),
        Tables.LINEAGE_EDGES,
        "input_name",
        "input_hash",
        "output_name",
        "output_slice",
        "output_hash");
  }

  @Test
  void aNewerDeliveryTakesThePlaceOfTheOldRows() throws IOException {
    fixture.write(MAY, "T1,C1,2025-05-01,,,,1\nT2,C1,2025-05-02,,,,2\nT3,C1,2025-05-03,,,,3\n");
    fixture.load();
    fixture.write(MAY, "T2,C1,2025-05-02,,,,20\nT3,C1,2025-05-03,,,,3\nT4,C2,2025-05-04,,,,4\n");
    CorrectionResult result = fixture.replace(MAY);
    assertEquals(
        List.of(
            new FileCorrection(
                CorrectionPlan.Kind.REPLACE,
                "sales",
                MAY,
                Optional.of(1L),
                Optional.of(2L),
                1,
                1,
                1,
                1,
                0)),
        result.files());
    assertRows(
        """
        transaction_id | customer_id | total_amount | load_number
        T2             | C1          | 20           | 2
        T3             | C1          | 3            | 2
        T4             | C2          | 4            | 2
        """,
        Tables.SALES,
        "transaction_id",
        "customer_id",
        "total_amount",
        "load_number");
    assertRows(
        """
        transaction_id | total_amount | load_number | superseded_by
        T1             | 1            | 1           | r2
        T2             | 2            | 1           | r2
        T3             | 3            | 1           | r2
        """,
        Tables.SUPERSEDED_SALES,
        "transaction_id",
        "total_amount",
        "load_number",
        "superseded_by");
    assertRows(
        """
        file_name        | load_number | run_id
        sales_2025_5.csv | 2           | r2
        """,
        Tables.FILES_INGESTED,
        "file_name",
        "load_number",
        "run_id");
    assertRows(
        """
        run_id | kind    | file_name        | old_load | new_load | rows_removed | rows_changed | rows_added | rows_unchanged
        r2     | REPLACE | sales_2025_5.csv | 1        | 2        | 1            | 1            | 1          | 1
        """,
        Tables.LOAD_CORRECTIONS,
        "run_id",
        "kind",
        "file_name",
        "old_load",
        "new_load",
        "rows_removed",
        "rows_changed",
        "rows_added",
        "rows_unchanged");
  }

  @Test
  void afterAnUndoTheTablesAreAsIfTheFileHadNeverBeenLoaded() throws IOException {
    fixture.write("customers.csv", "C1,30,,,,\n");
    fixture.write(MAY, "T1,C1,2025-05-01,,,,1\n");
    fixture.load();
    List<String> before = tables();
    fixture.write(JUNE, "T2,C1,2025-06-01,,,,2\nT3,C1,broken,,,,3\nT4,C1,2025-06-03,,,,4\n");
    fixture.write("feedback_raw_2025_6.csv", "2025-06-02,Good,C1,F1,I1\n");
    fixture.load();
    fixture.undo(JUNE, "feedback_raw_2025_6.csv");
    assertEquals(before, tables());
    assertEquals(Optional.of(LocalDate.of(2025, 5, 2)), fixture.loaded().watermark());
    assertRows(
        """
        file_name        | line_number | load_number | superseded_by
        sales_2025_6.csv | 2           | 3           | r3
        """,
        Tables.SUPERSEDED_QUARANTINE,
        "file_name",
        "line_number",
        "load_number",
        "superseded_by");
    assertRows(
        """
        feedback_id | comment | sentiment | load_number
        F1          | Good    | 0.9366    | 4
        """,
        Tables.SUPERSEDED_FEEDBACK,
        "feedback_id",
        "comment",
        "sentiment",
        "load_number");
  }

  @Test
  void anUndoneFileCanBeLoadedAgainUnderANumberOfItsOwn() throws IOException {
    fixture.write(MAY, "T1,C1,2025-05-01,,,,1\n");
    fixture.load();
    fixture.undo(MAY);
    assertEquals(Optional.empty(), fixture.loaded().watermark());
    assertEquals(1, fixture.load().filesLoaded());
    assertRows(
        """
        transaction_id | load_number
        T1             | 2
        """,
        Tables.SALES,
        "transaction_id",
        "load_number");
  }

  /** Overlapping exports: T2 is in both, T3 in all three. */
  @Test
  void rowsThatAnotherFileHoldsTooStandOnWithIt() throws IOException {
    fixture.write(
        "sales_2025_5.csv",
        "T1,C1,2025-05-01,,,,1\nT2,C1,2025-05-02,,,,2\nT3,C1,2025-05-03,,,,3\n");
    fixture.load();
    fixture.write(
        "new_sales_2025_05.csv",
        "T2,C1,2025-05-02,,,,2\nT3,C1,2025-05-03,,,,3\nT4,C1,2025-05-04,,,,4\n");
    fixture.load();
    fixture.write("sales_2025_05.csv", "T3,C1,2025-05-03,,,,3\nT5,C1,2025-05-05,,,,5\n");
    fixture.load();
    CorrectionResult first = fixture.undo(MAY);
    assertEquals(2, first.files().get(0).rowsHandedOver());
    assertEquals(3, first.files().get(0).rowsRemoved());
    String columns =
        """
        transaction_id | total_amount | load_number
        """;
    assertRows(
        columns
            + """
            T2 | 2 | 2
            T3 | 3 | 2
            T4 | 4 | 2
            T5 | 5 | 3
            """,
        Tables.SALES,
        "transaction_id",
        "total_amount",
        "load_number");
    assertRows(
        """
        file_name             | rows_loaded | rows_duplicate | first_day
        new_sales_2025_05.csv | 3           | 0              | 2025-05-02
        sales_2025_05.csv     | 1           | 1              | 2025-05-03
        """,
        Tables.FILES_INGESTED,
        "file_name",
        "rows_loaded",
        "rows_duplicate",
        "first_day");
    fixture.undo("new_sales_2025_05.csv");
    assertRows(
        columns
            + """
            T3 | 3 | 3
            T5 | 5 | 3
            """,
        Tables.SALES,
        "transaction_id",
        "total_amount",
        "load_number");
  }

  /** The first file's T1 was 1, as the second still says; the newer delivery says 10. */
  @Test
  void aRowOfAnotherFileStandsAgainWithItsOwnValues() throws IOException {
    fixture.write(MAY, "T1,C1,2025-05-01,,,,1\n");
    fixture.load();
    fixture.write("new_sales_2025_05.csv", "T1,C1,2025-05-01,,,,1\nT2,C1,2025-05-02,,,,2\n");
    fixture.load();
    fixture.write(MAY, "T1,C1,2025-05-01,,,,10\n");
    CorrectionResult replaced = fixture.replace(MAY);
    assertEquals(1, replaced.files().get(0).rowsChanged());
    fixture.undo(MAY);
    assertRows(
        """
        transaction_id | total_amount | load_number
        T1             | 1            | 2
        T2             | 2            | 2
        """,
        Tables.SALES,
        "transaction_id",
        "total_amount",
        "load_number");
  }

  @Test
  void rowsOfOtherFilesThatContradictedARemovedOneAreCounted() throws IOException {
    fixture.write(MAY, "T1,C1,2025-05-01,,,,1\n");
    fixture.load();
    fixture.write("new_sales_2025_05.csv", "T1,C1,2025-05-01,,,,2\nT2,C1,2025-05-01,,,,2\n");
    fixture.load();
    assertEquals(1, fixture.undo(MAY).conflictsResolved());
  }

  /** Once the first row of C1 is gone, its second one counts from the first purchase on. */
  @Test
  void customersThatStandAreReadByTheSnapshotsThatWouldReadThemWithoutTheOthers()
      throws IOException {
    fixture.write(MAY, "T1,C1,2025-05-01,,,,1\nT2,C2,2025-05-09,,,,1\n");
    fixture.load();
    fixture.write("customers.csv", "C1,30,,,,\n");
    fixture.load();
    fixture.write("new_customers.csv", "C1,31,,,,\n");
    fixture.load();
    assertFirstDay("2025-12-30"); // it came without a drift month: from the day of the run
    fixture.undo("customers.csv");
    assertFirstDay("2025-05-01");
  }

  private void assertFirstDay(String day) {
    Sql query =
        new Sql(
            "test",
            "select first_day from files_ingested where file_name = 'new_customers.csv'",
            Map.of());
    assertEquals(
        TextTable.expected("first_day\n" + day), fixture.temporary().rows(query, "first_day"));
  }

  @Test
  void aCommentThatIsHandedOverKeepsItsSentiment() throws IOException {
    fixture.write("feedback_raw_2025_5.csv", "2025-05-02,Good,C1,F1,I1\n");
    fixture.load();
    List<String> before = List.of(fixture.rows(Tables.FEEDBACK_SENTIMENT));
    fixture.write(
        "new_feedback_raw2_2025_5.csv", "2025-05-02,Good,C1,F1,I1\n2025-05-03,Bad,C1,F2,I2\n");
    fixture.load();
    fixture.write("feedback_raw_2025_05.csv", "2025-05-04,Fine,C1,F3,I1\n");
    fixture.load();
    fixture.undo("feedback_raw_2025_5.csv");
    fixture.undo("feedback_raw_2025_05.csv");
    assertTrue(
        fixture
            .rows(Tables.FEEDBACK_SENTIMENT)
            .contains(before.get(0).lines().skip(1).findFirst().orElseThrow()));
    assertRows(
        """
        feedback_id | load_number
        F1          | 2
        F2          | 2
        """,
        Tables.FEEDBACK_RAW,
        "feedback_id",
        "load_number");
  }

  @Test
  void theFilesOfAMonthAreReplacedTogetherAndUnchangedOnesStay() throws IOException {
    fixture.write(MAY, "T1,C1,2025-05-01,,,,1\n");
    fixture.write("new_sales_2025_05.csv", "T2,C1,2025-05-02,,,,2\n");
    fixture.write("feedback_raw_2025_5.csv", "2025-05-02,Good,C1,F1,I1\n");
    fixture.write(JUNE, "T9,C1,2025-06-01,,,,1\n");
    fixture.load();
    fixture.remove(MAY);
    fixture.remove("feedback_raw_2025_5.csv");
    fixture.write("sales_2025_05.csv", "T1,C1,2025-05-01,,,,10\nT3,C1,2025-05-03,,,,3\n");
    fixture.write(JUNE, "T9,C1,2025-06-01,,,,99\n");
    CorrectionResult result = fixture.replace("2025-05");
    assertEquals(
        "[sales_2025_5.csv 0 1 0 0, sales_2025_05.csv 0 0 1 0]",
        result.files().stream()
            .map(
                file ->
                    "%s %d %d %d %d"
                        .formatted(
                            file.fileName(),
                            file.rowsRemoved(),
                            file.rowsChanged(),
                            file.rowsAdded(),
                            file.rowsUnchanged()))
            .toList()
            .toString());
    assertRows(
        """
        file_name               | load_number
        feedback_raw_2025_5.csv | 3
        new_sales_2025_05.csv   | 1
        sales_2025_05.csv       | 5
        sales_2025_6.csv        | 4
        """,
        Tables.FILES_INGESTED,
        "file_name",
        "load_number");
    assertRows(
        """
        transaction_id | total_amount
        T1             | 10
        T2             | 2
        T3             | 3
        T9             | 1
        """,
        Tables.SALES,
        "transaction_id",
        "total_amount");
  }

  @Test
  void aFileThatIsLoadedAsItIsNeedsNothing() throws IOException {
    fixture.write(MAY, "T1,C1,2025-05-01,,,,1\n");
    fixture.load();
    CorrectionPlan plan = fixture.replacement(fixture.ledger(), MAY, "2025-05");
    assertTrue(plan.isEmpty());
    assertEquals(List.of(MAY), plan.unchanged().stream().map(SourceFile::name).toList());
  }

  @Test
  void aBadDeliveryLeavesEverythingAsItWas() throws IOException {
    fixture.write(MAY, "T1,C1,2025-05-01,,,,1\n");
    fixture.load();
    List<String> before = tables();
    fixture.write(MAY, "T1,C1,yesterday,,,,1\n");
    refused(ExitCode.DATA_REFUSED, () -> fixture.replace(MAY), "nothing was loaded");
    assertEquals(before, tables());
    assertEquals(1, fixture.loaded().files().size());
  }

  @Test
  void whatIsNotThereIsRefusedWithWhatIs() throws IOException {
    fixture.write(MAY, "T1,C1,2025-05-01,,,,1\n");
    fixture.load();
    refused(ExitCode.USAGE, () -> fixture.undo(JUNE), "--undo " + JUNE, "loaded are " + MAY);
    fixture.write(JUNE, "T2,C1,2025-06-01,,,,1\n");
    refused(ExitCode.USAGE, () -> fixture.replace(JUNE), JUNE, "loaded are " + MAY, "YYYY-MM");
    refused(ExitCode.USAGE, () -> fixture.replace("2025-06"), "no file of that month is loaded");
    refused(ExitCode.USAGE, () -> fixture.replace("2025-07"), "holds no file of that month");
    refused(ExitCode.USAGE, () -> fixture.replace("may.csv"), "it holds " + MAY + ", " + JUNE);
  }

  @Test
  void whatUsedTheLostDaysGoesWithThem() throws IOException {
    fixture.write(MAY, "T1,C1,2025-05-01,,,,1\n");
    fixture.write(JUNE, "T2,C1,2025-06-30,,,,2\n");
    fixture.load();
    labels("2025-05-15", "FINAL", "2025-06-14");
    labels("2025-07-01", "PENDING", "2025-07-31");
    labels("2025-05-01", "PENDING", "2025-05-31");
    CorrectionResult result = fixture.undo(JUNE);
    assertEquals(
        List.of("2025-05-15", "2025-07-01"),
        result.uncovered().stream().map(slice -> slice.snapshotDate().toString()).toList());
    assertRows(
        """
        snapshot_date
        2025-05-01
        """,
        Tables.CUSTOMER_LABELS,
        "snapshot_date");
  }

  /** Nobody would believe that all customers of June were lost. */
  @Test
  void afterAnUndoInTheMiddleNothingIsKnownFromThereOn() throws IOException {
    fixture.write(MAY, "T1,C1,2025-05-31,,,,1\n");
    fixture.write(JUNE, "T2,C1,2025-06-30,,,,2\n");
    fixture.write("sales_2025_7.csv", "T3,C1,2025-07-31,,,,2\n");
    fixture.load();
    fixture.undo(JUNE);
    assertEquals(Optional.of(LocalDate.of(2025, 6, 1)), fixture.loaded().watermark());
    fixture.load();
    assertEquals(Optional.of(LocalDate.of(2025, 8, 1)), fixture.loaded().watermark());
  }

  /** Declared by the first load of June; the file that is undone came by the second. */
  @Test
  void aDeclaredDayFallsWithItsMonthAlsoAfterAReplacement() throws IOException {
    fixture.write(MAY, "T1,C1,2025-05-01,,,,1\n");
    fixture.write(JUNE, "T2,C1,2025-06-20,,,,2\n");
    fixture.load();
    fixture
        .temporary()
        .insert(
            Tables.DECLARED_WATERMARKS,
            """
            loaded_to  | declared_at          | run_id
            2025-07-01 | 2026-01-01T00:00:00Z | r1
            """);
    fixture.write(JUNE, "T2,C1,2025-06-20,,,,3\n");
    fixture.replace(JUNE);
    assertEquals(Optional.of(LocalDate.of(2025, 7, 1)), fixture.loaded().watermark());
    fixture.undo(JUNE);
    assertEquals(Optional.of(LocalDate.of(2025, 5, 2)), fixture.loaded().watermark());
  }

  @Test
  void theLedgerSaysThatTheSliceIsTakenBack() throws IOException {
    fixture.write(MAY, "T1,C1,2025-05-01,,,,1\n");
    fixture.load();
    fixture.undo(MAY);
    assertRows(
        """
        run_id | slice            | rows_out | status
        r1     | sales_2025_5.csv | 1        | DONE
        r2     | sales_2025_5.csv | 0        | DONE
        """,
        Tables.STAGE_RUNS,
        "run_id",
        "slice",
        "rows_out",
        "status");
    assertEquals(
        Optional.empty(), fixture.ledger().view().key(Stage.INGEST, new SliceId.LoadedFile(MAY)));
  }

  @Test
  void rowsOfAnOlderReleaseThatNameNoLoadCannotBeTakenBack() throws IOException {
    fixture.write(MAY, "T1,C1,2025-05-01,,,,1\nT2,C1,2025-05-03,,,,1\n");
    fixture.load();
    fixture
        .temporary()
        .insert(
            Tables.SALES,
            """
            transaction_id | customer_id | transaction_date | total_amount
            T3             | C1          | 2025-05-02       | 1
            """);
    refused(ExitCode.DATA_REFUSED, () -> fixture.undo(MAY), MAY, "older release", "init --reset");
  }

  private List<String> tables() {
    return LOADED.stream().map(fixture::rows).toList();
  }

  private void labels(String snapshot, String state, String matures) {
    fixture
        .temporary()
        .insert(
            Tables.CUSTOMER_LABELS,
            "snapshot_date | customer_id | churned | label_state | matures_on\n%s | C1 | %s | %s | %s\n"
                .formatted(snapshot, state.equals("FINAL") ? "0" : "null", state, matures));
  }

  private void assertRows(String expected, Table table, String... columns) {
    assertEquals(TextTable.expected(expected), fixture.rows(table, columns));
  }

  private static void refused(ExitCode code, Runnable action, String... texts) {
    ChurnException e = assertThrows(ChurnException.class, action::run);
    assertEquals(code, e.exitCode(), e.getMessage());
    for (String text : texts) {
      assertTrue(e.getMessage().contains(text), e.getMessage());
    }
  }
}
