package org.churnwise.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.sql.Sql;
import org.churnwise.table.Migrations;
import org.churnwise.table.Tables;
import org.churnwise.testkit.OldRelease;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TextTable;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Older, equal and newer tables, in every kind of warehouse. */
public abstract class SchemaUpgradeContract {
  private static final Run RUN =
      new Run(
          "r1",
          "test",
          "",
          LocalDate.of(2025, 12, 31),
          "new code",
          TemporaryWarehouse.NOW,
          Clock.fixed(TemporaryWarehouse.NOW, ZoneOffset.UTC));

  @TempDir Path folder;

  private Warehouse warehouse;

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
  void anEmptySchemaHasNoVersionAndIsRefused() {
    assertEquals(OptionalLong.empty(), SchemaUpgrade.version(warehouse));
    assertRefused("there are no Churnwise tables in ", "run 'submit/churn init' first");
  }

  @Test
  void createdTablesAreOfTheNewestVersionAtOnce() {
    create();
    assertEquals(
        TextTable.expected(
            """
            version | name | applied_at | code_version
            %d | created | 2026-01-01T00:00:00Z | new code
            """
                .formatted(Migrations.newest())),
        versions("version", "name", "applied_at", "code_version"));
    schema().requireCurrent();
  }

  @Test
  void nothingIsDoneToTablesOfThisVersion() {
    create();
    schema().apply();
    assertEquals(1, versions("version").lines().count() - 1);
  }

  @Test
  void tablesWithoutAVersionAreOlderAndMayNotBeReadYet() throws Exception {
    createOldTables();
    assertEquals(OptionalLong.of(1), SchemaUpgrade.version(warehouse));
    schema().requireTables();
    assertRefused(
        "have version 1, and this release needs version " + Migrations.newest(),
        "run 'submit/churn init'");
  }

  /** One upgrade, of tables that hold what each of the facts is about. */
  @TestFactory
  Stream<DynamicTest> anUpgradeOfOldTables() throws Exception {
    createOldTables();
    insertIntoOldTables();
    execute("drop table if exists landing_predictions");
    execute("create table landing_predictions (colour string)");
    schema().apply();
    return Stream.of(
        dynamicTest("makesThemCurrent", () -> schema().requireCurrent()),
        dynamicTest("givesThemTheColumnsAndTypesOfCreatedOnes", this::assertColumnsOfCreated),
        dynamicTest("recordsEachMigrationWithItsName", this::assertMigrationsRecorded),
        dynamicTest("takesHashesOfOldTablesForThoseOfTheFirstVersion", this::assertFirstHashes),
        dynamicTest("numbersOldRowsByTheOnlyLoadThatMayHaveBroughtThem", this::assertNumbered),
        dynamicTest("takesOldCustomersAsKnownFromTheBeginning", this::assertKnownFromBeginning),
        dynamicTest("takesOldSalesOfLessThanNothingForReturns", this::assertReturns));
  }

  /** Only one file has sales around May 3; two have some around May 31. */
  private void insertIntoOldTables() {
    execute(
        """
        insert into slice_contents (run_id, stage, slice, stage_key, table_name, row_filter,
          content_hash, row_count)
        values ('r0', 'features', '2025-06-01', 'k', 'customer_features', '{}', '17', 3)
        """);
    execute(
        """
        insert into files_ingested (file_type, file_name, stage_name, content_hash, rows_read,
          rows_loaded, rows_quarantined, rows_duplicate, first_day, last_day, ingested_at, run_id)
        values
          ('sales', 'june', 's', 'h2', 1, 1, 0, 0, '2025-05-31', '2025-06-30', '2025-07-02', 'r'),
          ('customers', 'people', 's', 'h0', 1, 1, 0, 0, null, null, '2025-06-01', 'r'),
          ('sales', 'may', 's', 'h1', 1, 1, 0, 0, '2025-05-01', '2025-05-31', '2025-06-02', 'r')
        """);
    execute(
        """
insert into sales (transaction_id, customer_id, transaction_date, total_amount)
values ('T1', 'C', '2025-05-03', 1), ('T2', 'C', '2025-05-31', 0), ('T3', 'C', '2025-06-01', -1)
""");
    execute("insert into customers (customer_id) values ('C')");
  }

  private void assertColumnsOfCreated() {
    try (Warehouse created = warehouse.scratch("created_tables")) {
      assertEquals(columns(created), columns(warehouse));
    }
    assertFalse(columns(warehouse).contains("colour"), "landing tables are made anew");
  }

  private void assertMigrationsRecorded() {
    StringBuilder expected = new StringBuilder("version | name | code_version\n");
    Migrations.all()
        .forEach(m -> expected.append("%d | %s | new code%n".formatted(m.version(), m.name())));
    assertEquals(
        TextTable.expected(expected.toString()), versions("version", "name", "code_version"));
  }

  private void assertFirstHashes() {
    assertEquals(
        TextTable.expected("run_id | content_hash | hash_version | row_count\nr0 | 17 | 1 | 3"),
        TextTable.print(
            query("select run_id, content_hash, hash_version, row_count from slice_contents"),
            "run_id",
            "content_hash",
            "hash_version",
            "row_count"));
  }

  private void assertNumbered() {
    assertEquals("people=1, may=2, june=3", numbers("file_name", "files_ingested", "load_number"));
    assertEquals("T1=2, T2=null, T3=3", numbers("transaction_id", "sales", "transaction_id"));
    assertEquals("C=1", numbers("customer_id", "customers", "customer_id"));
  }

  private void assertKnownFromBeginning() {
    assertEquals(
        TextTable.expected("customer_id | valid_from\nC | 0001-01-01"),
        TextTable.print(
            query("select customer_id, valid_from from customers"), "customer_id", "valid_from"));
  }

  private void assertReturns() {
    assertEquals(
        TextTable.expected("transaction_id | is_return\nT1 | false\nT2 | false\nT3 | true"),
        TextTable.print(
            query("select transaction_id, is_return from sales"), "transaction_id", "is_return"));
  }

  private String numbers(String name, String table, String order) {
    return query("select %s, load_number from %s order by %s".formatted(name, table, order))
        .stream()
        .map(row -> row.values().get(name) + "=" + row.values().get("load_number"))
        .collect(Collectors.joining(", "));
  }

  @Test
  void anUpgradeThatWasKilledIsFinishedByTheNext() throws Exception {
    createOldTables();
    execute(
        """
insert into pipeline_runs (run_id, command, arguments, config_hash, code_version, started_at, status)
values ('r0', 'init', '', 'h', 'old code', '2025-06-01', 'DONE')
""");
    warehouse.createTables();
    Migrations.all().get(0).statements().forEach(warehouse::execute);
    assertTrue(schema().isOlder());
    schema().apply();
    assertFalse(schema().isOlder());
  }

  @Test
  void tablesWhoseCreatorWasKilledBeforeItNotedTheirVersionAreNew() {
    warehouse.createTables();
    SchemaUpgrade schema = schema();
    assertEquals(OptionalLong.empty(), SchemaUpgrade.version(warehouse));
    schema.apply();
    assertEquals(OptionalLong.of(Migrations.newest()), SchemaUpgrade.version(warehouse));
    assertEquals(1, versions("version").lines().count() - 1);
  }

  @Test
  void viewsOfAnotherProgramAreMadeAnewOnce() {
    create();
    execute("create or replace view run_history as select 1 as of_another_program");
    schema().renewViews();
    assertEquals(1, query("select of_another_program from run_history").size());
    Run other =
        new Run(
            RUN.id(),
            RUN.command(),
            RUN.arguments(),
            RUN.asOf(),
            "other",
            RUN.startedAt(),
            RUN.clock());
    SchemaUpgrade.of(warehouse, other).renewViews();
    assertThrows(ChurnException.class, () -> query("select of_another_program from run_history"));
    SchemaUpgrade.of(warehouse, other).renewViews();
    assertEquals(
        TextTable.expected(
            "name | code_version\ncreated | %s\nviews | other".formatted(RUN.codeVersion())),
        versions("name", "code_version"));
  }

  @Test
  void newerTablesAreRefused() {
    create();
    warehouse.insert(
        Tables.SCHEMA_VERSIONS,
        List.of(
            Map.of(
                "version",
                999L,
                "name",
                "of the future",
                "applied_at",
                TemporaryWarehouse.NOW,
                "code_version",
                "newer code")));
    assertRefused(
        "have version 999, and this release supports versions up to " + Migrations.newest(),
        "use the release that upgraded them (code version newer code)");
  }

  private void assertRefused(String... texts) {
    ChurnException refused = assertThrows(ChurnException.class, () -> schema().requireCurrent());
    assertEquals(ExitCode.WAREHOUSE, refused.exitCode());
    for (String text : texts) {
      assertTrue(refused.getMessage().contains(text), refused.getMessage());
    }
  }

  private SchemaUpgrade schema() {
    return SchemaUpgrade.of(warehouse, RUN);
  }

  private void create() {
    SchemaUpgrade empty = schema();
    warehouse.createTables();
    empty.apply();
  }

  /** As the old release made them. */
  private void createOldTables() throws Exception {
    OldRelease.in(folder.resolve("old")).tables().forEach(this::execute);
  }

  private String versions(String... columns) {
    return TextTable.print(
        query("select " + String.join(", ", columns) + " from schema_versions"), columns);
  }

  private static String columns(Warehouse asked) {
    String text =
        """
        select
          lower(table_name) as table_name,
          lower(column_name) as column_name,
          data_type,
          numeric_precision,
          numeric_scale,
          is_nullable
        from information_schema.columns
        where lower(table_schema) = lower('%s')
        """
            .formatted(asked.schema());
    return TextTable.print(
        asked.query(new Sql("columns", text, Map.of())),
        "table_name",
        "column_name",
        "data_type",
        "numeric_precision",
        "numeric_scale",
        "is_nullable");
  }

  private List<ResultRow> query(String text) {
    return warehouse.query(new Sql("test", text, Map.of()));
  }

  private void execute(String text) {
    warehouse.execute(new Sql("test", text, Map.of()));
  }
}
