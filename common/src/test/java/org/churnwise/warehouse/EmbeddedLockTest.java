package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lock of the embedded file is its lease. Another Java process holds it, in the middle of a
 * transaction.
 */
class EmbeddedLockTest {
  @TempDir Path folder;

  private Path file;
  private Process holder;

  @BeforeEach
  void startHolder() throws IOException {
    file = folder.resolve("churn.duckdb");
    try (Warehouse warehouse = EmbeddedFiles.open(file)) {
      warehouse.createMissing();
      warehouse.insert(
          Tables.REQUESTED_SNAPSHOTS,
          List.of(Map.of("run_id", "finished", "snapshot_date", LocalDate.of(2025, 6, 1))));
    }
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                classPath,
                HoldingProcess.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = holder.inputReader();
    for (String line = out.readLine(); !"holding".equals(line); line = out.readLine()) {
      if (line == null) {
        throw new IllegalStateException("the other process ended early");
      }
    }
  }

  @AfterEach
  void endHolder() throws InterruptedException {
    holder.destroyForcibly().waitFor();
  }

  @Test
  void aFileThatAnotherProcessHoldsIsRefusedWithItsId() {
    ChurnException refused = assertThrows(ChurnException.class, () -> EmbeddedFiles.open(file));
    assertEquals(ExitCode.LEASE_HELD, refused.exitCode());
    assertEquals(
        "database %s is in use by process %d; wait for it to end, or stop it, and run this again"
            .formatted(file, holder.pid()),
        refused.getMessage());
  }

  @Test
  void aKilledProcessLeavesNeitherLockNorHalfATransaction() throws InterruptedException {
    holder.destroyForcibly().waitFor();
    assertEquals("finished", runId());
  }

  @Test
  void aProcessThatEndsWellLeavesItsTransaction() throws IOException, InterruptedException {
    holder.getOutputStream().close();
    assertEquals(0, holder.waitFor());
    assertEquals("unfinished", runId());
  }

  private String runId() {
    try (Warehouse warehouse = EmbeddedFiles.open(file)) {
      return warehouse
          .query(new Sql("test", "select run_id from requested_snapshots", Map.of()))
          .get(0)
          .string("run_id");
    }
  }
}
