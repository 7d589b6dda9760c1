package org.churnwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.churnwise.config.WarehouseSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.quality.AlertChange;
import org.churnwise.quality.AlertManager;
import org.churnwise.sql.Sql;
import org.churnwise.table.Migrations;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TextTable;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

/** What every job does around its work: settings, warehouse, ledger. */
@Slow
class JobCommandTest {
  @TempDir Path folder;

  /** What the JSON line counts. */
  record Counted(LocalDate asOf) {}

  @Command(name = "test")
  private static final class TestJob extends JobCommand {
    private final Tables tables;
    private final Function<Job, Record> work;

    TestJob(Tables tables, Function<Job, Record> work) {
      this.tables = tables;
      this.work = work;
    }

    @Override
    protected Tables tables() {
      return tables;
    }

    @Override
    protected Record run(Job job) {
      return work.apply(job);
    }

    static TestJob creating(Function<Job, Record> work) {
      return new TestJob(Tables.CREATED, work);
    }

    static TestJob expecting(Function<Job, Record> work) {
      return new TestJob(Tables.EXISTING, work);
    }

    static TestJob reading(Function<Job, Record> work) {
      return new TestJob(Tables.READ_ONLY, work);
    }
  }

  @Test
  void aRunStandsInTheLedger() {
    Printed printed =
        run(TestJob.creating(job -> new Counted(job.run().asOf())), "--as-of=2025-06-01");
    assertEquals(0, printed.exitCode());
    assertTrue(
        printed
            .lastLine()
            .endsWith(
                "\"counts\":{\"as_of\":\"2025-06-01\"},\"state\":{\"watermark\":null,\"champion\":null,\"scored_snapshot\":null,\"contacts\":0,\"drift_snapshot\":null,\"drift_breaches\":0,\"diagnosis\":null,\"open_alerts\":0}}"),
        printed.lastLine());
    assertTrue(
        printed.lastLine().matches(".*\"run_id\":\"\\d{8}T\\d{6}-\\w+\".*"), printed.lastLine());
    assertEquals(TextTable.expected("command | status | error\ntest | DONE | null"), runs());
  }

  @Test
  void aFailedRunStandsInTheLedgerWithItsReason() {
    Printed printed =
        run(
            TestJob.creating(
                job -> {
                  throw ChurnException.modelRefused("no label has matured");
                }));
    assertEquals(5, printed.exitCode());
    assertEquals(
        TextTable.expected("command | status | error\ntest | REFUSED | no label has matured"),
        runs());
  }

  @Test
  void aReadOnlyCommandLeavesNoTrace() {
    run(TestJob.creating(job -> new Counted(null)));
    run(TestJob.reading(job -> new Counted(null)));
    assertEquals(TextTable.expected("command | status | error\ntest | DONE | null"), runs());
  }

  @Test
  void aMissingDatabaseIsRefusedAndNotMade() {
    Printed printed = run(TestJob.expecting(job -> new Counted(null)));
    assertEquals(4, printed.exitCode());
    assertEquals(
        List.of("test: database " + file() + " does not exist; run 'submit/churn init' first"),
        printed.err());
    assertFalse(Files.exists(file()));
  }

  @Test
  void aSchemaWithoutTablesIsRefused() {
    new EmbeddedWarehouse(new WarehouseSettings("embedded", file(), "main", "", "", "256MB", 1))
        .close();
    Printed printed = run(TestJob.expecting(job -> new Counted(null)));
    assertEquals(4, printed.exitCode());
    assertEquals(
        List.of(
            "test: there are no Churnwise tables in "
                + file()
                + " (embedded DuckDB, schema main);"
                + " run 'submit/churn init' first"),
        printed.err());
  }

  @Test
  void aCommandThatReadsRefusesOlderTablesAndLeavesThem() {
    forgetTheVersion();
    Printed printed = run(TestJob.reading(job -> new Counted(null)));
    assertEquals(4, printed.exitCode());
    assertTrue(printed.err().get(0).contains("run 'submit/churn init'"), printed.err().get(0));
    assertEquals(4, run(TestJob.reading(job -> new Counted(null))).exitCode());
  }

  @Test
  void aCommandThatWritesUpgradesOlderTablesOnce() {
    forgetTheVersion();
    String upgraded = "the tables were upgraded from version 1 to " + Migrations.newest();
    assertTrue(run(TestJob.expecting(job -> new Counted(null))).out().contains(upgraded));
    assertFalse(run(TestJob.expecting(job -> new Counted(null))).out().contains(upgraded));
    assertEquals(0, run(TestJob.reading(job -> new Counted(null))).exitCode());
  }

  private void forgetTheVersion() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      temporary.warehouse().execute(new Sql("test", "drop table schema_versions", Map.of()));
    }
  }

  @Test
  void anUnknownKeyOpensNothing() {
    Printed printed = run(TestJob.creating(job -> new Counted(null)), "--set=churn.windowdays=7");
    assertEquals(2, printed.exitCode());
    assertEquals(1, printed.err().size());
    assertTrue(printed.err().get(0).contains("churn.window-days"), printed.err().get(0));
    assertFalse(Files.exists(file()));
  }

  @Test
  void aSettingReachesTheJob() {
    int[] days = new int[1];
    run(
        TestJob.creating(
            job -> {
              days[0] = job.settings().churn().windowDays();
              return new Counted(null);
            }),
        "--set=churn.window-days=7");
    assertEquals(7, days[0]);
  }

  @Test
  void aProcessThatIsRefusedMeanwhileCanReadTheCommand() {
    Path note = folder.resolve("test.duckdb-process-" + ProcessHandle.current().pid());
    List<String> notes = new ArrayList<>();
    Function<Job, Record> reading =
        job -> {
          notes.add(text(note));
          return new Counted(null);
        };
    run(TestJob.creating(reading), "--as-of=2025-06-01");
    assertTrue(notes.get(0).contains("(test "), notes.get(0));
    assertTrue(notes.get(0).endsWith("--as-of=2025-06-01)"), notes.get(0));
    assertFalse(Files.exists(note));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theWarehouseIsClosedAfterAFailure() {
    run(
        TestJob.creating(
            job -> {
              throw new IllegalStateException("broken");
            }));
    assertFalse(Files.exists(folder.resolve("test.duckdb.wal")));
    assertEquals(0, run(TestJob.expecting(job -> new Counted(null))).exitCode());
  }

  private static void findDrift(Job job) {
    job.warehouse().transaction(() -> openAlert(job));
  }

  private static void openAlert(Job job) {
    new AlertManager(job.warehouse(), job.ledger())
        .make(List.of(AlertChange.open("drift", "age", "WARNING", "age drifted")));
  }

  @Test
  void whatARunFoundIsToldAlsoIfItFails() throws IOException {
    Path told = folder.resolve("alerts.jsonl");
    Printed printed =
        run(
            TestJob.creating(
                job -> {
                  findDrift(job);
                  throw ChurnException.modelRefused("no label has matured");
                }),
            "--set=alerts.channels=file",
            "--set=alerts.file=" + told);
    assertEquals(5, printed.exitCode());
    assertTrue(printed.out().contains("alerts    1 message sent by file"), printed.toString());
    assertEquals(1, Files.readAllLines(told).size());
  }

  @Test
  void whatWasRolledBackIsNotTold() {
    Path told = folder.resolve("alerts.jsonl");
    Printed printed =
        run(
            TestJob.creating(
                job ->
                    job.warehouse()
                        .rehearse(
                            () -> {
                              openAlert(job);
                              return new Counted(null);
                            })),
            "--set=alerts.channels=file",
            "--set=alerts.file=" + told);
    assertEquals(0, printed.exitCode(), printed.toString());
    assertFalse(Files.exists(told));
  }

  @Test
  void aChannelThatFailsNeverFailsARun() throws IOException {
    Path url = Files.writeString(folder.resolve("url"), "http://127.0.0.1:9/hush");
    Printed printed =
        run(
            TestJob.creating(
                job -> {
                  findDrift(job);
                  return new Counted(null);
                }),
            "--set=alerts.channels=webhook",
            "--set=alerts.retries=0",
            "--set=alerts.webhook-url-file=" + url);
    assertEquals(0, printed.exitCode(), printed.toString());
    assertTrue(
        printed.out().stream()
            .anyMatch(line -> line.contains("channel webhook fails: 127.0.0.1: cannot connect")),
        printed.toString());
  }

  @Test
  void aFailedRunWritesItsMetricsToo() throws IOException {
    String textfile = "--set=metrics.textfile=" + folder;
    run(TestJob.creating(job -> new Counted(null)), textfile);
    String success = line("churnwise_command_last_success_timestamp_seconds{command=\"test\"");
    run(
        TestJob.expecting(
            job -> {
              throw ChurnException.modelRefused("no label has matured");
            }),
        textfile);
    assertEquals(success, line("churnwise_command_last_success_timestamp_seconds"));
    String refused = line("churnwise_command_last_status{command=\"test\",status=\"refused\"");
    assertTrue(refused.endsWith(" 1.0"), refused);
  }

  private String line(String beginning) throws IOException {
    return Files.readAllLines(folder.resolve("test.prom")).stream()
        .filter(line -> line.startsWith(beginning))
        .findFirst()
        .orElse("");
  }

  @Test
  void metricsThatCannotBeWrittenNeverFailARun() {
    Path missing = folder.resolve("missing");
    Printed printed =
        run(TestJob.creating(job -> new Counted(null)), "--set=metrics.textfile=" + missing);
    assertEquals(0, printed.exitCode(), printed.toString());
    assertTrue(
        printed
            .out()
            .contains(
                "metrics   the folder of %s does not exist; create it, or correct metrics.textfile"
                    .formatted(missing.resolve("test.prom"))),
        printed.toString());
  }

  @Test
  void aResultThatNeedsSomebodyEndsWithSeven() {
    Printed printed = run(TestJob.creating(job -> new Needed(true)));
    assertEquals(7, printed.exitCode());
    assertTrue(
        printed.lastLine().endsWith("\"open_alerts\":0},\"exit_code\":7}"), printed.lastLine());
    assertEquals(0, run(TestJob.creating(job -> new Needed(false))).exitCode());
  }

  /** A result that may need somebody. */
  record Needed(boolean needed) implements Attention {
    @Override
    public boolean needsSomebody() {
      return needed;
    }
  }

  private Path file() {
    return folder.resolve("test.duckdb");
  }

  private Printed run(TestJob job, String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "--set=warehouse.path=" + file();
    System.arraycopy(options, 0, arguments, 1, options.length);
    return Printed.by(job, arguments);
  }

  private String runs() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      return temporary.rows(Tables.PIPELINE_RUNS, "command", "status", "error");
    }
  }
}
