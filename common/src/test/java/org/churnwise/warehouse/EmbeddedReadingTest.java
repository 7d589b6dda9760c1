package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.churnwise.config.WarehouseSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.testkit.TestDays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is opened for reading, and what a refused process is told of its holder. */
class EmbeddedReadingTest {
  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void makeTables() {
    file = folder.resolve("churn.duckdb");
    try (Warehouse warehouse = EmbeddedFiles.open(file)) {
      TestDays.createIn(warehouse);
      warehouse.createViews();
    }
  }

  private Warehouse reading() {
    return EmbeddedWarehouse.reading(EmbeddedFiles.settings(file, "main"), "show");
  }

  private static Sql sql(String text) {
    return new Sql("test", text, Map.of());
  }

  @Test
  void itIsReadAndCannotBeWritten() {
    try (Warehouse warehouse = reading()) {
      assertEquals(List.of(), warehouse.query(sql("select run_id from test_days")));
      for (String writing :
          List.of("drop table test_days", "insert into test_days (run_id) values ('x')")) {
        ChurnException refused =
            assertThrows(ChurnException.class, () -> warehouse.execute(sql(writing)));
        assertTrue(refused.getMessage().contains("read-only"), refused.getMessage());
      }
    }
  }

  @Test
  void noOtherFileIsReadOrWritten() {
    Path copy = folder.resolve("copy.csv");
    try (Warehouse warehouse = reading()) {
      for (String outside :
          List.of(
              "select * from read_csv('" + copy + "')",
              "copy (select 1) to '" + copy + "'",
              "attach '" + copy + "' as other",
              "set enable_external_access = true")) {
        assertThrows(ChurnException.class, () -> warehouse.execute(sql(outside)), outside);
      }
    }
    assertTrue(Files.notExists(copy));
  }

  @Test
  void nothingIsLeftBesideTheFile() throws Exception {
    try (Warehouse warehouse = reading()) {
      assertEquals("main", warehouse.schema());
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  /** It is sorted in more memory than there is, so that it needs the folder to spill to. */
  @Test
  void aResultLargerThanTheMemoryIsSorted() {
    WarehouseSettings small = EmbeddedFiles.settings(file, "main", "64MB");
    try (Warehouse warehouse = EmbeddedWarehouse.reading(small, "sql")) {
      String sorted =
          "select max(length(t)) as n from (select repeat(md5(i::varchar), 8) as t, row_number()"
              + " over (order by md5(i::varchar)) as r from range(250000) x (i))";
      assertEquals(256, warehouse.query(sql(sorted)).get(0).longValue("n"));
    }
  }

  @Test
  void theHolderIsToldWithUserCommandAndStage() {
    long pid = ProcessHandle.current().pid();
    try (Warehouse holder = EmbeddedFiles.open(file)) {
      holder.label(new WorkLabel("r1", "features", "2025-05-01"));
      String told = HolderNote.describe(file, pid);
      assertTrue(
          told.matches(
              "process %d of user %s on host \\S+ since \\S+, at features 2025-05-01 since \\d{4}-\\S+Z"
                  .formatted(pid, System.getProperty("user.name"))),
          told);
      holder.label(WorkLabel.of("r1"));
      assertTrue(!HolderNote.describe(file, pid).contains(", at "), told);
    }
  }
}
