package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.sql.Sql;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TestDays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lock of the embedded file is its lease. Another Java process holds it, in the middle of a
 * transaction.
 */
@Slow
class EmbeddedLockTest {
  private static final String FILE = "churn.duckdb";

  /** As a process left it that was killed in the middle of its transaction. */
  @TempDir static Path left;

  /** The same files, before a process opened the first ones again. */
  @TempDir static Path copied;

  private static long killed;
  private static String heldBy;
  private static ChurnException refused;

  @TempDir Path folder;

  @BeforeAll
  static void holdAndKill() throws Exception {
    Path file = left.resolve(FILE);
    Process holder = startHolder(file);
    try {
      heldBy = inUseBy(file, holder);
      refused = assertThrows(ChurnException.class, () -> EmbeddedFiles.open(file));
    } finally {
      holder.destroyForcibly().waitFor();
    }
    killed = holder.pid();
    FileUtils.copyDirectory(left.toFile(), copied.toFile());
  }

  /** Of a file with a committed row. */
  private static Process startHolder(Path file) throws IOException {
    try (Warehouse warehouse = EmbeddedFiles.open(file)) {
      TestDays.createIn(warehouse);
      warehouse.insert(
          TestDays.TABLE,
          List.of(Map.of("run_id", "finished", "snapshot_date", LocalDate.of(2025, 6, 1))));
    }
    Process holder = start(file);
    assertEquals("holding", firstWord(holder));
    return holder;
  }

  private static Process start(Path file) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            classPath,
            HoldingProcess.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** What a process says of the lock, after the lines of its logging. */
  private static String firstWord(Process process) throws IOException {
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.equals("holding") || line.startsWith("LEASE_HELD")) {
        return line;
      }
    }
    throw new IllegalStateException("the other process ended early");
  }

  /** Since is the start of the process, and a command is one line. */
  private static String inUseBy(Path file, Process process) {
    Instant start = process.info().startInstant().orElseThrow().truncatedTo(ChronoUnit.SECONDS);
    return "database %s is in use by process %d of user %s on host %s since %s (hold --with a line); wait for it to end, or stop it, and run this again"
        .formatted(
            file, process.pid(), System.getProperty("user.name"), SnowflakeLease.host(), start);
  }

  @Test
  void aFileThatAnotherProcessHoldsIsRefusedWithProcessHostStartAndCommand() {
    assertEquals(ExitCode.LEASE_HELD, refused.exitCode());
    assertEquals(heldBy, refused.getMessage());
  }

  @Test
  void ofTwoProcessesOfOneMomentOneWinsAndTheOtherNamesIt() throws Exception {
    Path fresh = folder.resolve("fresh.duckdb");
    Process one = start(fresh);
    Process other = start(fresh);
    try {
      String first = firstWord(one);
      String second = firstWord(other);
      Process winner = first.equals("holding") ? one : other;
      assertEquals(
          List.of("LEASE_HELD " + inUseBy(fresh, winner), "holding"),
          Stream.of(first, second).sorted().toList());
    } finally {
      one.destroyForcibly().waitFor();
      other.destroyForcibly().waitFor();
    }
  }

  @Test
  void theNoteOfAKilledProcessIsRemovedByTheNextAndItsOwnAtItsEnd() throws Exception {
    Path file = copied.resolve(FILE);
    Path note = copied.resolve("churn.duckdb-process-" + killed);
    assertTrue(Files.exists(note));
    try (Warehouse warehouse = EmbeddedFiles.open(file)) {
      assertFalse(Files.exists(note));
      assertEquals("main", warehouse.schema());
    }
    try (Stream<Path> files = Files.list(copied)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void aKilledProcessLeavesNeitherLockNorHalfATransaction() {
    assertEquals("finished", runId(left.resolve(FILE)));
  }

  @Test
  void aProcessThatEndsWellLeavesItsTransaction() throws IOException, InterruptedException {
    Path file = folder.resolve(FILE);
    Process holder = startHolder(file);
    try {
      holder.getOutputStream().close();
      assertEquals(0, holder.waitFor());
    } finally {
      holder.destroyForcibly();
    }
    assertEquals("unfinished", runId(file));
  }

  private static String runId(Path file) {
    try (Warehouse warehouse = EmbeddedFiles.open(file)) {
      return warehouse
          .query(new Sql("test", "select run_id from test_days", Map.of()))
          .get(0)
          .string("run_id");
    }
  }
}
