package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.zip.GZIPOutputStream;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataIngestionPipelineTest {
  private static final LocalDate AS_OF = LocalDate.of(2025, 12, 31);

  @TempDir Path folder;
  private Path source;
  private TemporaryWarehouse temporary;

  @BeforeEach
  void open() throws IOException {
    source = Files.createDirectory(folder.resolve("source"));
    temporary = TemporaryWarehouse.in(folder);
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(source.resolve(name), text);
  }

  private IngestResult load() {
    return load(AS_OF);
  }

  private IngestResult load(LocalDate asOf) {
    Contract contract = Contract.load("reference");
    return new DataIngestionPipeline(
            temporary.warehouse(), temporary.ledger("r1", asOf), TestSpark::session, contract)
        .load(new FileDiscovery(temporary.warehouse(), contract).discover(source.toString()));
  }

  private String refusal() {
    ChurnException e = assertThrows(ChurnException.class, this::load);
    assertEquals(ExitCode.DATA_REFUSED, e.exitCode());
    return e.getMessage();
  }

  private void assertRows(String expected, Table table, String... columns) {
    assertEquals(TextTable.expected(expected), temporary.rows(table, columns));
  }

  private void assertCounts(String expected) {
    assertRows(
        expected,
        Tables.FILES_INGESTED,
        "file_name",
        "rows_read",
        "rows_loaded",
        "rows_quarantined",
        "rows_duplicate");
  }

  private void assertNothingLoaded() {
    for (Table table : new Table[] {Tables.SALES, Tables.FILES_INGESTED, Tables.QUARANTINE}) {
      assertEquals(0, temporary.count(table), table.name());
    }
  }

  @Test
  void theThreeFeedsGoToTheirTables() throws IOException {
    write("customers.csv", "C1,34,Gold,Female,North,2020-02-29\nC2,,,,,\n");
    write("sales_2025_1.csv", "T1,C1,2025-01-31,True,2,PayPal,19.99\nT2,C2,2025-01-01,,,,0\n");
    write("feedback_raw_2025_01.csv", "2025-01-02,\"Fine, \"\"really\"\"\nfine\",C1,F1,I1\n");
    IngestResult result = load();
    assertEquals(new IngestResult(3, 0, 5, 5, 0, 0, 2, 2, 1, LocalDate.of(2025, 1, 31)), result);
    assertRows(
        """
        customer_id | age  | customer_segment | gender | location | signup_date
        C1          | 34   | Gold             | Female | North    | 2020-02-29
        C2          | null | null             | null   | null     | null
        """,
        Tables.CUSTOMERS);
    assertRows(
        """
        transaction_id | customer_id | transaction_date | discount_applied | num_items | payment_method | total_amount
        T1             | C1          | 2025-01-31       | true             | 2         | PayPal         | 19.99
        T2             | C2          | 2025-01-01       | null             | null      | null           | 0
        """,
        Tables.SALES);
    assertEquals(
        "chat_date | comment | customer_id | feedback_id | internal_id\n"
            + "2025-01-02 | Fine, \"really\"\nfine | C1 | F1 | I1\n",
        temporary.rows(Tables.FEEDBACK_RAW));
  }

  @Test
  void aFileIsLoadedOnceAndTheSecondLoadNeedsNoSpark() throws IOException {
    write("sales_2025_01.csv", "T1,C1,2025-01-31,,,,1\n");
    load();
    temporary.reopen();
    Contract contract = Contract.load("reference");
    IngestResult again =
        new DataIngestionPipeline(
                temporary.warehouse(),
                temporary.ledger(),
                () -> {
                  throw new AssertionError("Spark was asked for");
                },
                contract)
            .load(new FileDiscovery(temporary.warehouse(), contract).discover(source.toString()));
    assertEquals(0, again.filesLoaded());
    assertEquals(1, again.filesSkipped());
  }

  @Test
  void everyFileHasARowWithItsMonthDaysAndCounts() throws IOException {
    write("sales_2025_3.csv", "T1,C1,2025-03-30,,,,1\nT2,C1,2025-03-02,,,,1\n");
    load();
    assertRows(
        """
        file_type | year | month | file_name        | rows_read | rows_loaded | first_day  | last_day   | ingested_at          | run_id
        sales     | 2025 | 3     | sales_2025_3.csv | 2         | 2           | 2025-03-02 | 2025-03-30 | 2026-01-01T00:00:00Z | r1
        """,
        Tables.FILES_INGESTED,
        "file_type",
        "year",
        "month",
        "file_name",
        "rows_read",
        "rows_loaded",
        "first_day",
        "last_day",
        "ingested_at",
        "run_id");
  }

  @Test
  void anEqualRowIsADuplicateAndADifferentOneAConflict() throws IOException {
    write(
        "sales_2025_01.csv",
        "T1,C1,2025-01-05,,,,1\nT2,C1,2025-01-05,,,,2\nT1,C1,2025-01-05,,,,1.00\n"
            + "T1,C1,2025-01-05,,,,3\n");
    load();
    write(
        "new_sales_2025_01.csv",
        "T2,C1,2025-01-05,,,,2\nT1,C9,2025-01-05,,,,1\nT3,C1,2025-01-06,,,,4\n");
    load();
    assertRows(
        """
        transaction_id | customer_id | total_amount
        T1             | C1          | 1
        T2             | C1          | 2
        T3             | C1          | 4
        """,
        Tables.SALES,
        "transaction_id",
        "customer_id",
        "total_amount");
    assertCounts(
        """
        file_name             | rows_read | rows_loaded | rows_quarantined | rows_duplicate
        sales_2025_01.csv     | 4         | 2           | 1                | 1
        new_sales_2025_01.csv | 3         | 1           | 1                | 1
        """);
    assertRows(
        """
        feed  | file_name             | line_number | rule                  | column_name    | value | raw_row
        sales | sales_2025_01.csv     | 4           | conflicting_duplicate | transaction_id | T1    | T1,C1,2025-01-05,,,,3
        sales | new_sales_2025_01.csv | 2           | conflicting_duplicate | transaction_id | T1    | T1,C9,2025-01-05,,,,1
        """,
        Tables.QUARANTINE,
        "feed",
        "file_name",
        "line_number",
        "rule",
        "column_name",
        "value",
        "raw_row");
  }

  @Test
  void feedbackHasDuplicatesAndConflictsToo() throws IOException {
    write(
        "feedback_raw_2025_01.csv",
        "2025-01-02,good,C1,F1,I1\n2025-01-02,good,C1,F1,I1\n2025-01-02,bad,C1,F1,I1\n");
    load();
    assertCounts(
        """
        file_name                | rows_read | rows_loaded | rows_quarantined | rows_duplicate
        feedback_raw_2025_01.csv | 3         | 1           | 1                | 1
        """);
  }

  @Test
  void aLaterCustomerRowReplacesTheEarlierAndWithinAFileTheFirstWins() throws IOException {
    write("customers.csv", "C1,34,Gold,F,North,\nC2,50,Gold,M,South,\n");
    write("new_customers.csv", "C1,35,Gold,F,North,\nC1,36,Gold,F,North,\nC3,20,New,F,West,\n");
    load();
    assertRows(
        """
        customer_id | age
        C1          | 35
        C2          | 50
        C3          | 20
        """,
        Tables.CUSTOMERS,
        "customer_id",
        "age");
    assertCounts(
        """
        file_name         | rows_read | rows_loaded | rows_quarantined | rows_duplicate
        customers.csv     | 2         | 2           | 0                | 0
        new_customers.csv | 3         | 2           | 1                | 0
        """);
  }

  @Test
  void aCommentHasASentimentUnlessItIsBlank() throws IOException {
    write(
        "feedback_raw_2025_01.csv",
        "2025-01-01,I love it,C1,F1,\n2025-01-01,,C1,F2,\n2025-01-01,\" \t\n \",C1,F3,\n"
            + "2025-01-02,I love it,C2,F4,\n");
    load();
    assertEquals(4, temporary.count(Tables.FEEDBACK_SENTIMENT));
    assertRows(
        """
        feedback_id | known
        F1          | true
        F2          | false
        F3          | false
        F4          | true
        """
            .replace("known", "sentiment is not null"),
        "select feedback_id, sentiment is not null from feedback_sentiment");
  }

  private void assertRows(String expected, String query) {
    String body = expected.lines().skip(1).map(line -> line + "\n").reduce("", String::concat);
    String[] found =
        temporary.rows(new org.churnwise.sql.Sql("test", query, java.util.Map.of())).split("\n", 2);
    assertEquals(TextTable.expected("x\n" + body), "x\n" + found[1]);
  }

  @Test
  void bothMonthsOfOneLoadAreScoredOnce() throws IOException {
    write("feedback_raw_2025_01.csv", "2025-01-01,good,C1,F1,\n");
    write("feedback_raw_2025_02.csv", "2025-02-01,good,C1,F2,\n2025-02-01,good,C1,F1,\n");
    load();
    assertRows(
        """
        feedback_id | chat_date
        F1          | 2025-01-01
        F2          | 2025-02-01
        """,
        Tables.FEEDBACK_SENTIMENT,
        "feedback_id",
        "chat_date");
  }

  @Test
  void badRowsGoToQuarantineWithLineRuleAndRawRow() throws IOException {
    write(
        "sales_2025_01.csv",
        "\uFEFFT1,C1,2025-01-31,,,,1\r\nT2,C1,2025-02-01,,,,1\r\n\r\nT3,\"C\n1\",2025-01-05,,,,x\r\n"
            + "T4,C1,2025-01-06,,,,4\r\nT5,C1,2025-01-06,,,,5\r\n");
    IngestResult result = load();
    assertEquals(3, result.rowsLoaded());
    assertEquals(2, result.rowsQuarantined());
    assertEquals(
        "line_number | rule | column_name | value | raw_row\n"
            + "2 | outside_month | transaction_date | 2025-02-01 | T2,C1,2025-02-01,,,,1\n"
            + "4 | not_a_number | total_amount | x | T3,\"C\n1\",2025-01-05,,,,x\n",
        temporary.rows(
            Tables.QUARANTINE, "line_number", "rule", "column_name", "value", "raw_row"));
  }

  @Test
  void aRowAfterTheAsOfDateNeverMovesTheWatermark() throws IOException {
    write("sales_2025_01.csv", "T1,C1,2025-01-10,,,,1\nT2,C1,2025-01-11,,,,1\n");
    load(LocalDate.of(2025, 1, 10));
    assertRows(
        """
        rule        | value
        after_as_of | 2025-01-11
        """,
        Tables.QUARANTINE,
        "rule",
        "value");
    assertRows("last_day\n2025-01-10", Tables.FILES_INGESTED, "last_day");
  }

  @Test
  void aCompressedFileIsReadAsItsContent() throws IOException {
    Path file = source.resolve("sales_2025_01.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("T1,C1,2025-01-31,,,,1\n".getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(1, load().salesRows());
  }

  @Test
  void aDamagedCompressedFileIsRefused() throws IOException {
    write("sales_2025_01.csv.gz", "this is no gzip");
    String message = refusal();
    assertTrue(message.contains("sales_2025_01.csv.gz: cannot be read: "), message);
    assertNothingLoaded();
  }

  @Test
  void aChangedFileIsRefusedWithBothHashesBeforeAnythingIsLoaded() throws IOException {
    write("sales_2025_01.csv", "abc");
    SourceFile before =
        new FileDiscovery(Contract.load("reference")).discover(source.toString()).get(0);
    write("sales_2025_01.csv", "T1,C1,2025-01-31,,,,1\n");
    load();
    write("sales_2025_01.csv", "abc");
    write("sales_2025_02.csv", "T2,C1,2025-02-01,,,,1\n");
    String message = refusal();
    assertTrue(message.contains("sales_2025_01.csv has changed since it was loaded"), message);
    assertTrue(message.contains(before.contentHash() + " now"), message);
    assertEquals(1, temporary.count(Tables.SALES));
  }

  @Test
  void theSameContentUnderTwoNamesIsLoadedOnce() throws IOException {
    write("sales_2025_1.csv", "T1,C1,2025-01-31,,,,1\n");
    write("sales_2025_01.csv", "T1,C1,2025-01-31,,,,1\n");
    IngestResult result = load();
    assertEquals(1, result.filesLoaded());
    assertEquals(1, result.filesSkipped());
    assertEquals(0, load().filesLoaded());
  }

  @Test
  void aMissingMonthStopsBeforeAnythingIsLoaded() throws IOException {
    write("sales_2024_12.csv", "T1,C1,2024-12-31,,,,1\n");
    write("sales_2025_02.csv", "T2,C1,2025-02-01,,,,1\n");
    String message = refusal();
    assertTrue(message.startsWith("no sales file for 2025-01,"), message);
    assertNothingLoaded();
  }

  @Test
  void aFileOfBadRowsIsRefusedAndNothingOfTheLoadStays() throws IOException {
    write("sales_2025_01.csv", "T1,C1,2025-01-31,,,,1\n");
    write("sales_2025_02.csv", "id,customer,day,discount,items,payment,amount\n");
    String message = refusal();
    assertTrue(
        message.contains(
            "sales_2025_02.csv: 1 of 1 records are bad; the first is line 1"
                + " (not_a_boolean in discount_applied 'discount',"),
        message);
    assertNothingLoaded();
    assertRows(
        """
        slice             | status
        sales_2025_02.csv | REFUSED
        """,
        Tables.STAGE_RUNS,
        "slice",
        "status");
  }

  @Test
  void moreThanHalfOfTwentyBadRowsRefuseAFileAndHalfDoesNot() throws IOException {
    String good = "T%d,C1,2025-01-31,,,,1\n";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      text.append(good.formatted(i)).append("bad\n");
    }
    write("sales_2025_01.csv", text.toString());
    assertEquals(10, load().rowsQuarantined());
    write("new_sales_2025_01.csv", text.toString().replace("T0,C1,2025-01-31", "T0,,2025-01-31"));
    String message = refusal();
    assertTrue(message.contains("11 of 20 records are bad"), message);
  }

  @Test
  void aFileWithoutRowsIsLoadedAsNone() throws IOException {
    write("sales_2025_01.csv", "\n");
    assertEquals(1, load().filesLoaded());
    assertCounts(
        """
        file_name         | rows_read | rows_loaded | rows_quarantined | rows_duplicate
        sales_2025_01.csv | 0         | 0           | 0                | 0
        """);
    assertRows(
        """
        subject           | check_name        | value | verdict
        sales_2025_01.csv | quarantined_share | null  | NO_EVIDENCE
        sales_2025_01.csv | duplicate_share   | null  | NO_EVIDENCE
        """,
        Tables.DATA_QUALITY,
        "subject",
        "check_name",
        "value",
        "verdict");
  }

  @Test
  void theLedgerNamesTheFileAndItsHash() throws IOException {
    write("sales_2025_01.csv", "T1,C1,2025-01-31,,,,1\n");
    load();
    assertRows(
        """
        stage  | slice             | rows_in | rows_out | status
        ingest | sales_2025_01.csv | 1       | 1        | DONE
        """,
        Tables.STAGE_RUNS,
        "stage",
        "slice",
        "rows_in",
        "rows_out",
        "status");
    assertRows(
        """
        input_name | input_slice       | output_name | output_slice
        sales      | sales_2025_01.csv | sales       | sales_2025_01.csv
        """,
        Tables.LINEAGE_EDGES,
        "input_name",
        "input_slice",
        "output_name",
        "output_slice");
  }
}
