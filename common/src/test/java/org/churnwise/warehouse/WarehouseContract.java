package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.run.ContentHash;
import org.churnwise.run.SliceRows;
import org.churnwise.sql.Sql;
import org.churnwise.table.FeatureColumns;
import org.churnwise.table.Migrations;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.table.View;
import org.churnwise.testkit.TestDays;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every warehouse does, whichever it is. Values are the matter of {@link
 * WarehouseValuesContract}.
 */
public abstract class WarehouseContract {
  private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);
  private static final BigInteger PRIME = BigInteger.TWO.pow(31).subtract(BigInteger.ONE);

  @TempDir Path folder;

  protected Warehouse warehouse;

  /** A warehouse whose schema holds nothing; may keep files in the folder. */
  protected abstract Warehouse open(Path scratch);

  @BeforeEach
  void openWarehouse() {
    warehouse = open(folder);
  }

  @AfterEach
  void closeWarehouse() {
    warehouse.close();
  }

  @Test
  void aSchemaIsInitialisedOnceItHasAllTables() {
    assertFalse(hasTables(warehouse));
    warehouse.createTables();
    assertTrue(hasTables(warehouse));
    warehouse.execute(sql("drop table quarantine"));
    assertFalse(hasTables(warehouse));
    warehouse.insert(Tables.CUSTOMERS, List.of(customer("C1", "Oslo")));
    warehouse.createTables();
    assertTrue(hasTables(warehouse));
    assertEquals(
        "C1", // creating again keeps the rows
        warehouse.query(sql("select customer_id from customers")).get(0).string("customer_id"));
  }

  /** The tables are empty. */
  @Test
  void whatAPersonLooksAtIsUnderstood() {
    warehouse.createMissing();
    everyViewCanBeRead();
    theStatementsOfShowAreUnderstood();
  }

  private void everyViewCanBeRead() {
    for (String view : Tables.views()) {
      ShownRows rows = warehouse.look(view, sql("select * from " + view).prepared(), 1);
      assertEquals(List.of(), rows.rows());
      assertEquals(
          View.named(view).columns().stream().map(View.ViewColumn::name).toList(), rows.columns());
    }
  }

  /** And that of the state in the JSON line. */
  private void theStatementsOfShowAreUnderstood() {
    for (String subject :
        List.of(
            "performance",
            "drift",
            "quality",
            "decisions",
            "alerts",
            "runs",
            "quarantine",
            "customers")) {
      Sql newest = Sql.named("show/" + subject).with("up_to", 2);
      assertEquals(List.of(), warehouse.look(subject, newest.prepared(), 5).rows());
    }
    for (String of : List.of("customer_history", "customer_features")) {
      Sql ofOne = FeatureColumns.in(Sql.named("show/" + of)).withText("customer_id", "O'Hara; ?");
      assertEquals(List.of(), warehouse.look(of, ofOne.prepared(), 5).rows());
    }
    Sql known = Sql.named("show/customer_known").withText("customer_id", "O'Hara");
    assertEquals(0, warehouse.query(known).get(0).longValue("purchases_and_returns"));
    assertEquals(List.of(), warehouse.query(Sql.named("show/features")));
    assertEquals(0, warehouse.query(Sql.named("run/loop_state")).get(0).longValue("contacts"));
  }

  @Test
  void aTableGetsTheColumnsThatItsDdlHasBesideItsRows() {
    create(Tables.QUARANTINE);
    warehouse.execute(sql("alter table quarantine drop column value"));
    warehouse.execute(sql("alter table quarantine add column colour string"));
    warehouse.execute(
        sql(
            "insert into quarantine (feed, file_name, line_number, rule, column_name, raw_row,"
                + " contract_version, run_id, colour)"
                + " values ('sales', 'a.csv', 1, 'date', 'day', 'x', 'v1', 'r1', 'red')"));
    warehouse.alignColumns(Tables.QUARANTINE);
    warehouse.alignColumns(Tables.QUARANTINE);
    assertEquals(
        TextTable.expected("feed | value | colour\nsales | null | red"),
        TextTable.print(warehouse.query(sql("select feed, value, colour from quarantine"))));
  }

  @Test
  void aColumnThatTheDdlNoLongerNamesMayBeEmpty() {
    TestDays.createAlone(warehouse);
    warehouse.execute(sql("drop table test_days"));
    warehouse.execute(
        sql(
            "create table test_days (run_id string not null, snapshot_date date not null,"
                + " colour string not null)"));
    warehouse.alignColumns(TestDays.TABLE);
    insert("2025-06-01");
    assertEquals("2025-06-01", days());
  }

  @Test
  void resetLeavesNothing() throws IOException {
    warehouse.createMissing();
    warehouse.insert(Tables.CUSTOMERS, List.of(customer("C1", "Oslo")));
    warehouse.put(files("booster"), "v1-abc");
    warehouse.reset();
    assertFalse(hasTables(warehouse));
    assertEquals(List.of(), warehouse.stored());
    create(Tables.CUSTOMERS);
    assertEquals(List.of(), warehouse.query(sql("select customer_id from customers")));
  }

  @Test
  void resetOfAnEmptySchemaDoesNothing() {
    warehouse.reset();
    assertFalse(hasTables(warehouse));
  }

  @Test
  void executeReturnsTheNumberOfChangedRows() {
    TestDays.createAlone(warehouse);
    insert("2025-06-01", "2025-06-02");
    assertEquals(2, warehouse.execute(sql("update test_days set run_id = 'r2'")));
  }

  @Test
  void parametersAreBoundByName() {
    TestDays.createAlone(warehouse);
    insert("2025-06-01", "2025-06-02", "2025-06-03");
    Sql query =
        sql("select snapshot_date from test_days where snapshot_date > :day and run_id ="
                + " :run or snapshot_date < :day")
            .with("day", LocalDate.of(2025, 6, 2))
            .with("run", "r1");
    assertEquals(
        TextTable.expected("snapshot_date\n2025-06-01\n2025-06-03"),
        TextTable.print(warehouse.query(query)));
  }

  @Test
  void insertFromMatchesColumnsByName() {
    TestDays.createAlone(warehouse);
    Sql query =
        sql(
            "select date '2025-06-01' as snapshot_date, 'r1' as run_id union all select date"
                + " '2025-06-02', 'r2'");
    assertEquals(2, warehouse.insertFrom(TestDays.TABLE, query));
    assertEquals("2025-06-01 2025-06-02", days());
  }

  @Test
  void insertOfNoRowsDoesNothing() {
    TestDays.createAlone(warehouse);
    warehouse.insert(TestDays.TABLE, List.of());
    assertEquals("", days());
  }

  @Test
  void anUnknownColumnIsRefused() {
    TestDays.createAlone(warehouse);
    assertThrows(
        IllegalArgumentException.class,
        () -> warehouse.insert(TestDays.TABLE, List.of(Map.of("snapshot", JUNE))));
    assertThrows(
        IllegalArgumentException.class,
        () -> warehouse.delete(TestDays.TABLE, Map.of("snapshot", JUNE)));
  }

  @Test
  void deleteRemovesOneSlice() {
    TestDays.createAlone(warehouse);
    insert("2025-06-01", "2025-06-01", "2025-06-02");
    assertEquals(
        2, warehouse.delete(TestDays.TABLE, Map.of("snapshot_date", JUNE, "run_id", "r1")));
    assertEquals("2025-06-02", days());
  }

  @Test
  void deleteRemovesEachOfAList() {
    TestDays.createAlone(warehouse);
    insert("2025-06-01", "2025-06-02", "2025-06-03");
    List<LocalDate> days = List.of(JUNE, LocalDate.of(2025, 6, 3));
    assertEquals(2, warehouse.delete(TestDays.TABLE, Map.of("snapshot_date", days)));
    assertEquals("2025-06-02", days());
  }

  @Test
  void deleteOfNoneOfAListRemovesNothing() {
    TestDays.createAlone(warehouse);
    insert("2025-06-01");
    assertEquals(
        0, warehouse.delete(TestDays.TABLE, Map.of("run_id", "r1", "snapshot_date", List.of())));
    assertEquals("2025-06-01", days());
  }

  @Test
  void deleteOfNoSliceInParticularIsRefused() {
    TestDays.createAlone(warehouse);
    insert("2025-06-01");
    assertThrows(IllegalArgumentException.class, () -> warehouse.delete(TestDays.TABLE, Map.of()));
    assertEquals("2025-06-01", days());
  }

  @Test
  void aTransactionIsSeenWhole() {
    TestDays.createAlone(warehouse);
    warehouse.transaction(
        () -> {
          insert("2025-06-01");
          insert("2025-06-02");
        });
    assertEquals("2025-06-01 2025-06-02", days());
  }

  @Test
  void anExceptionUndoesTheTransaction() {
    TestDays.createAlone(warehouse);
    insert("2025-06-01");
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class, () -> warehouse.transaction(() -> replaceAndThrow()));
    assertEquals("in the middle", thrown.getMessage());
    assertEquals("2025-06-01", days());
  }

  @Test
  void anErrorUndoesTheTransaction() {
    TestDays.createAlone(warehouse);
    insert("2025-06-01");
    assertThrows(
        StackOverflowError.class,
        () ->
            warehouse.transaction(
                () -> {
                  insert("2025-06-02");
                  throw new StackOverflowError();
                }));
    assertEquals("2025-06-01", days());
  }

  @Test
  void aFailedStatementUndoesTheTransactionAndIsTheFailureToTell() {
    TestDays.createAlone(warehouse);
    ChurnException failure =
        assertThrows(
            ChurnException.class,
            () ->
                warehouse.transaction(
                    () -> {
                      insert("2025-06-01");
                      warehouse.execute(sql("update no_such_table set a = 1"));
                    }));
    assertTrue(
        failure.getMessage().toLowerCase(Locale.ROOT).contains("no_such_table"),
        failure.getMessage());
    assertEquals("", days());
  }

  @Test
  void theNextTransactionAfterAFailedOneWorks() {
    TestDays.createAlone(warehouse);
    assertThrows(IllegalStateException.class, () -> warehouse.transaction(() -> replaceAndThrow()));
    warehouse.transaction(() -> insert("2025-06-03"));
    assertEquals("2025-06-03", days());
  }

  @Test
  void aFailureNamesTheStatementInOneLine() {
    ChurnException failure =
        assertThrows(
            ChurnException.class,
            () -> warehouse.query(new Sql("features/broken", "select no_such_column", Map.of())));
    assertEquals(ExitCode.WAREHOUSE, failure.exitCode());
    assertTrue(
        failure.getMessage().startsWith("statement features/broken failed: "),
        failure.getMessage());
    assertEquals(1, failure.getMessage().lines().count());
  }

  @Test
  void storedFilesKeepTheirNameUntilTheyAreRemoved() throws IOException {
    warehouse.createTables();
    warehouse.remove("v1-abc"); // does nothing where there is none
    assertEquals(List.of(), warehouse.stored());
    warehouse.put(files("first"), "v1-abc");
    assertEquals(List.of("v1-abc"), warehouse.stored());
    warehouse.put(files("second"), "v1-abc");
    Path fetched = warehouse.fetch("v1-abc");
    assertEquals("first", Files.readString(fetched.resolve("model.ubj")));
    assertEquals("{}", Files.readString(fetched.resolve("metadata.json")));
    warehouse.put(files("second"), "v2-def");
    warehouse.remove("v1-abc");
    assertEquals(List.of("v2-def"), warehouse.stored());
    assertThrows(ChurnException.class, () -> warehouse.fetch("v1-abc"));
    filesThatCannotBeStoredWholeAreNotStored("v3-ghi");
  }

  private void filesThatCannotBeStoredWholeAreNotStored(String name) {
    ChurnException failure =
        assertThrows(ChurnException.class, () -> warehouse.put(folder.resolve("missing"), name));
    assertEquals(ExitCode.WAREHOUSE, failure.exitCode());
    ChurnException missing = assertThrows(ChurnException.class, () -> warehouse.fetch(name));
    assertEquals(ExitCode.WAREHOUSE, missing.exitCode());
  }

  @Test
  void sentimentResolvesInAnyCase() {
    for (String call :
        List.of(
            "SNOWFLAKE.CORTEX.SENTIMENT",
            "snowflake.cortex.sentiment",
            "Snowflake.Cortex.Sentiment")) {
      ResultRow row =
          warehouse
              .query(
                  sql(
                      "select cast("
                          + call
                          + "('I love it, great!') as double) as good, "
                          + "cast("
                          + call
                          + "('Terrible, I hate it') as double) as bad"))
              .get(0);
      assertTrue(row.doubleValue("good") > 0 && row.doubleValue("good") <= 1);
      assertTrue(row.doubleValue("bad") < 0 && row.doubleValue("bad") >= -1);
    }
  }

  @Test
  void theSharedDialectMeansTheSame() {
    Sql query =
        sql(
            """
            select
              iff(1 > 2, 'yes', 'no') as iff_no,
              nvl(null, 7) as nvl_7,
              zeroifnull(null) as zero,
              cast(dateadd('month', -3, date '2025-05-31') as date) as three_months_before,
              cast(dateadd('day', 30, date '2025-06-01') as date) as thirty_days_after,
              cast(date '2025-05-31' - interval '3 months' as date) as by_interval,
              datediff('day', date '2024-02-28', date '2024-03-01') as days,
              date '2025-03-01' - 1 as day_before
            """);
    assertEquals(
        TextTable.expected(
            """
iff_no | nvl_7 | zero | three_months_before | thirty_days_after | by_interval | days | day_before
no     | 7     | 0    | 2025-02-28          | 2025-07-01        | 2025-02-28  | 2    | 2025-02-28
"""),
        TextTable.print(warehouse.query(query)));
  }

  @Test
  void theContentHashIsTheSumOfTheNumbersOfTheRows() {
    create(Tables.CUSTOMERS);
    warehouse.insert(Tables.CUSTOMERS, List.of(customer("C1", "Oslo"), customer("C2", null)));
    BigInteger first =
        rowNumber(
            "C1|||Oslo",
            times(2, "customer_id "),
            times(7, "age "),
            times(1, "customer_segment null"),
            times(1, "gender null"),
            times(4, "location "),
            times(JUNE.toEpochDay(), "signup_date "),
            times(1, "valid_from null"));
    BigInteger second =
        rowNumber(
            "C2|||",
            times(2, "customer_id "),
            times(7, "age "),
            times(1, "customer_segment null"),
            times(1, "gender null"),
            times(1, "location null"),
            times(JUNE.toEpochDay(), "signup_date "),
            times(1, "valid_from null"));
    ResultRow hash =
        warehouse.query(ContentHash.of(new SliceRows(Tables.CUSTOMERS, Map.of()))).get(0);
    assertEquals(first.add(second).toString(), hash.string("content_hash"));
    assertEquals(2, hash.longValue("row_count"));
  }

  @Test
  void hashesOfOlderReleasesAreSumsOfTheLowerHalvesOfTheMd5OfTheRows() {
    create(Tables.CUSTOMERS);
    warehouse.insert(Tables.CUSTOMERS, List.of(customer("C1", "Oslo"), customer("C2", null)));
    BigInteger sum =
        lowerHalfOfMd5("2:C1|7|~|~|4:Oslo|2025-06-01|~")
            .add(lowerHalfOfMd5("2:C2|7|~|~|~|2025-06-01|~"));
    SliceRows all = new SliceRows(Tables.CUSTOMERS, Map.of());
    ResultRow hash = warehouse.query(ContentHash.of(all, Migrations.ALL_DIGITS)).get(0);
    assertEquals(sum.toString(), hash.string("content_hash"));
    assertEquals(2, hash.longValue("row_count"));
  }

  @Test
  void theContentHashIsOfTheRowsOfTheSliceAlone() {
    TestDays.createAlone(warehouse);
    insert("2025-06-01", "2025-06-02", "2025-06-03");
    SliceRows.Days days = new SliceRows.Days(LocalDate.of(2025, 6, 2), LocalDate.of(2025, 6, 3));
    ResultRow hash =
        warehouse
            .query(
                ContentHash.of(
                    new SliceRows(TestDays.TABLE, Map.of("snapshot_date", days, "run_id", "r1"))))
            .get(0);
    // The run's id is not hashed.
    BigInteger sum =
        rowNumber("", times(LocalDate.of(2025, 6, 2).toEpochDay(), "snapshot_date "))
            .add(rowNumber("", times(LocalDate.of(2025, 6, 3).toEpochDay(), "snapshot_date ")));
    assertEquals(sum.toString(), hash.string("content_hash"));
  }

  @Test
  void theContentHashSeesValuesThatChangedPlaces() {
    create(Tables.DATA_QUALITY);
    String before = hashOfValues(1.5, 1e-9, 3);
    assertEquals(before, hashOfValues(1.5, 1e-9, 3));
    assertNotEquals(before, hashOfValues(1e-9, 1.5, 3));
    assertNotEquals(before, hashOfValues(3, 1e-9, 1.5));
  }

  @Test
  void theContentHashTellsMoneyOfAllItsDigits() {
    create(Tables.SALES);
    String most = hashOfAmount("99999999999999.9999");
    assertNotEquals(most, hashOfAmount("99999999999999.9998"));
    assertNotEquals(most, hashOfAmount("-99999999999999.9999"));
    assertEquals(most, hashOfAmount("99999999999999.9999"));
  }

  private String hashOfAmount(String amount) {
    warehouse.delete(Tables.SALES, Map.of("transaction_id", "T1"));
    Map<String, Object> sale =
        Map.of(
            "transaction_id",
            "T1",
            "customer_id",
            "C1",
            "transaction_date",
            JUNE,
            "total_amount",
            new BigDecimal(amount));
    warehouse.insert(Tables.SALES, List.of(sale));
    SliceRows all = new SliceRows(Tables.SALES, Map.of());
    return warehouse.query(ContentHash.of(all)).get(0).string("content_hash");
  }

  @Test
  void theContentHashOfValuesBeyondWholeNumbersIsThatOfTheirText() {
    create(Tables.DATA_QUALITY);
    assertNotEquals(hashOfValue(1e300), hashOfValue(2e300));
    assertNotEquals(hashOfValue(-1e300), hashOfValue(1e300));
    assertNotEquals(hashOfValue(-0.25), hashOfValue(0.25));
    assertNotEquals(hashOfValue(4e15), hashOfValue(Math.nextUp(4e15)));
  }

  @Test
  void theContentHashTellsDoublesByTheirLastDigit() {
    create(Tables.DATA_QUALITY);
    String one = hashOfValue(0.1);
    assertEquals(one, hashOfValue(0.1));
    assertNotEquals(one, hashOfValue(Math.nextUp(0.1)));
  }

  private String hashOfValue(double value) {
    return hashOfValues(value);
  }

  /** Of rows with a name and a value each. */
  private String hashOfValues(double... values) {
    warehouse.delete(Tables.DATA_QUALITY, Map.of("run_id", "r1"));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (double value : values) {
      rows.add(
          Map.of(
              "run_id",
              "r1",
              "stage",
              "ingest",
              "subject",
              "sales",
              "check_name",
              "share " + rows.size(),
              "value",
              value,
              "verdict",
              "OK"));
    }
    warehouse.insert(Tables.DATA_QUALITY, rows);
    SliceRows all = new SliceRows(Tables.DATA_QUALITY, Map.of());
    return warehouse.query(ContentHash.of(all)).get(0).string("content_hash");
  }

  @Test
  void theContentHashOfNoRowsIsZero() {
    create(Tables.SALES);
    SliceRows none = new SliceRows(Tables.SALES, Map.of("transaction_id", "it's none"));
    ResultRow hash = warehouse.query(ContentHash.of(none)).get(0);
    assertEquals("0", hash.string("content_hash"));
    assertEquals(0, hash.longValue("row_count"));
  }

  @Test
  void whatIsDoneInAScratchWarehouseStaysThereAndGoesWithIt() throws IOException {
    TestDays.createAlone(warehouse);
    insert("2025-06-01");
    for (int time = 0; time < 2; time++) {
      try (Warehouse scratch = warehouse.scratch("contract_scratch")) {
        assertTrue(hasTables(scratch));
        assertEquals(List.of(), scratch.query(sql("select value from run_settings")));
        scratch.insert(
            Tables.RUN_SETTINGS, List.of(Map.of("run_id", "s", "setting", "k", "value", "v")));
        scratch.put(files("booster"), "v1-abc");
      }
    }
    assertEquals("2025-06-01", days());
    assertEquals(List.of(), warehouse.stored());
  }

  /** Only the table that the test is about: all of them take a second on Snowflake. */
  private void create(Table table) {
    warehouse.execute(table.ddl());
  }

  private static Map<String, Object> customer(String id, String location) {
    Map<String, Object> row = new HashMap<>();
    row.put("customer_id", id);
    row.put("age", 7L);
    row.put("location", location);
    row.put("signup_date", JUNE);
    return row;
  }

  /** By the definition in {@link org.churnwise.table.RowNumber}, in numbers of any size. */
  private static BigInteger rowNumber(String texts, BigInteger... remainders) {
    BigInteger n = Stream.of(remainders).reduce(BigInteger.ZERO, BigInteger::add).mod(PRIME);
    return lowerHalfOfMd5(texts).multiply(n.add(PRIME)).add(n.pow(2));
  }

  private static BigInteger times(long value, String multiplier) {
    return BigInteger.valueOf(value).multiply(new BigInteger(1, md5(multiplier))).mod(PRIME);
  }

  private static BigInteger lowerHalfOfMd5(String text) {
    return new BigInteger(1, Arrays.copyOfRange(md5(text), 8, 16));
  }

  private static byte[] md5(String text) {
    try {
      return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  protected static Sql sql(String text) {
    return new Sql("contract", text, Map.of());
  }

  private void insert(String... snapshots) {
    Table table = TestDays.TABLE;
    for (String snapshot : snapshots) {
      warehouse.insert(
          table, List.of(Map.of("run_id", "r1", "snapshot_date", LocalDate.parse(snapshot))));
    }
  }

  private void replaceAndThrow() {
    warehouse.execute(sql("delete from test_days"));
    insert("2025-06-02");
    throw new IllegalStateException("in the middle");
  }

  private String days() {
    return String.join(
        " ",
        warehouse.query(sql("select snapshot_date from test_days order by snapshot_date")).stream()
            .map(row -> row.date("snapshot_date").toString())
            .toList());
  }

  private Path files(String booster) throws IOException {
    Path source = Files.createDirectories(folder.resolve("files of " + booster));
    Files.writeString(source.resolve("model.ubj"), booster);
    Files.writeString(source.resolve("metadata.json"), "{}");
    return source;
  }

  private static boolean hasTables(Warehouse warehouse) {
    return warehouse.tableNames().containsAll(Tables.kept().stream().map(Table::name).toList());
  }
}
