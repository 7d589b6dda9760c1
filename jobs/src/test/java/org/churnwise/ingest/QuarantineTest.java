package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.ingest.QuarantineRelease.Outcome;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.run.Ledger;
import org.churnwise.run.LoadedFiles;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSentiment;
import org.churnwise.testkit.TestSpark;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad rows come in on their day, by a better contract, or repaired. */
@Slow
class QuarantineTest {
  private static final LocalDate TODAY = LocalDate.of(2025, 6, 10);
  private static final String ORDERS =
      """
      no,client,day,amount
      T1,C1,2025-06-09,9
      T2,C2,2025-06-10,9
      T3,C3,2025-06-10,9
      T4,C4,2025-06-10,9
      T5,C5,2025-06-10,9
      """;

  @TempDir Path folder;
  private Path source;
  private TemporaryWarehouse temporary;
  private String rules = "";
  private LocalDate asOf = TODAY;
  private int runs;

  @BeforeEach
  void open() throws IOException {
    source = Files.createDirectory(folder.resolve("source"));
    temporary = TemporaryWarehouse.in(folder);
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  private Contract contract() {
    try {
      Path file =
          Files.writeString(
              folder.resolve("own.conf"),
              """
              feeds.sales {
                files = [ { name = "orders.*" } ]
                header = true
                %s
                columns {
                  transaction_id { from = no }
                  customer_id { from = client }
                  transaction_date { from = day }
                  total_amount { from = amount }
                }
              }
              """
                  .formatted(rules));
      return Contract.load(file.toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(source.resolve(name), text);
  }

  private Ledger ledger() {
    return temporary.ledger("r" + ++runs, asOf);
  }

  private DataIngestionPipeline pipeline(Ledger ledger) {
    return new DataIngestionPipeline(
        temporary.warehouse(), ledger, TestSpark::session, contract(), TestSentiment.SETTINGS);
  }

  private IngestResult load() {
    return pipeline(ledger()).load(new FileDiscovery(contract()).discover(source.toString()));
  }

  private QuarantinedFile quarantined() {
    List<QuarantinedFile> files = QuarantinedFile.all(temporary.warehouse());
    assertEquals(1, files.size());
    return files.get(0);
  }

  private List<Outcome> rehearse(SourceFile release) {
    Ledger ledger = ledger();
    return new QuarantineRelease(
            temporary.warehouse(),
            ledger,
            contract(),
            new LoadJudge(temporary.warehouse(), ledger),
            new CommentScoring(temporary.warehouse(), ledger, TestSentiment.SETTINGS))
        .rehearse(List.of(release));
  }

  private SourceFile all() {
    QuarantinedFile file = quarantined();
    return file.released(Release.Kind.CONTRACT, Optional.empty(), file.records());
  }

  private void release(SourceFile release) {
    pipeline(ledger()).release(List.of(release), LoadTerms.none());
  }

  private void assertRows(String expected, Table table, String... columns) {
    assertEquals(TextTable.expected(expected), temporary.rows(table, columns));
  }

  private void assertCounts(String expected) {
    assertRows(
        expected,
        Tables.FILES_INGESTED,
        "load_number",
        "released_from",
        "rows_read",
        "rows_loaded",
        "rows_quarantined",
        "rows_duplicate");
  }

  @Test
  void aRowThatWasOnlyEarlyComesInOnItsDayAlthoughNothingIsNew() throws IOException {
    write("orders.csv", ORDERS + "T6,C1,2025-06-11,9\nT7,C1,2025-06-12,9\nT8,C1,2025-06-11,x\n");
    assertEquals(5, load().rowsLoaded());
    assertEquals(0, load().rowsLoaded());
    asOf = TODAY.plusDays(1);
    IngestResult next = load();
    assertEquals(1, next.rowsLoaded());
    assertEquals(0, next.filesLoaded());
    assertCounts(
        """
        load_number | released_from | rows_read | rows_loaded | rows_quarantined | rows_duplicate
        1           | null          | 7         | 5           | 2                | 0
        2           | 1             | 1         | 1           | 0                | 0
        """);
    assertRows(
        """
        kind  | rule        | rows_judged | rows_released | run_id
        EARLY | after_as_of | 1           | 1             | r3
        """,
        Tables.QUARANTINE_RELEASES,
        "kind",
        "rule",
        "rows_judged",
        "rows_released",
        "run_id");
    assertEquals(
        Optional.of(LocalDate.of(2025, 6, 12)), new LoadedFiles(temporary.warehouse()).watermark());
    asOf = TODAY.plusDays(2);
    assertEquals(1, load().rowsLoaded()); // T8 is bad for another reason too
    assertEquals(7, temporary.count(Tables.SALES));
  }

  @Test
  void aBetterContractLetsRowsInAndTheOthersStayWithTheirNewReasons() throws IOException {
    write("orders.csv", ORDERS + "T6,C1,2025-06-09,\"1,50\"\nT7,C1,09.06.2025,\"x\"\n");
    load();
    rules = "decimal-mark = \",\", date-formats = [dd.MM.yyyy, yyyy-MM-dd]";
    List<Outcome> outcomes = rehearse(all());
    assertTrue(outcomes.get(0).changesSomething());
    assertEquals(5, temporary.count(Tables.SALES));
    release(all());
    assertEquals(6, temporary.count(Tables.SALES));
    assertCounts(
        """
        load_number | released_from | rows_read | rows_loaded | rows_quarantined | rows_duplicate
        1           | null          | 5         | 5           | 0                | 0
        2           | 1             | 2         | 1           | 1                | 0
        """);
    assertRows(
        """
        line_number | rule         | value | raw_row              | run_id
        8           | not_a_number | x     | T7,C1,09.06.2025,"x" | r3
        """,
        Tables.QUARANTINE,
        "line_number",
        "rule",
        "value",
        "raw_row",
        "run_id");
    assertFalse(rehearse(all()).get(0).changesSomething(), "a second release changes nothing");
  }

  @Test
  void anUndoTakesBackWhatWasReleasedToo() throws IOException {
    write("orders.csv", ORDERS + "T6,C1,2025-06-09,\"1,50\"\n");
    load();
    rules = "decimal-mark = \",\"";
    release(all());
    Ledger ledger = ledger();
    CorrectionResult undone =
        pipeline(ledger)
            .correct(CorrectionPlan.undo(List.of("orders.csv"), ledger.view().loaded()));
    assertEquals(6, undone.files().get(0).rowsRemoved());
    assertEquals(Optional.of(1L), undone.files().get(0).oldLoad());
    for (Table table : List.of(Tables.SALES, Tables.FILES_INGESTED, Tables.QUARANTINE)) {
      assertEquals(0, temporary.count(table), table.name());
    }
    assertEquals(6, load().rowsLoaded());
  }

  @Test
  void aReleasedRowMayBeADuplicateOrContradictOneThatCameMeanwhile() throws IOException {
    write("orders.csv", ORDERS + "T6,C1,2025-06-09,\"1,50\"\nT7,C1,2025-06-09,\"1,75\"\n");
    load();
    rules = "decimal-mark = \",\"";
    write(
        "orders2.csv", ORDERS.substring(0, 21) + "T6,C1,2025-06-09,\"1,5\"\nT7,C1,2025-06-09,7\n");
    load();
    release(all());
    assertRows(
        """
        line_number | rule                  | value
        8           | conflicting_duplicate | T7
        """,
        Tables.QUARANTINE,
        "line_number",
        "rule",
        "value");
    assertEquals(1, temporary.count(Tables.DUPLICATE_ROWS));
    assertFalse(rehearse(all()).get(0).changesSomething());
  }

  @Test
  void aRepairedRowComesInWithTheTextThatAPersonGaveIt() throws IOException {
    write("orders.csv", ORDERS + "T6,C1,2025-06-09,1;50\nT7,\"C1,2025-06-09,5\n");
    load();
    RepairSheet sheet = new RepairSheet(contract().feed("sales").orElseThrow().format());
    List<String> lines = sheet.written(quarantined());
    assertEquals(
        List.of(
            "quarantine_file,quarantine_line,quarantine_reason,no,client,day,amount",
            "sales/orders.csv,7,not_a_number in total_amount '1;50',T6,C1,2025-06-09,1;50",
            "sales/orders.csv,8,malformed_quotes,\"T7,\"\"C1,2025-06-09,5\""),
        lines);
    Path repaired =
        Files.writeString(
            folder.resolve("repaired.csv"),
            "quarantine_line,quarantine_file,quarantine_reason,amount,no,client,day\n"
                + "7,sales/orders.csv,,1.50,T6,\"Smith, J\",2025-06-09\n");
    QuarantinedFile file = quarantined();
    RepairedRows found = RepairSheet.read(repaired, contract(), List.of(file));
    assertEquals(Map.of(7L, "T6,\"Smith, J\",2025-06-09,1.50"), found.texts());
    release(repaired(file, found));
    assertTrue(temporary.rows(Tables.SALES, "transaction_id", "customer_id").contains("Smith, J"));
    assertRows(
        """
        line_number | raw_row               | judged_row
        7           | T6,C1,2025-06-09,1;50 | T6,"Smith, J",2025-06-09,1.50
        """,
        Tables.SUPERSEDED_QUARANTINE,
        "line_number",
        "raw_row",
        "judged_row");
  }

  @Test
  void aReleaseOfAnotherCurrencyIsRefusedAsALoadIs() throws IOException {
    rules = "currency { from = money }";
    String header = "no,client,day,amount,money\n";
    write("orders.csv", header + "T1,C1,2025-06-09,9,EUR\nT2,C1,2025-06-09,\"1,5\",USD\n");
    load();
    rules += ", decimal-mark = \",\"";
    ChurnException e = assertThrows(ChurnException.class, () -> rehearse(all()));
    assertEquals(ExitCode.DATA_REFUSED, e.exitCode());
    assertTrue(
        e.getMessage()
            .startsWith(
                "quarantined rows of file orders.csv: its money is USD (line 3), that of file"
                    + " orders.csv, loaded before, EUR"),
        e::getMessage);
    assertThrows(ChurnException.class, () -> release(all()));
    assertEquals(1, temporary.count(Tables.SALES));
    assertEquals(1, quarantined().records().size());
    rules += ", drop = [ { column = money, not-equals = EUR } ]";
    release(all());
    assertRows(
        """
        load_number | released_from | currency
        1           | null          | EUR
        2           | 1             | null
        """,
        Tables.FILES_INGESTED,
        "load_number",
        "released_from",
        "currency");
  }

  /** All records of the release have been erased since, or those of the whole file. */
  @Test
  void aReleaseOfWhichNothingIsLeftKeepsItsPlaceAmongTheLoads() throws IOException {
    write("orders.csv", ORDERS + "T6,C6,2025-06-10,bad\n");
    load();
    LoadedFiles.LoadedFile loaded = ledger().view().loaded().files().get(0);
    RecordedFile recorded =
        new RecordedFile(
            loaded.feed(),
            loaded.month(),
            loaded.name(),
            source.toString(),
            "hash",
            2,
            Optional.empty(),
            true,
            Optional.empty());
    List<SourceFile> again =
        new JudgedAgain(temporary.warehouse(), "r0")
            .releases(temporary.warehouse(), List.of(loaded), List.of(recorded));
    pipeline(ledger()).release(again, LoadTerms.asRecorded(Optional.empty(), List.of()));
    assertCounts(
        """
        load_number | released_from | rows_read | rows_loaded | rows_quarantined | rows_duplicate
        1           | null          | 6         | 5           | 1                | 0
        2           | 1             | 0         | 0           | 0                | 0
        """);
  }

  @Test
  void rowsThatTheContractLeavesOutAreToldFromReleasedOnes() throws IOException {
    String lines = "T6,C1,2025-06-09,\"1,5\"\nT7,C1,2025-06-09,\"0,0\"\nT8,C1,2025-06-09,x\n";
    write("orders.csv", ORDERS + lines);
    load();
    rules = "decimal-mark = \",\", drop = [ { column = amount, at-most = 0 } ]";
    release(all());
    assertRows(
        """
        rule         | rows_judged | rows_released | rows_dropped
        not_a_number | 3           | 2             | 1
        """,
        Tables.QUARANTINE_RELEASES,
        "rule",
        "rows_judged",
        "rows_released",
        "rows_dropped");
  }

  @Test
  void aSaleThatIsLeftOutIsDroppedWithAllOfItsLines() throws IOException {
    rules = "one-sale-per = [transaction_id]";
    write(
        "orders.csv",
        ORDERS + "T6,C1,2025-06-09,\"1,5\"\nT6,,,2\nT7,C9,2025-06-09,\"1,5\"\nT7,,,2\n");
    load();
    rules += ", decimal-mark = \",\", drop = [ { column = client, equals = C9 } ]";
    release(all());
    assertRows(
        """
        rule             | rows_judged | rows_released | rows_dropped
        bad_line_in_sale | 2           | 2             | 1
        not_a_number     | 2           | 2             | 1
        """,
        Tables.QUARANTINE_RELEASES,
        "rule",
        "rows_judged",
        "rows_released",
        "rows_dropped");
  }

  private SourceFile repaired(Path sheet) {
    QuarantinedFile file = quarantined();
    return repaired(file, RepairSheet.read(sheet, contract(), List.of(file)));
  }

  private SourceFile repaired(QuarantinedFile file, RepairedRows found) {
    Ledger ledger = ledger();
    return new QuarantineRelease(
            temporary.warehouse(),
            ledger,
            contract(),
            new LoadJudge(temporary.warehouse(), ledger),
            new CommentScoring(temporary.warehouse(), ledger, TestSentiment.SETTINGS))
        .repaired(file, "repaired.csv", found.texts());
  }

  private static List<Long> lines(SourceFile release) {
    return release.release().orElseThrow().records().stream().map(QuarantinedRecord::line).toList();
  }

  @Test
  void rowsThatTheSheetDoesNotNameStayEvenIfTheyAreGoodNow() throws IOException {
    write("orders.csv", ORDERS + "T6,C1,2025-06-09,x\nT7,C1,2025-06-09,\"1,5\"\n");
    load();
    rules = "decimal-mark = \",\"";
    RepairedRows found = new RepairedRows(folder, "sales/orders.csv", false);
    found.add(2, "7", "T6,C1,2025-06-09,8");
    release(repaired(quarantined(), found));
    assertEquals(6, temporary.count(Tables.SALES));
    assertEquals(List.of(8L), quarantined().records().stream().map(r -> r.line()).toList());
  }

  @Test
  void aRepairedLineIsJudgedWithTheOtherLinesOfItsSaleOnly() throws IOException {
    rules = "one-sale-per = [transaction_id]";
    write("orders.csv", ORDERS + "T6,C1,2025-06-09,x\nT6,,,2\nT7,C9,2025-06-09,x\nT7,,,2\nbad\n");
    load();
    RepairedRows found = new RepairedRows(folder, "sales/orders.csv", true);
    found.add(2, "7", "T6,C1,2025-06-09,8");
    SourceFile release = repaired(quarantined(), found);
    assertEquals(List.of(7L, 8L), lines(release));
    release(release);
    assertRows(
        """
        transaction_id | total_amount
        T1             | 9
        T2             | 9
        T3             | 9
        T4             | 9
        T5             | 9
        T6             | 10
        """,
        Tables.SALES,
        "transaction_id",
        "total_amount");
  }

  @Test
  void rowsOfJsonAreRepairedAsObjects() throws IOException {
    String row = "{\"no\":\"T%d\",\"client\":\"C1\",\"day\":\"2025-06-09\",\"amount\":%s}\n";
    write(
        "orders.jsonl",
        row.formatted(1, "9") + row.formatted(2, "\"x\"") + "{\"no\"\n" + row.formatted(3, "9"));
    rules = "decimal-mark = \",\"";
    load();
    List<String> lines = JsonRepairSheet.written(quarantined());
    assertEquals(
        List.of(
            "{\"quarantine_file\":\"sales/orders.jsonl\",\"quarantine_line\":2,\"quarantine_reason\":"
                + "\"not_a_number in total_amount 'x'\",\"row\":"
                + row.formatted(2, "\"x\"").strip()
                + "}",
            "{\"quarantine_file\":\"sales/orders.jsonl\",\"quarantine_line\":3,\"quarantine_reason\":"
                + "\"malformed_json\",\"row\":\"{\\\"no\\\"\"}"),
        lines);
    Path sheet = folder.resolve("repaired");
    Files.writeString(
        sheet,
        "\uFEFF"
            + String.join("\n", lines)
                .replace("\"x\"}", "1234567890123.10\r\n}")
                .replace("\"{\\\"no\\\"\"", row.formatted(4, "\"2,5\"")));
    release(repaired(sheet));
    assertRows(
        """
        transaction_id | total_amount
        T1             | 9
        T2             | 1234567890123.1
        T3             | 9
        T4             | 2.5
        """,
        Tables.SALES,
        "transaction_id",
        "total_amount");
  }

  @Test
  void aSheetOfJsonThatIsNoneSaysWhere() throws IOException {
    write(
        "orders.jsonl",
        "{\"no\":1,\"client\":2,\"day\":\"2025-06-09\",\"amount\":3}\n{\"no\":4}\n");
    load();
    Path sheet = folder.resolve("repaired");
    String line = JsonRepairSheet.written(quarantined()).get(0) + "\n";
    for (List<String> bad :
        List.of(
            List.of(line + "{\"quarantine_file\":", "line 2 is no JSON"),
            List.of(line + "{\"row\":{}}", "line 2 has no quarantine_file"),
            List.of(line + line, "line 2 is a second row for line 2 of sales/orders.jsonl"),
            List.of(
                line + line.replace("orders", "other"), "rows of sales/orders.jsonl and sales/"),
            List.of(line.replace(".jsonl", ".csv"), "no feed with JSON or Parquet"))) {
      Files.writeString(sheet, bad.get(0));
      ChurnException e = assertThrows(ChurnException.class, () -> repaired(sheet));
      assertEquals(ExitCode.DATA_REFUSED, e.exitCode());
      assertTrue(e.getMessage().contains(bad.get(1)), e::getMessage);
    }
  }

  @Test
  void rowsOfParquetAreJudgedByTheirKeptFieldsAndRepaired() throws IOException {
    TestSpark.session()
        .sql(
            """
            select 'T1' as no, 'C1' as client, date'2025-06-09' as day, 9.50D as amount
            union all select 'T2', 'C1', date'2025-06-09', -1.5D
            union all select 'T3', null, date'2025-06-09', 2D
            union all select 'T4', 'C1', date'2025-06-09', 2D
            """)
        .coalesce(1)
        .write()
        .parquet(folder.resolve("parts").toString());
    try (Stream<Path> parts = Files.list(folder.resolve("parts"))) {
      Path part =
          parts.filter(one -> one.toString().endsWith(".parquet")).findFirst().orElseThrow();
      Files.move(part, source.resolve("orders.parquet"));
    }
    load();
    String sheet = String.join("\n", JsonRepairSheet.written(quarantined()));
    assertTrue(sheet.contains("\"row\":{\"no\":\"T3\",\"client\":null,"), sheet);
    rules = "returns = true";
    release(all());
    Path file =
        Files.writeString(
            folder.resolve("repaired"),
            sheet
                .substring(sheet.indexOf('\n') + 1)
                .replace("null", "\"C3\"")
                .replace("[\"2.0\"]", "1.234"));
    release(repaired(file));
    assertRows(
        """
        transaction_id | customer_id | total_amount
        T1             | C1          | 9.5
        T2             | C1          | -1.5
        T3             | C3          | 1.234
        T4             | C1          | 2
        """,
        Tables.SALES,
        "transaction_id",
        "customer_id",
        "total_amount");
  }

  @Test
  void aSheetThatASpreadsheetSavedInItsOwnWayIsReadAllTheSame() throws IOException {
    write("orders.csv", ORDERS + "T6,C1,2025-06-09,x\n");
    load();
    Path sheet =
        Files.writeString(
            folder.resolve("repaired.csv"),
            "\uFEFFquarantine_file;quarantine_line;quarantine_reason;no;client;day;amount\r\n"
                + "sales/orders.csv;7;;T6;\"Müller, A\";2025-06-09;5\r\n;;;;;;\r\n");
    List<QuarantinedFile> files = List.of(quarantined());
    assertEquals(
        Map.of(7L, "T6,\"Müller, A\",2025-06-09,5"),
        RepairSheet.read(sheet, contract(), files).texts());
    Files.writeString(
        sheet,
        "QUARANTINE_FILE,QUARANTINE_LINE,Quarantine_Reason,DAY,NO,CLIENT,amount\n"
            + "sales/orders.csv,7,,2025-06-09,T6,C1,5\n");
    assertEquals(
        Map.of(7L, "T6,C1,2025-06-09,5"), RepairSheet.read(sheet, contract(), files).texts());
    Files.writeString(
        sheet,
        "quarantine_file;quarantine_line;quarantine_reason;no;client;day;amount\n"
            + "sales/orders.csv;7;;T6;Müller;2025-06-09;5\n",
        StandardCharsets.ISO_8859_1);
    ChurnException e =
        assertThrows(ChurnException.class, () -> RepairSheet.read(sheet, contract(), files));
    assertTrue(e.getMessage().contains("line 2 is no text of UTF-8"), e::getMessage);
    Files.writeString(
        sheet,
        "quarantine_file,quarantine_line,quarantine_reason,no,client,day,amount\n"
            + "sales/orders.csv,7,,T6,C1,2025-06-09,5\n".repeat(2));
    ChurnException twice =
        assertThrows(ChurnException.class, () -> RepairSheet.read(sheet, contract(), files));
    assertTrue(twice.getMessage().contains("line 3 is a second row for line 7"), twice::getMessage);
  }

  @Test
  void aBetterCharsetMendsTheTextsThatStay() throws IOException {
    rules = "charset = windows-1252";
    write("orders.csv", ORDERS + "T6,Müller,2025-06-09,\"1,5\"\n");
    load();
    assertEquals("T6,MÃ¼ller,2025-06-09,\"1,5\"", quarantined().records().get(0).text());
    rules = "charset = UTF-8";
    QuarantinedFile file =
        new CharsetOfThen(temporary.warehouse(), contract()).reread(quarantined());
    assertEquals("T6,Müller,2025-06-09,\"1,5\"", file.records().get(0).text());
  }

  @Test
  void aSaleThatContradictsAnotherIsKeptWithAllOfItsLines() throws IOException {
    rules = "one-sale-per = [transaction_id]";
    write("orders.csv", ORDERS);
    load();
    write("orders2.csv", ORDERS + "T6,C6,2025-06-10,1\nT5,C5,2025-06-10,2\n");
    load();
    QuarantinedRecord record = quarantined().records().get(0);
    assertEquals(6, record.line());
    assertEquals("T5,C5,2025-06-10,9\nT5,C5,2025-06-10,2", record.raw());
    assertFalse(rehearse(all()).get(0).changesSomething());
  }

  @Test
  void aSmallFileThatMostlyContradictsLoadedRowsIsRefused() throws IOException {
    write("orders.csv", ORDERS);
    load();
    write("orders2.csv", ORDERS.replace(",9\n", ",8\n") + "T6,C1,2025-06-10,9\n");
    ChurnException e = assertThrows(ChurnException.class, this::load);
    assertEquals(ExitCode.DATA_REFUSED, e.exitCode());
    assertTrue(
        e.getMessage().contains("5 of 6 rows contradict rows that are loaded"), e::getMessage);
    assertTrue(e.getMessage().contains("ingest --undo orders.csv"), e::getMessage);
  }

  @Test
  void aBreachOpensAnAlertThatGoesWithTheFile() throws IOException {
    write("orders.csv", ORDERS + "T6,C1,2025-06-09,x\n");
    load();
    assertRows(
        """
        severity | source | subject                      | state
        WARNING  | ingest | quarantined_share orders.csv | OPEN
        """,
        Tables.ALERTS,
        "severity",
        "source",
        "subject",
        "state");
    Ledger ledger = ledger();
    pipeline(ledger).correct(CorrectionPlan.undo(List.of("orders.csv"), ledger.view().loaded()));
    assertRows("state\nRESOLVED", Tables.ALERTS, "state");
  }

  @Test
  void theAlertClosesOnceNothingOfTheFileIsLeft() throws IOException {
    write("orders.csv", ORDERS + "T6,C1,2025-06-11,9\nT7,C1,2025-06-12,9\n");
    load();
    asOf = TODAY.plusDays(1);
    load();
    assertRows("state\nOPEN", Tables.ALERTS, "state");
    asOf = TODAY.plusDays(2);
    load();
    assertRows("state\nRESOLVED", Tables.ALERTS, "state");
  }

  @Test
  void foldersThatAreNamedLikeFilesAndBrokenLinksAreNamed() throws IOException {
    write("orders.csv", ORDERS);
    Files.createDirectory(source.resolve("orders_old.csv"));
    Files.createDirectory(source.resolve("archive"));
    Files.createSymbolicLink(source.resolve("orders_new.csv"), folder.resolve("gone.csv"));
    assertEquals(
        List.of("orders_new.csv (a broken link)", "orders_old.csv (a folder)"),
        new FileDiscovery(contract()).find(source.toString()).otherNames());
  }
}
