package org.churnwise.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.error.ChurnException;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
  @TempDir Path folder;

  private static String page() {
    return PageTemplate.render(ReportPage.of(new PlantedRows().rows()));
  }

  private static Settings settings(String... sets) {
    return SettingsLoader.load(
        new SettingsSources(Optional.empty(), Optional.empty(), List.of(sets), Map.of()));
  }

  private static String defaultName(String... sets) {
    return ReportFile.ofWarehouse(settings(sets)).path().toString();
  }

  @Test
  void aReportIsForItsOwnerAloneAndReplacesTheLast() throws IOException {
    Path path = folder.resolve("new/report.html");
    ReportFile file = new ReportFile(path);
    file.write(page());
    file.write(page());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    try (var files = Files.list(path.getParent())) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void whatIsNoReportIsNeitherReplacedNorDeleted() throws IOException {
    Path path = Files.writeString(folder.resolve("notes.html"), "<!DOCTYPE html>\nmine");
    ChurnException refused =
        assertThrows(ChurnException.class, () -> new ReportFile(path).write(page()));
    assertEquals(
        path + " exists and is no report; choose a new name for --out", refused.getMessage());
    assertFalse(new ReportFile(path).delete());
    assertEquals("<!DOCTYPE html>\nmine", Files.readString(path));
  }

  @Test
  void nothingIsLeftOfADeletedReport() throws IOException {
    ReportFile file = new ReportFile(folder.resolve("report.html"));
    assertFalse(file.delete());
    file.write(page());
    Files.writeString(folder.resolve("report.html.unfinished"), "of a killed run");
    assertTrue(file.delete());
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void itIsNamedAfterTheTables() {
    assertEquals("churnwise-data/report/churn.html", defaultName());
    assertEquals(
        "out/mine-shop.html",
        defaultName("report.path=out", "warehouse.path=x/mine.duckdb", "warehouse.schema=shop"));
    assertEquals(
        "out/SHOP-CHURN.html",
        defaultName(
            "report.path=out",
            "warehouse.kind=snowflake",
            "warehouse.database=SHOP",
            "warehouse.schema=CHURN"));
  }

  @Test
  void everyStatementRunsOnEmptyTables() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      temporary.warehouse().createViews();
      ReportRows rows = ReportRows.read(temporary.warehouse(), temporary.ledger(), 20);
      assertEquals("Nothing is loaded yet", ReportState.of(rows).sentence());
    }
  }
}
