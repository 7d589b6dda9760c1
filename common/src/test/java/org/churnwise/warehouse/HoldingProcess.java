package org.churnwise.warehouse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.testkit.TestDays;

/**
 * Another process with the database open, in the middle of a transaction that replaces a row; it
 * waits for the end of its input. If it finds the database in use, it prints that and ends.
 */
final class HoldingProcess {
  private HoldingProcess() {}

  public static void main(String[] args) {
    try (Warehouse warehouse =
        new EmbeddedWarehouse(
            EmbeddedFiles.settings(Path.of(args[0]), "main"), "hold --with  a\nline")) {
      TestDays.createIn(warehouse);
      warehouse.transaction(
          () -> {
            warehouse.execute(new Sql("test", "delete from test_days", Map.of()));
            warehouse.insert(
                TestDays.TABLE,
                List.of(Map.of("run_id", "unfinished", "snapshot_date", LocalDate.of(2025, 6, 1))));
            System.out.println("holding");
            waitForEndOfInput();
          });
    } catch (ChurnException e) {
      System.out.println(e.exitCode() + " " + e.getMessage());
    }
  }

  private static void waitForEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // wait
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
