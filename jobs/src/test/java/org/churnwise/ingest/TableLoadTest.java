package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.evidence.Acceptance;
import org.churnwise.run.ForgettingKey;
import org.churnwise.run.ForgottenCustomers;
import org.churnwise.run.Ledger;
import org.churnwise.run.LoadedFiles;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSentiment;
import org.churnwise.testkit.TestSpark;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of a shop are loaded month by month; without a file, also without Spark. */
@Slow
class TableLoadTest {
  private static final String ORDERS =
      """
      feeds.sales {
        table = shop.main.orders
        %s
        returns = true
        columns {
          transaction_id { from = no }
          customer_id { from = client }
          transaction_date { from = placed }
          total_amount { from = amount }
        }
      }
      """;

  private static final String GROWING = "incremental-by = no";

  private static final ForgettingKey KEY = new ForgettingKey("k", "00".repeat(32));

  private static Path made;

  @TempDir private Path folder;
  private TemporaryWarehouse temporary;
  private ShopFile shop;
  private LocalDate asOf = LocalDate.of(2025, 12, 31);
  private int run;

  @BeforeAll
  static void create(@TempDir Path empty) {
    TemporaryWarehouse.in(empty).close();
    made = empty;
  }

  @BeforeEach
  void open() {
    temporary = TemporaryWarehouse.copyOf(made, folder);
    shop = new ShopFile(folder);
    shop.run(
        "create table orders (no bigint, client varchar, placed timestamp, amount decimal(10,2))",
        """
        insert into orders values
          (1, 'A', '2025-01-05 10:00:00', 10), (2, 'B', '2025-01-06 10:00:00', 20),
          (3, 'A', '2025-02-07 10:00:00', 30), (4, null, '2025-02-08 10:00:00', 40),
          (5, 'B', '2025-02-09 10:00:00', -5), (6, 'C', '2025-02-20 10:00:00', 60)
        """);
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  private Ledger ledger() {
    return temporary.ledger("r" + ++run, asOf);
  }

  private DataIngestionPipeline pipeline(Ledger ledger, Contract contract) {
    return new DataIngestionPipeline(
        temporary.warehouse(),
        ledger,
        () -> {
          throw new AssertionError("Spark is not needed");
        },
        contract,
        TestSentiment.SETTINGS);
  }

  private TableDiscovery discovery(Contract contract) {
    return new TableDiscovery(
        temporary.warehouse(),
        contract,
        shop.attached(),
        new LoadedFiles(temporary.warehouse()),
        asOf);
  }

  private IngestResult load(String contract) {
    Contract read = shop.contract(contract);
    Ledger ledger = ledger();
    IngestResult result = pipeline(ledger, read).load(discovery(read).find());
    LoadFixture.assertKnown(ledger, temporary);
    return result;
  }

  private String refusal(String contract, ExitCode code) {
    String before = temporary.rows(Tables.FILES_INGESTED, "file_name");
    ChurnException e = assertThrows(ChurnException.class, () -> load(contract));
    assertEquals(code, e.exitCode(), e.getMessage());
    assertEquals(before, temporary.rows(Tables.FILES_INGESTED, "file_name"));
    return e.getMessage();
  }

  private void assertCounts(String expected) {
    assertEquals(
        TextTable.expected(expected),
        temporary.rows(
            Tables.FILES_INGESTED,
            "file_name",
            "rows_read",
            "rows_loaded",
            "rows_quarantined",
            "rows_duplicate"));
  }

  /** Rows are added to the shop's table while nothing is attached. */
  private void inShop(String... statements) {
    temporary.reopen();
    shop.run(statements);
  }

  @Test
  void aMonthIsAFile() {
    load(ORDERS.formatted(""));
    assertCounts(
        """
        file_name           | rows_read | rows_loaded | rows_quarantined | rows_duplicate
        sales_2025_01.table | 2         | 2           | 0                | 0
        sales_2025_02.table | 4         | 3           | 1                | 0
        """);
    assertEquals(
        TextTable.expected(
            """
            transaction_id | customer_id | transaction_date | total_amount | is_return
            1              | A           | 2025-01-05       | 10           | false
            2              | B           | 2025-01-06       | 20           | false
            3              | A           | 2025-02-07       | 30           | false
            5              | B           | 2025-02-09       | -5           | true
            6              | C           | 2025-02-20       | 60           | false
            """),
        temporary.rows(
            Tables.SALES,
            "transaction_id",
            "customer_id",
            "transaction_date",
            "total_amount",
            "is_return"));
    assertEquals(
        TextTable.expected(
            """
            file_name           | rule          | column_name | raw_row
            sales_2025_02.table | missing_value | customer_id | {"no":["4"],"client":null,"placed":["2025-02-08T10:00:00"],"amount":["40.00"]}
            """),
        temporary.rows(Tables.QUARANTINE, "file_name", "rule", "column_name", "raw_row"));
    assertEquals(
        TextTable.expected(
            """
            stage_name             | year | month
            table shop.main.orders | 2025 | 1
            table shop.main.orders | 2025 | 2
            """),
        temporary.rows(Tables.FILES_INGESTED, "stage_name", "year", "month"));
  }

  @Test
  void anUnchangedTableIsNotLoadedAgainAndAChangedMonthIsRefused() {
    load(ORDERS.formatted(""));
    inShop(
        "create table copy as select * from orders order by amount",
        "drop table orders",
        "alter table copy rename to orders");
    assertEquals(0, load(ORDERS.formatted("")).filesLoaded());
    inShop("insert into orders values (7, 'A', '2025-01-31 10:00:00', 1)");
    String why = refusal(ORDERS.formatted(""), ExitCode.DATA_REFUSED);
    assertTrue(
        why.startsWith(
            "rows of table shop.main.orders/sales_2025_01.table have changed since they were loaded: 2 rows then, 3 now"),
        why);
    assertTrue(why.contains("ingest --replace sales_2025_01.table"), why);
  }

  @Test
  void newRowsOfAMonthAreAnotherFileOfIt() {
    load(ORDERS.formatted(GROWING));
    assertEquals(0, load(ORDERS.formatted(GROWING)).filesLoaded());
    inShop(
        "insert into orders values (7, 'A', '2025-02-28', 1), (8, 'D', '2025-03-01', 2), (9, 'E', '2025-01-31', 3)");
    load(ORDERS.formatted(GROWING));
    assertCounts(
        """
        file_name             | rows_read | rows_loaded | rows_quarantined | rows_duplicate
        sales_2025_01-2.table | 1         | 1           | 0                | 0
        sales_2025_01.table   | 2         | 2           | 0                | 0
        sales_2025_02-2.table | 1         | 1           | 0                | 0
        sales_2025_02.table   | 4         | 3           | 1                | 0
        sales_2025_03.table   | 1         | 1           | 0                | 0
        """);
    assertEquals(0, load(ORDERS.formatted(GROWING)).filesLoaded());
  }

  @Test
  void rowsThatBecameVisibleLateAreFoundWithinTheOverlap() {
    inShop("delete from orders where no = 5");
    load(ORDERS.formatted(GROWING + ", overlap-days = 30"));
    inShop(
        "insert into orders values (5, 'B', '2025-02-09 10:00:00', -5), (-1, 'X', '2025-01-05 10:00:00', 1)");
    load(ORDERS.formatted(GROWING + ", overlap-days = 30"));
    assertCounts(
        """
        file_name             | rows_read | rows_loaded | rows_quarantined | rows_duplicate
        sales_2025_01.table   | 2         | 2           | 0                | 0
        sales_2025_02-2.table | 1         | 1           | 0                | 0
        sales_2025_02.table   | 3         | 2           | 1                | 0
        """);
    assertEquals(0, load(ORDERS.formatted(GROWING + ", overlap-days = 30")).filesLoaded());
  }

  @Test
  void anInterruptedMonthLoopGoesOnWhereItStopped() {
    Contract contract = shop.contract(ORDERS.formatted(GROWING));
    List<SourceFile> files = discovery(contract).find();
    pipeline(ledger(), contract).load(files.subList(0, 1));
    temporary.reopen();
    load(ORDERS.formatted(GROWING));
    assertEquals(5, temporary.count(Tables.SALES));
  }

  @Test
  void changedRowsOfAKnownNumberAreARestatement() {
    String byTime = ORDERS.formatted("incremental-by = changed");
    inShop("alter table orders add column changed timestamp", "update orders set changed = placed");
    load(byTime);
    inShop("update orders set amount = 11, changed = '2025-03-01 00:00:00.123456' where no = 1");
    String why = refusal(byTime, ExitCode.DATA_REFUSED);
    assertTrue(why.contains("--replace 2025-01"), why);
    Contract contract = shop.contract(byTime);
    Ledger ledger = ledger();
    CorrectionPlan plan =
        CorrectionPlan.replace(
            List.of("2025-01"), "shop", discovery(contract).findWhole(), ledger.view().loaded());
    pipeline(ledger, contract).correct(plan);
    assertEquals(
        TextTable.expected(
            "transaction_id | total_amount\n1 | 11\n2 | 20\n3 | 30\n5 | -5\n6 | 60\n"),
        temporary.rows(Tables.SALES, "transaction_id", "total_amount"));
    temporary.reopen();
    assertEquals(0, load(byTime).filesLoaded());
  }

  @Test
  void aMonthIsTakenBackAndLoadedAgain() {
    load(ORDERS.formatted(GROWING));
    Contract contract = shop.contract(ORDERS.formatted(GROWING));
    Ledger ledger = ledger();
    pipeline(ledger, contract)
        .correct(CorrectionPlan.undo(List.of("sales_2025_02.table"), ledger.view().loaded()));
    assertEquals(2, temporary.count(Tables.SALES));
    temporary.reopen();
    load(ORDERS.formatted(GROWING));
    assertEquals(5, temporary.count(Tables.SALES));
  }

  @Test
  void withoutAGrowingColumnAMonthIsLoadedOnceItHasEnded() {
    asOf = LocalDate.of(2025, 2, 28);
    Contract contract = shop.contract(ORDERS.formatted(""));
    TableDiscovery discovery = discovery(contract);
    pipeline(ledger(), contract).load(discovery.find());
    assertEquals(2, temporary.count(Tables.SALES));
    assertEquals(
        "4 rows of table shop.main.orders are of 2025-02 and wait until it has ended; with 'incremental-by' they would be loaded by now",
        discovery.notes().get(0));
    temporary.reopen();
    asOf = LocalDate.of(2025, 3, 1);
    load(ORDERS.formatted(""));
    assertEquals(5, temporary.count(Tables.SALES));
  }

  @Test
  void rowsOfTomorrowWaitAndRowsWithoutADayAreQuarantined() {
    asOf = LocalDate.of(2025, 2, 10);
    inShop("insert into orders values (7, 'A', null, 1)");
    Contract contract = shop.contract(ORDERS.formatted(GROWING + ", overlap-days = 1"));
    TableDiscovery discovery = discovery(contract);
    pipeline(ledger(), contract).load(discovery.find());
    assertEquals(
        List.of(
            "1 rows of table shop.main.orders are dated after 2025-02-10 and wait for their day"),
        discovery.notes());
    assertCounts(
        """
        file_name           | rows_read | rows_loaded | rows_quarantined | rows_duplicate
        sales_2025_01.table | 2         | 2           | 0                | 0
        sales_2025_02.table | 4         | 2           | 2                | 0
        """);
    asOf = LocalDate.of(2025, 2, 20);
    temporary.reopen();
    load(ORDERS.formatted(GROWING + ", overlap-days = 1"));
    assertEquals(5, temporary.count(Tables.SALES));
    assertEquals(2, temporary.count(Tables.QUARANTINE));
  }

  @Test
  void aQueryJoinsAndGroups() {
    load(
        """
        feeds.sales {
          query = \"""
            select client || placed::date as no, client, placed::date as day, sum(amount) as amount
            from shop.main.orders where client is not null group by all\"""
          returns = true
          columns {
            transaction_id.from = no
            customer_id.from = client
            transaction_date.from = day
            total_amount.from = amount
          }
        }
        """);
    assertEquals(5, temporary.count(Tables.SALES));
  }

  @Test
  void customersAreLoadedAgainWhereTheTableHasChanged() {
    String both =
        ORDERS.formatted("")
            + "feeds.customers { table = shop.people, valid-from = start, columns { customer_id.from = id, location.from = town } }";
    inShop(
        "create table people as select * from (values ('A', 'Rome'), ('B', 'Oslo')) p(id, town)");
    load(both);
    assertEquals(0, load(both).filesLoaded());
    inShop("update people set town = 'Paris' where id = 'B'");
    asOf = LocalDate.of(2026, 1, 1);
    load(both);
    assertEquals(
        TextTable.expected(
            "customer_id | location | valid_from\nA | Rome | 0001-01-01\nB | Oslo | 0001-01-01\nB | Paris | 2026-01-01\n"),
        temporary.rows(Tables.CUSTOMERS, "customer_id", "location", "valid_from"));
    assertEquals(0, load(both).filesLoaded());
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertTrue(
        refusal(ORDERS.formatted("").replace("= placed", "= day"), ExitCode.DATA_REFUSED)
            .startsWith(
                "feeds.sales, table shop.main.orders: column day not found; its columns are no, client, placed, amount."));
    assertTrue(
        refusal(ORDERS.formatted("").replace("main.orders", "main.order"), ExitCode.WAREHOUSE)
            .contains("correct the contract, ingest.attach, or the role's rights"));
    inShop("delete from orders");
    assertTrue(refusal(ORDERS.formatted(""), ExitCode.DATA_REFUSED).contains("it holds no rows"));
  }

  @Test
  void theGrowingColumnNeedsAValueInEveryRow() {
    inShop("insert into orders values (null, 'A', '2025-02-21', 1)");
    String why = refusal(ORDERS.formatted(GROWING), ExitCode.DATA_REFUSED);
    assertTrue(why.contains("1 rows have no value in no, the column that grows"), why);
    load(ORDERS.formatted(""));
    String later = refusal(ORDERS.formatted(GROWING), ExitCode.DATA_REFUSED);
    assertTrue(later.contains("was loaded without 'incremental-by'"), later);
  }

  @Test
  void aSingleLateRowThatIsBadDoesNotStopTheOthers() {
    load(ORDERS.formatted(GROWING));
    inShop("insert into orders values (7, null, '2025-01-07', 1), (8, 'A', '2025-02-27', 1)");
    load(ORDERS.formatted(GROWING));
    assertEquals(6, temporary.count(Tables.SALES));
    assertEquals(2, temporary.count(Tables.QUARANTINE));
    assertEquals(0, load(ORDERS.formatted(GROWING)).filesLoaded());
  }

  @Test
  void rowsOfErasedCustomersStayInTheirTable() {
    new ForgottenCustomers(Map.of(KEY, Set.of(KEY.hasher().apply("A"))))
        .writeTo(temporary.warehouse(), ledger().run());
    IngestResult result = load(ORDERS.formatted(""));
    assertEquals(3, result.rowsLoaded());
    assertEquals(
        TextTable.expected("customer_id\nB\nB\nC\n"), temporary.rows(Tables.SALES, "customer_id"));
    assertCounts(
        """
        file_name           | rows_read | rows_loaded | rows_quarantined | rows_duplicate
        sales_2025_01.table | 2         | 1           | 0                | 0
        sales_2025_02.table | 4         | 2           | 1                | 0
        """);
  }

  @Test
  void aMonthWithoutARowStopsTheLoadUntilSomebodyAcceptsIt() {
    inShop("insert into orders values (7, 'A', '2025-04-01', 1)");
    String why = refusal(ORDERS.formatted(GROWING), ExitCode.DATA_REFUSED);
    assertTrue(why.contains("sales_2025_03.table: holds no records"), why);
    Contract contract = shop.contract(ORDERS.formatted(GROWING));
    LoadTerms accepted = LoadTerms.ofWholeMonths(List.of(Acceptance.parse("2025-03: closed")));
    pipeline(ledger(), contract)
        .load(discovery(contract).find(), accepted, IngestProgress.silent());
    inShop("insert into orders values (8, 'A', '2025-03-01', 1)");
    load(ORDERS.formatted(GROWING));
    assertTrue(
        temporary
            .rows(Tables.FILES_INGESTED, "file_name", "rows_read")
            .contains("sales_2025_03-2.table | 1"));
  }

  @Test
  void badRowsAreReleasedOnceTheContractFits() {
    load(ORDERS.formatted(GROWING).replace("returns = true", ""));
    assertEquals(2, temporary.count(Tables.QUARANTINE));
    Contract fitting = shop.contract(ORDERS.formatted(GROWING));
    QuarantinedFile file = QuarantinedFile.all(temporary.warehouse()).get(0);
    SourceFile all = file.released(Release.Kind.CONTRACT, Optional.empty(), file.records());
    pipeline(ledger(), fitting).release(List.of(all), LoadTerms.none());
    assertEquals(1, temporary.count(Tables.QUARANTINE));
    assertEquals(5, temporary.count(Tables.SALES));
    temporary.reopen();
    assertEquals(0, load(ORDERS.formatted(GROWING)).filesLoaded());
  }

  @Test
  void attributesMayBecomeWhatTheyWere() {
    String both =
        ORDERS.formatted("")
            + "feeds.customers { table = shop.people, columns { customer_id.from = id, location.from = town } }";
    inShop("create table people as select 'A' as id, 'Rome' as town");
    for (String town : List.of("Rome", "Oslo", "Rome", "Oslo")) {
      inShop("update people set town = '" + town + "'");
      load(both);
      asOf = asOf.plusDays(1);
    }
    assertEquals(
        TextTable.expected("location\nOslo\nOslo\nRome\nRome\n"),
        temporary.rows(Tables.CUSTOMERS, "location"));
  }

  @Test
  void rowsOfACustomerThatContradictEachOtherAreLoadedOnce() {
    String both =
        ORDERS.formatted("")
            + "feeds.customers { table = shop.people, columns { customer_id.from = id, location.from = town } }";
    inShop("create table people as select 'A' as id, 'Rome' as town");
    load(both);
    inShop("insert into people values ('A', 'Oslo'), ('A', 'Bern'), ('B', 'Bern')");
    for (int day = 0; day < 3; day++) {
      asOf = asOf.plusDays(1);
      assertEquals(day == 0 ? 1 : 0, load(both).filesLoaded());
    }
    assertEquals(
        TextTable.expected("customer_id | location\nA | Bern\nA | Rome\nB | Bern\n"),
        temporary.rows(Tables.CUSTOMERS, "customer_id", "location"));
    assertEquals(3, temporary.count(Tables.QUARANTINE)); // with the order of nobody
  }

  @Test
  void rowsThatBringNothingAreNoFile() {
    String both =
        ORDERS.formatted(
                GROWING + ", overlap-days = 60, drop = [ { column = amount, more-than = 98 } ]")
            + "feeds.customers { table = shop.people, drop = [ { column = town, equals = test } ], columns { customer_id { from = id, trim = true }, location.from = town } }";
    inShop(
        "create table people as select * from (values ('A', 'Rome'), ('B' || chr(160), 'Oslo'), ('C', 'test')) p(id, town)");
    new ForgottenCustomers(Map.of(KEY, Set.of(KEY.hasher().apply("A"))))
        .writeTo(temporary.warehouse(), ledger().run());
    load(both);
    inShop("insert into orders values (0, 'A', '2025-02-19', 1), (7, 'C', '2025-02-19', 99)");
    for (int day = 0; day < 2; day++) {
      asOf = asOf.plusDays(1);
      assertEquals(0, load(both).filesLoaded());
    }
    inShop("insert into orders values (8, 'C', '2025-02-20', 1)");
    assertEquals(1, load(both).filesLoaded());
    inShop("update people set town = 'Bern' where town = 'Oslo'");
    assertEquals(1, load(both).filesLoaded());
    assertEquals(
        TextTable.expected("customer_id | location\nB | Bern\nB | Oslo\n"),
        temporary.rows(Tables.CUSTOMERS, "customer_id", "location"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timestamp_ns using make_timestamp_ns(1700000000000000123 + no)",
        "uuid using ('00000000-0000-0000-0000-00000000000' || no)::uuid"
      })
  void aColumnGrowsByBillionthsOfASecondOrAsAnId(String type) {
    inShop(
        "alter table orders add column grows bigint",
        "update orders set grows = no",
        "alter table orders alter grows type " + type.replace("no", "grows"));
    String contract = ORDERS.formatted("incremental-by = grows");
    assertEquals(2, load(contract).filesLoaded());
    assertEquals(0, load(contract).filesLoaded());
  }

  @Test
  void aRowOfAnotherTimeIsNamed() {
    inShop("insert into orders values (7, 'A', '0001-01-01', 1)");
    String why = refusal(ORDERS.formatted(""), ExitCode.DATA_REFUSED);
    assertTrue(
        why.startsWith(
            "feeds.sales, table shop.main.orders: no row is of the 24287 months between 0001-01 and 2025-01:"),
        why);
  }

  @Test
  void rowsThatChangeWhileTheyAreLoadedAreNotLoaded() {
    Contract contract = shop.contract(ORDERS.formatted(""));
    List<SourceFile> files = discovery(contract).find();
    inShop("update orders set amount = 12 where no = 2");
    discovery(contract);
    ChurnException e =
        assertThrows(ChurnException.class, () -> pipeline(ledger(), contract).load(files));
    assertEquals(ExitCode.DATA_REFUSED, e.exitCode());
    assertTrue(
        e.getMessage()
            .contains(
                "sales_2025_01.table: has changed since it was looked at: 2 rows then, 2 now, or others"),
        e.getMessage());
    assertEquals(0, temporary.count(Tables.SALES));
  }

  @Test
  void filesStandBesideTables() throws IOException {
    Path people = Files.createDirectory(folder.resolve("people"));
    Files.writeString(people.resolve("people.csv"), "A,Rome\nB,Oslo\n,x\n");
    Contract contract =
        shop.contract(
            ORDERS.formatted("")
                + "feeds.customers { files = [ { name = \"people.csv\" } ], columns { customer_id.from = 1, location.from = 2 } }");
    List<SourceFile> files =
        TableDiscovery.inOrder(
            new FileDiscovery(contract).discover(people.toString()), discovery(contract).find());
    new DataIngestionPipeline(
            temporary.warehouse(), ledger(), TestSpark::session, contract, TestSentiment.SETTINGS)
        .load(files);
    assertCounts(
        """
        file_name           | rows_read | rows_loaded | rows_quarantined | rows_duplicate
        people.csv          | 3         | 2           | 1                | 0
        sales_2025_01.table | 2         | 2           | 0                | 0
        sales_2025_02.table | 4         | 3           | 1                | 0
        """);
  }
}
