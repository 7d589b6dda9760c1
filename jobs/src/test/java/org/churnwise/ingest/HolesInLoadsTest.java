package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.churnwise.cli.Console;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.evidence.Acceptance;
import org.churnwise.run.Ledger;
import org.churnwise.run.LoadedFiles;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TestSentiment;
import org.churnwise.testkit.TestSpark;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A shop that sells 8 a day from January 2025 on, loaded month by month unless a test says
 * otherwise.
 */
@Slow
class HolesInLoadsTest {
  private static final LoadTerms WHOLE_MONTHS = LoadTerms.ofWholeMonths(List.of());

  @TempDir Path folder;
  private LoadFixture fixture;
  private int transactions;

  @BeforeEach
  void fourMonths() throws IOException {
    fixture = new LoadFixture(folder);
    for (int month = 1; month <= 4; month++) {
      month("2025-0" + month);
    }
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void month(String month) throws IOException {
    YearMonth whole = YearMonth.parse(month);
    days(month, 1, whole.lengthOfMonth());
  }

  private void days(String month, int first, int last) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int day = first; day <= last; day++) {
      for (int sale = 0; sale < 8; sale++) {
        text.append(row("%s-%02d".formatted(month, day)));
      }
    }
    file(month, text.toString());
  }

  private String row(String day) {
    return "T%d,C%d,%s,true,1,Cash,5.00%n".formatted(++transactions, transactions % 50, day);
  }

  private void file(String month, String text) throws IOException {
    fixture.write("sales_" + month.replace('-', '_') + ".csv", text);
  }

  private IngestResult load(LoadTerms terms) {
    Contract contract = Contract.load("reference");
    return new DataIngestionPipeline(
            fixture.temporary().warehouse(),
            fixture.temporary().ledger("r1", LoadFixture.AS_OF),
            TestSpark::session,
            contract,
            TestSentiment.SETTINGS)
        .load(
            new FileDiscovery(contract).discover(fixture.source().toString()),
            terms,
            IngestProgress.silent());
  }

  private static LoadTerms accepting(String... texts) {
    return LoadTerms.ofWholeMonths(List.of(texts).stream().map(Acceptance::parse).toList());
  }

  private static LoadTerms complete(String month) {
    return new LoadTerms(
        false, List.of(YearMonth.parse(month)), Optional.empty(), List.of(), false);
  }

  private static LoadTerms loadedTo(String day) {
    return new LoadTerms(false, List.of(), Optional.of(LocalDate.parse(day)), List.of(), false);
  }

  private String watermark() {
    return new LoadedFiles(fixture.temporary().warehouse()).watermark().get().toString();
  }

  private void assertFaults(String expected) {
    fixture.assertRows(expected, Tables.DATA_FAULTS, "kind", "first_day", "last_day", "accepted");
  }

  private void assertRefused(LoadTerms terms, String... words) {
    ChurnException e = assertThrows(ChurnException.class, () -> load(terms));
    assertEquals(ExitCode.DATA_REFUSED, e.exitCode());
    for (String word : words) {
      assertTrue(e.getMessage().contains(word), e.getMessage());
    }
  }

  /** The contract's files hold no month in their names, so that no row is outside of it. */
  @Test
  void aWrongYearStopsTheLoadAndIsNamedByItsLine() throws IOException {
    Path contract = folder.resolve("contract.conf");
    Files.writeString(
        contract,
        """
        feeds.sales {
          files = [ { name = "orders.csv" } ]
          header = true
          columns {
            transaction_id { from = number }
            customer_id { from = client }
            transaction_date { from = day }
            total_amount { from = amount }
          }
        }
        """);
    StringBuilder text = new StringBuilder("number,client,day,amount\n");
    LocalDate first = LocalDate.of(2015, 1, 1);
    for (int day = 0; day < 181; day++) {
      text.append("K%1$da,C%1$d,%2$s,5\nK%1$db,C%1$d,%2$s,5\n".formatted(day, first.plusDays(day)));
    }
    Path orders = folder.resolve("orders.csv");
    Files.writeString(orders, text + "K999,C1,2025-04-01,5\n");
    Contract own = Contract.load(contract.toString());
    DataIngestionPipeline pipeline =
        new DataIngestionPipeline(
            fixture.temporary().warehouse(),
            fixture.temporary().ledger("r1", LoadFixture.AS_OF),
            TestSpark::session,
            own,
            TestSentiment.SETTINGS);
    ChurnException e =
        assertThrows(
            ChurnException.class,
            () -> pipeline.load(new FileDiscovery(own).discover(orders.toString())));
    assertEquals(
        "a hole in the sales: no sale in 2015-07-01..2025-03-31: 3562 silent days, none before,"
            + " between 2015-06-30 and 2025-04-01; customers would look churned,"
            + " so nothing was loaded. Behind it: transaction K999 (orders.csv, line 364). Correct"
            + " or add the data, or, if they are right, go on with --accept"
            + " \"2015-07-01..2025-03-31: REASON\"",
        e.getMessage());
    assertEquals(0, fixture.temporary().count(Tables.SALES));
  }

  @Test
  void whatIsAcceptedGoesOnAndIsRecorded() throws IOException {
    load(WHOLE_MONTHS);
    days("2025-05", 1, 10);
    month("2025-06");
    assertRefused(WHOLE_MONTHS, "2025-05-11..2025-05-31", "--accept \"2025-05-11..2025-05-31: ");
    assertEquals("2025-05-01", watermark());
    load(accepting("2025-05: flood"));
    assertEquals("2025-07-01", watermark());
    assertFaults(
        """
        kind        | first_day  | last_day   | accepted
        SILENT_DAYS | 2025-05-11 | 2025-05-31 | true
        """);
    fixture.assertRows(
        """
        subject | first_day  | last_day   | holds_from_now_on | reason | run_id
        null    | 2025-05-01 | 2025-05-31 | false             | flood  | r1
        """,
        Tables.ACCEPTED_FAULTS,
        "subject",
        "first_day",
        "last_day",
        "holds_from_now_on",
        "reason",
        "run_id");
    load(WHOLE_MONTHS);
    assertEquals(1, fixture.temporary().count(Tables.ACCEPTED_FAULTS));
  }

  @Test
  void aMonthThatStopsOnTheTenthIsNotKnownToItsEnd() throws IOException {
    load(WHOLE_MONTHS);
    days("2025-05", 1, 10);
    load(WHOLE_MONTHS);
    assertEquals("2025-05-11", watermark());
    assertFaults(
        """
        kind        | first_day  | last_day   | accepted
        SILENT_DAYS | 2025-05-11 | 2025-05-31 | false
        """);
    fixture.assertRows(
        """
        severity | subject                               | state
        CRITICAL | SILENT_DAYS sales 2025-05-11..2025-05-31 | OPEN
        """,
        Tables.ALERTS,
        "severity",
        "subject",
        "state");
    month("2025-06");
    assertRefused(WHOLE_MONTHS, "2025-05-10", "2025-06-01");
  }

  @Test
  void theDaysThatWereMissingCloseTheHole() throws IOException {
    load(WHOLE_MONTHS);
    days("2025-05", 1, 10);
    load(WHOLE_MONTHS);
    StringBuilder rest = new StringBuilder();
    for (int day = 11; day <= 30; day++) {
      rest.append(row("2025-05-" + day)).append(row("2025-05-" + day));
    }
    fixture.write("new_sales_2025_05.csv", rest.toString());
    load(WHOLE_MONTHS);
    assertEquals("2025-06-01", watermark());
    assertFaults("kind | first_day | last_day | accepted");
    fixture.assertRows("state\nRESOLVED\n", Tables.ALERTS, "state");
  }

  @Test
  void aMonthWhoseLastDaysHadNoSaleIsKnownToItsEnd() throws IOException {
    days("2025-04", 1, 28);
    load(WHOLE_MONTHS);
    assertEquals("2025-05-01", watermark());
    days("2025-05", 1, 29);
    load(LoadTerms.none());
    assertEquals("2025-05-30", watermark());
    load(complete("2025-05"));
    assertEquals("2025-06-01", watermark());
  }

  @Test
  void aMonthThatIsNotOverIsNotDeclared() throws IOException {
    for (int month = 5; month <= 11; month++) {
      month("2025-%02d".formatted(month));
    }
    load(WHOLE_MONTHS);
    days("2025-12", 1, 29);
    Contract contract = Contract.load("reference");
    new DataIngestionPipeline(
            fixture.temporary().warehouse(),
            fixture.temporary().ledger("r2", LocalDate.of(2025, 12, 30)),
            TestSpark::session,
            contract,
            TestSentiment.SETTINGS)
        .load(
            new FileDiscovery(contract).discover(fixture.source().toString()),
            WHOLE_MONTHS,
            IngestProgress.silent());
    assertEquals("2025-12-30", watermark());
  }

  @Test
  void aMonthWithoutASaleStopsUnlessItIsAccepted() throws IOException {
    load(WHOLE_MONTHS);
    assertRefused(complete("2025-05"), "no sale in 2025-05", "--accept \"2025-05: REASON\"");
    load(
        new LoadTerms(
            false,
            List.of(YearMonth.parse("2025-05")),
            Optional.empty(),
            List.of(Acceptance.parse("2025-05: closed")),
            false));
    assertEquals("2025-06-01", watermark());
    assertFaults(
        """
        kind        | first_day  | last_day   | accepted
        SILENT_DAYS | 2025-05-01 | 2025-05-31 | true
        """);
  }

  /** Also outside of the month loop, where no other month is whole by itself. */
  @ParameterizedTest
  @ValueSource(strings = {"", "\n"})
  void aFileWithoutRecordsIsLoadedIfItsMonthIsAccepted(String empty) throws IOException {
    file("2025-05", empty);
    assertRefused(LoadTerms.none(), "holds no records", "--accept \"2025-05: REASON\"");
    load(
        new LoadTerms(
            false,
            List.of(),
            Optional.empty(),
            List.of(Acceptance.parse("2025-05: closed")),
            false));
    assertEquals("2025-06-01", watermark());
    assertFaults(
        """
        kind        | first_day  | last_day   | accepted
        SILENT_DAYS | 2025-05-01 | 2025-05-31 | true
        """);
  }

  /** Who did not buy in May is called dormant afterwards: no sale of theirs is missing. */
  @Test
  void aSegmentThatTellsWhoStayedAwayHasNotVanished() throws IOException {
    StringBuilder customers = new StringBuilder();
    for (int customer = 0; customer < 50; customer++) {
      customers.append("C%d,30,Active,F,North,2024-01-01%n".formatted(customer));
    }
    fixture.write("customers.csv", customers.toString());
    load(WHOLE_MONTHS);
    StringBuilder sales = new StringBuilder();
    StringBuilder dormant = new StringBuilder();
    for (int sale = 0; sale < 248; sale++) {
      sales.append(
          "M%1$d,C%2$d,2025-05-%3$02d,true,1,Cash,5.00%n"
              .formatted(sale, sale % 25, 1 + sale % 31));
    }
    for (int customer = 25; customer < 50; customer++) {
      dormant.append("C%d,30,Dormant,F,North,2024-01-01%n".formatted(customer));
    }
    file("2025-05", sales.toString());
    fixture.write("new_customers.csv", dormant.toString());
    load(WHOLE_MONTHS);
    assertFaults("kind | first_day | last_day | accepted");
  }

  /** Some shops write no file for a month without a sale. */
  @Test
  void anAcceptedMonthNeedsNoFile() throws IOException {
    load(WHOLE_MONTHS);
    month("2025-06");
    assertRefused(LoadTerms.none(), "no sales file for 2025-05", "--accept \"2025-05: REASON\"");
    load(accepting("2025-05: closed"));
    assertEquals("2025-07-01", watermark());
    assertFaults(
        """
        kind        | first_day  | last_day   | accepted
        SILENT_DAYS | 2025-05-01 | 2025-05-31 | true
        """);
  }

  /** Whoever declares a day means it, but customers who could not buy are not churned. */
  @Test
  void aDeclaredDayMovesTheWatermarkAndLeavesAHole() throws IOException {
    load(LoadTerms.none());
    load(loadedTo("2025-05-04"));
    assertFaults("kind | first_day | last_day | accepted");
    load(loadedTo("2025-05-21"));
    assertEquals("2025-05-21", watermark());
    assertFaults(
        """
        kind        | first_day  | last_day   | accepted
        SILENT_DAYS | 2025-05-01 | 2025-05-20 | false
        """);
  }

  @Test
  void dailyLoadsAreNoEarlyStop() throws IOException {
    load(LoadTerms.none());
    days("2025-05", 1, 10);
    load(loadedTo("2025-05-11"));
    assertEquals("2025-05-11", watermark());
    assertFaults("kind | first_day | last_day | accepted");
    assertEquals(TextTable.expected("state"), fixture.temporary().rows(Tables.ALERTS, "state"));
  }

  /** Half of April is gone from its newer delivery, and May stands behind it. */
  @Test
  void aCorrectionThatMakesAHoleIsNotStoppedAndSaysSo() throws IOException {
    month("2025-05");
    load(WHOLE_MONTHS);
    days("2025-04", 1, 15);
    CorrectionResult result = replace("sales_2025_04.csv");
    assertFaults(
        """
        kind        | first_day  | last_day   | accepted
        SILENT_DAYS | 2025-04-16 | 2025-04-30 | false
        """);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CorrectionConsole(new Console(new PrintStream(out)), false).corrected(result, "warehouse");
    assertTrue(out.toString().contains("no sale in 2025-04-16..2025-04-30: "), out::toString);
    assertTrue(!out.toString().contains("next "), "no features use the rows yet");
    days("2025-04", 1, 14);
    assertEquals(1, replace("sales_2025_04.csv").findings().size());
    days("2025-04", 2, 14);
    assertEquals(List.of(), replace("sales_2025_04.csv").findings());
  }

  private CorrectionResult replace(String file) {
    Contract contract = Contract.load("reference");
    Ledger ledger = fixture.temporary().ledger("r2", LoadFixture.AS_OF);
    List<SourceFile> found = new FileDiscovery(contract).discover(fixture.source().toString());
    return new DataIngestionPipeline(
            fixture.temporary().warehouse(),
            ledger,
            TestSpark::session,
            contract,
            TestSentiment.SETTINGS)
        .correct(
            CorrectionPlan.replace(
                List.of(file), fixture.source().toString(), found, ledger.view().loaded()));
  }
}
