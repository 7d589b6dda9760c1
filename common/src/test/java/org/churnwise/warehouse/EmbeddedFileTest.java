package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TestDays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The file of the embedded warehouse: its names, what it leaves on the disk, and files that cannot
 * be opened.
 */
@Slow
class EmbeddedFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "snowflake.duckdb",
        "memory.duckdb",
        "churn.duckdb",
        "main",
        "temp.db",
        "system.duckdb",
        "it's \"mine\".duckdb",
        "mit Leerzeichen und Öl.duckdb",
        "a;b--c.duckdb",
        "100%_{done}?.duckdb",
        "deep/er/folder.duckdb"
      })
  void aFileOfAnyNameKeepsItsRows(String name) throws IOException {
    Path file = folder.resolve(name);
    try (Warehouse warehouse = EmbeddedFiles.open(file)) {
      TestDays.createIn(warehouse);
      insert(warehouse, "2025-06-01");
    }
    try (Warehouse warehouse = EmbeddedFiles.open(file)) {
      assertTrue(hasTables(warehouse));
      assertEquals(1, count(warehouse));
      assertEquals(
          0.0,
          warehouse
              .query(sql("select snowflake.cortex.sentiment('qwertz') as s"))
              .get(0)
              .doubleValue("s"));
    }
    assertEquals(List.of(file), filesBeside(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/none?/churn.duckdb", "/none/a\\b.duckdb"})
  void aPathThatCannotBeADatabaseIsRefused(String path) {
    ChurnException refusal =
        assertThrows(ChurnException.class, () -> EmbeddedFiles.open(Path.of(path)));
    assertEquals(ExitCode.USAGE, refusal.exitCode());
    assertTrue(
        refusal.getMessage().startsWith("warehouse.path = " + path + " is "), refusal.getMessage());
  }

  @Test
  void aCommitThatFailsSaysWhyAndTheNextTransactionWorks() throws IOException {
    Path place = folder.resolve("place");
    try (Warehouse warehouse = EmbeddedFiles.open(place.resolve("churn.duckdb"))) {
      Path away = Files.move(place, folder.resolve("away"));
      Sql create = sql("create table made (number bigint)");
      ChurnException failure =
          assertThrows(
              ChurnException.class, () -> warehouse.transaction(() -> warehouse.execute(create)));
      assertTrue(failure.getMessage().contains("Cannot open file"), failure.getMessage());
      Files.move(away, place);
      warehouse.transaction(() -> warehouse.execute(create));
      assertEquals(0, warehouse.query(sql("select number from made")).size());
    }
  }

  @Test
  void afterCloseThereIsOneFileAndNoLog() throws IOException {
    Path file = folder.resolve("churn.duckdb");
    try (Warehouse warehouse = EmbeddedFiles.open(file)) {
      TestDays.createIn(warehouse);
      insert(warehouse, "2025-06-01");
    }
    assertEquals(List.of(file), filesBeside(file));
  }

  @Test
  void macrosAreThereAgainAfterReopening() {
    Path file = folder.resolve("churn.duckdb");
    EmbeddedFiles.open(file).close();
    try (Warehouse warehouse = EmbeddedFiles.open(file)) {
      assertEquals(7, warehouse.query(sql("select nvl(null, 7) as n")).get(0).longValue("n"));
      assertEquals(
          LocalDate.of(2025, 2, 28),
          warehouse
              .query(sql("select cast(dateadd('month', -1, date '2025-03-31') as date) as d"))
              .get(0)
              .date("d"));
    }
  }

  @Test
  void nothingButTablesAndViewsIsStoredInTheFile() {
    Path file = folder.resolve("churn.duckdb");
    try (Warehouse warehouse = EmbeddedFiles.open(file)) {
      TestDays.createIn(warehouse);
      Sql macros =
          sql(
              "select count(*) as n from duckdb_functions() where database_name = 'churn' and not"
                  + " internal");
      assertEquals(0, warehouse.query(macros).get(0).longValue("n"));
    }
  }

  @Test
  void schemasOfOneFileAreApart() {
    Path file = folder.resolve("churn.duckdb");
    try (Warehouse warehouse = EmbeddedFiles.open(file, "analytics")) {
      TestDays.createIn(warehouse);
      insert(warehouse, "2025-06-01");
      assertEquals("analytics", warehouse.schema());
    }
    try (Warehouse warehouse = EmbeddedFiles.open(file)) {
      assertFalse(hasTables(warehouse));
    }
    try (Warehouse warehouse = EmbeddedFiles.open(file, "analytics")) {
      assertTrue(hasTables(warehouse));
      assertEquals(1, count(warehouse));
    }
  }

  @Test
  void modelFilesOfOneSchemaAreNotListedInAnother() throws IOException {
    Path file = fileWithAModel();
    try (Warehouse warehouse = EmbeddedFiles.open(file, "other")) {
      assertEquals(List.of(), warehouse.stored());
    }
  }

  @Test
  void resetOfOneSchemaKeepsTheModelFilesOfAnother() throws IOException {
    Path file = fileWithAModel();
    try (Warehouse warehouse = EmbeddedFiles.open(file, "other")) {
      TestDays.createIn(warehouse);
      warehouse.reset();
    }
    try (Warehouse warehouse = EmbeddedFiles.open(file, "main")) {
      assertEquals(List.of("v1-abc"), warehouse.stored());
      assertEquals("booster", Files.readString(warehouse.fetch("v1-abc").resolve("model.ubj")));
    }
  }

  @Test
  void onlyCreatingTheTablesCreatesTheSchema() {
    Path file = folder.resolve("churn.duckdb");
    Sql schemas =
        sql(
            "select schema_name from information_schema.schemata"
                + " where catalog_name = 'churn' and schema_name = 'other'");
    try (Warehouse warehouse = EmbeddedFiles.open(file, "other")) {
      assertEquals(List.of(), warehouse.query(schemas));
      TestDays.createIn(warehouse);
      assertEquals(1, warehouse.query(schemas).size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order",
        "select",
        "ANALYTICS",
        "snowflake",
        "churn",
        "temp",
        "memory",
        "_x1",
        "information_schema_2"
      })
  void aSchemaOfAnyNameWorks(String schema) {
    Path file = folder.resolve("churn.duckdb");
    try (Warehouse warehouse = EmbeddedFiles.open(file, schema)) {
      TestDays.createIn(warehouse);
      insert(warehouse, "2025-06-01");
    }
    try (Warehouse warehouse = EmbeddedFiles.open(file, schema)) {
      assertTrue(hasTables(warehouse));
      assertEquals(1, count(warehouse));
    }
  }

  @Test
  void aSchemaIsTheSameInUpperAndLowerCase() {
    Path file = folder.resolve("churn.duckdb");
    try (Warehouse warehouse = EmbeddedFiles.open(file, "ANALYTICS")) {
      TestDays.createIn(warehouse);
      insert(warehouse, "2025-06-01");
    }
    try (Warehouse warehouse = EmbeddedFiles.open(file, "analytics")) {
      assertTrue(hasTables(warehouse));
      assertEquals(1, count(warehouse));
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedAndLeftAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "not a database\n".repeat(1000));
    ChurnException failure = assertThrows(ChurnException.class, () -> EmbeddedFiles.open(file));
    assertEquals(ExitCode.WAREHOUSE, failure.exitCode());
    assertEquals(1, failure.getMessage().lines().count());
    assertTrue(
        failure.getMessage().startsWith("cannot open database " + file + ": "),
        failure.getMessage());
    assertTrue(
        failure
            .getMessage()
            .endsWith(
                "; check the file and its permissions, or set warehouse.path to another file"),
        failure.getMessage());
    assertEquals("not a database\n".repeat(1000), Files.readString(file));
  }

  @Test
  void aDamagedDatabaseIsRefused() throws IOException {
    Path file = folder.resolve("churn.duckdb");
    try (Warehouse warehouse = EmbeddedFiles.open(file)) {
      TestDays.createIn(warehouse);
    }
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, 5000));
    ChurnException failure = assertThrows(ChurnException.class, () -> EmbeddedFiles.open(file));
    assertEquals(ExitCode.WAREHOUSE, failure.exitCode());
    assertEquals(1, failure.getMessage().lines().count());
  }

  @Test
  void aFolderIsRefusedWithAnExampleOfAFile() throws IOException {
    Path place = Files.createDirectory(folder.resolve("place"));
    ChurnException failure = assertThrows(ChurnException.class, () -> EmbeddedFiles.open(place));
    assertEquals(ExitCode.WAREHOUSE, failure.exitCode());
    assertEquals(
        "warehouse.path "
            + place
            + " is a folder; name a file, for example "
            + place.resolve("churn.duckdb"),
        failure.getMessage());
  }

  @Test
  void aFolderThatCannotBeMadeIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    ChurnException failure =
        assertThrows(ChurnException.class, () -> EmbeddedFiles.open(file.resolve("churn.duckdb")));
    assertEquals(ExitCode.WAREHOUSE, failure.exitCode());
    assertTrue(
        failure.getMessage().startsWith("cannot create " + file + ": "), failure.getMessage());
  }

  @Test
  void whatAKilledProcessLeftBesideTheFileIsSweptAway() throws IOException {
    Path file = folder.resolve("churn.duckdb");
    Path left = Files.createDirectories(folder.resolve("churn.duckdb-exchange").resolve("old"));
    Files.writeString(left.resolve("rows.parquet"), "half");
    EmbeddedFiles.open(file).close();
    assertEquals(List.of(file), filesBeside(file));
  }

  @Test
  void aFileThatCannotBeWrittenAnewLeavesNoUnfinishedOneBehind() throws IOException {
    Path file = folder.resolve("churn.duckdb");
    try (Warehouse warehouse = EmbeddedFiles.open(file)) {
      warehouse.execute(sql("attach ':memory:' as churn_fresh")); // the name is taken
      assertThrows(ChurnException.class, warehouse::discardRemains);
      assertEquals(
          List.of(),
          filesBeside(file).stream().filter(f -> f.toString().contains("unfinished")).toList());
      warehouse.discardRemains();
    }
    assertEquals(List.of(file), filesBeside(file));
  }

  @Test
  void aStatementThatNeedsMoreThanTheMemorySpillsToDiskAndLeavesNothing() throws IOException {
    Path file = folder.resolve("churn.duckdb");
    try (Warehouse warehouse = EmbeddedFiles.open(file, "main", "30MB")) {
      String sorted =
          "select max(place) as last from (select row_number() over (order by hash(i) nulls last)"
              + " as place from range(3000000) rows(i))";
      assertEquals(
          3_000_000L, warehouse.query(new Sql("test", sorted, Map.of())).get(0).longValue("last"));
    }
    assertEquals(List.of(file), filesBeside(file));
  }

  @Test
  void halfWrittenModelFilesAreNoModel() throws IOException {
    Path file = folder.resolve("churn.duckdb");
    Path half =
        Files.createDirectories(folder.resolve("churn.duckdb-models/main/v1-abc.unfinished"));
    Files.writeString(half.resolve("model.ubj"), "ha");
    Path whole = Files.createDirectories(folder.resolve("whole"));
    Files.writeString(whole.resolve("model.ubj"), "half and half");
    try (Warehouse warehouse = EmbeddedFiles.open(file)) {
      assertThrows(ChurnException.class, () -> warehouse.fetch("v1-abc"));
      warehouse.put(whole, "v1-abc");
      assertEquals(
          "half and half", Files.readString(warehouse.fetch("v1-abc").resolve("model.ubj")));
      assertEquals(List.of("v1-abc"), warehouse.stored());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "local[2]", "local[*]", "local[2,3]", "local[*, 1]"})
  void localMastersSeeTheFile(String master) {
    EmbeddedWarehouse.refuseRemoteMaster(master);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yarn",
        "spark://host:7077",
        "k8s://https://host",
        "local-cluster[2,1,1024]",
        "local[x]",
        ""
      })
  void otherMastersAreRefused(String master) {
    ChurnException failure =
        assertThrows(ChurnException.class, () -> EmbeddedWarehouse.refuseRemoteMaster(master));
    assertEquals(ExitCode.USAGE, failure.exitCode());
    assertEquals(
        "Spark master '%s' does not work with the embedded warehouse, whose rows pass through local files of one process. Use --master local[*], or a warehouse that the cluster can reach (warehouse.kind)"
            .formatted(master),
        failure.getMessage());
  }

  private Path fileWithAModel() throws IOException {
    Path file = folder.resolve("churn.duckdb");
    Path model = Files.createDirectories(folder.resolve("model"));
    Files.writeString(model.resolve("model.ubj"), "booster");
    try (Warehouse warehouse = EmbeddedFiles.open(file, "main")) {
      TestDays.createIn(warehouse);
      warehouse.put(model, "v1-abc");
    }
    return file;
  }

  private static void insert(Warehouse warehouse, String snapshot) {
    warehouse.insert(
        TestDays.TABLE,
        List.of(Map.of("run_id", "r1", "snapshot_date", LocalDate.parse(snapshot))));
  }

  private static long count(Warehouse warehouse) {
    return warehouse.query(sql("select count(*) as n from test_days")).get(0).longValue("n");
  }

  private static List<Path> filesBeside(Path file) throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.toList();
    }
  }

  private static Sql sql(String text) {
    return new Sql("test", text, Map.of());
  }

  private static boolean hasTables(Warehouse warehouse) {
    return warehouse.tableNames().containsAll(Tables.kept().stream().map(Table::name).toList());
  }
}
