package org.churnwise.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TextTable;
import org.churnwise.warehouse.ResultRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was run and what it wrote; a slice and its ledger rows are one transaction. */
class LedgerTest {
  private static final StageSlice JUNE =
      slice(
          Stage.FEATURES,
          "customer_features",
          "2025-06-01",
          "k1",
          List.of(new Input("sales", "a.csv", "h")));
  private static final StageSlice JULY =
      slice(Stage.FEATURES, "customer_features", "2025-07-01", "k2", List.of());

  @TempDir Path folder;

  private TemporaryWarehouse temporary;

  @BeforeEach
  void openWarehouse() {
    temporary = TemporaryWarehouse.in(folder);
  }

  @AfterEach
  void closeWarehouse() {
    temporary.close();
  }

  @Test
  void everySliceIsOutdatedBeforeTheFirstRun() {
    assertEquals(List.of(JUNE, JULY), ledger("r1").outdated(List.of(JUNE, JULY), false));
  }

  @Test
  void aSliceWithTheSameKeyIsNotOutdated() {
    write("r1", JUNE);
    assertEquals(List.of(JULY), ledger("r2").outdated(List.of(JUNE, JULY), false));
  }

  @Test
  void aSliceWithAnotherKeyIsOutdated() {
    write("r1", JUNE);
    StageSlice changed =
        slice(Stage.FEATURES, "customer_features", "2025-06-01", "other", List.of());
    assertEquals(List.of(changed), ledger("r2").outdated(List.of(changed), false));
  }

  @Test
  void theSameSliceOfAnotherStageDoesNotCount() {
    write("r1", JUNE);
    StageSlice label = slice(Stage.LABEL, "customer_labels", "2025-06-01", "k1", List.of());
    assertEquals(List.of(label), ledger("r2").outdated(List.of(label), false));
  }

  @Test
  void forcedEverySliceIsOutdated() {
    write("r1", JUNE);
    assertEquals(List.of(JUNE), ledger("r2").outdated(List.of(JUNE), true));
  }

  @Test
  void theKeyThatWasWrittenLastCounts() {
    write("r1", JUNE);
    write("r2", slice(Stage.FEATURES, "customer_features", "2025-06-01", "k9", List.of()));
    assertEquals(Map.of(JUNE.id(), "k9"), ledger("r3").view().keys(Stage.FEATURES));
  }

  @Test
  void aSliceStandsWithItsRowsAndItsInputs() {
    write("r1", JUNE);
    assertEquals(
        TextTable.expected(
            """
            run_id | stage    | slice      | stage_key | started_at           | ended_at             | seconds | rows_in | rows_out | status | error
            r1     | features | 2025-06-01 | k1        | 2026-01-01T00:00:00Z | 2026-01-01T00:00:00Z | 0.0     | 5       | 3        | DONE   | null
            """),
        temporary.rows(
            Tables.STAGE_RUNS,
            "run_id",
            "stage",
            "slice",
            "stage_key",
            "started_at",
            "ended_at",
            "seconds",
            "rows_in",
            "rows_out",
            "status",
            "error"));
    assertEquals(
        TextTable.expected(
            """
            run_id | stage    | input_name | input_slice | input_hash | output_name       | output_slice | output_hash
            r1     | features | sales      | a.csv       | h          | customer_features | 2025-06-01   | k1
            """),
        temporary.rows(Tables.LINEAGE_EDGES));
  }

  @Test
  void edgesLeadByWayOfEachThingMadeUnderTheNameThatLaterStagesUse() {
    ledger("r1")
        .commit(
            List.of(JUNE),
            () ->
                Written.of("", JUNE, new StageCounts(1, 1))
                    .making(
                        Map.of(
                            JUNE.id(),
                            List.of(
                                new Input("raw", "a.csv", "h"),
                                new Input("clean", "a.csv", "h")))));
    assertEquals(
        TextTable.expected(
            """
            input_name | input_slice | input_hash | output_name | output_slice | output_hash
            raw        | a.csv       | h          | clean       | a.csv        | h
            sales      | a.csv       | h          | raw         | a.csv        | h
            """),
        temporary.rows(
            Tables.LINEAGE_EDGES,
            "input_name",
            "input_slice",
            "input_hash",
            "output_name",
            "output_slice",
            "output_hash"));
  }

  @Test
  void aSliceThatIsTakenBackIsMadeOfNothing() {
    StageSlice gone =
        StageSlice.takenBack(Stage.FEATURES, "customer_features", JUNE.id(), JUNE.inputs());
    write("r1", gone);
    assertEquals(0, temporary.count(Tables.LINEAGE_EDGES));
  }

  @Test
  void theContentOfASliceIsRecordedAsItStandsInTheCommit() {
    SliceRows rows =
        new SliceRows(Tables.DECLARED_WATERMARKS, Map.of("loaded_to", LocalDate.of(2025, 6, 1)));
    ledger("r1")
        .commit(
            List.of(JUNE),
            () -> {
              temporary.insert(
                  Tables.DECLARED_WATERMARKS,
                  """
                  loaded_to  | declared_at          | run_id
                  2025-06-01 | 2026-01-01T00:00:00Z | r1
                  """);
              return Written.of("", JUNE, new StageCounts(1, 1, rows));
            });
    assertEquals(
        TextTable.expected(
            """
            run_id | stage    | slice      | stage_key | table_name          | row_filter                 | row_count
            r1     | features | 2025-06-01 | k1        | declared_watermarks | {"loaded_to":"2025-06-01"} | 1
            """),
        temporary.rows(
            Tables.SLICE_CONTENTS,
            "run_id",
            "stage",
            "slice",
            "stage_key",
            "table_name",
            "row_filter",
            "row_count"));
  }

  @Test
  void aSliceThatFailsHasNoContent() {
    assertThrows(
        IllegalStateException.class, () -> fail("r1", new IllegalStateException("broken")));
    assertEquals(0, temporary.count(Tables.SLICE_CONTENTS));
  }

  @Test
  void theSettingsTheLastDayAndTheMachineOfARunAreRecorded() {
    ledger("r1").open("conf", Map.of("churn.window-days", "30"));
    assertEquals(
        TextTable.expected(
            "run_id | setting | value\nr1 | --as-of | 2025-12-31\nr1 | churn.window-days | 30\n"
                + "r1 | machine | "
                + Machine.current()),
        temporary.rows(Tables.RUN_SETTINGS));
  }

  @Test
  void aRefusalIsRecordedAndRethrownAndNothingIsWritten() {
    ChurnException thrown =
        assertThrows(
            ChurnException.class,
            () -> fail("r1", ChurnException.dataRefused("no sales before 2025-06-01")));
    assertEquals("no sales before 2025-06-01", thrown.getMessage());
    assertEquals(0, temporary.count(Tables.MODEL_ALIASES));
    assertEquals(0, temporary.count(Tables.LINEAGE_EDGES));
    assertEquals(
        TextTable.expected(
            "run_id | slice | rows_out | status | error\n"
                + "r1 | 2025-06-01 | null | REFUSED | no sales before 2025-06-01"),
        temporary.rows(Tables.STAGE_RUNS, "run_id", "slice", "rows_out", "status", "error"));
  }

  @Test
  void aModelThatIsRefusedIsARefusalToo() {
    assertThrows(
        ChurnException.class, () -> fail("r1", ChurnException.modelRefused("no mature label")));
    assertEquals(
        TextTable.expected("status\nREFUSED"), temporary.rows(Tables.STAGE_RUNS, "status"));
  }

  @Test
  void anythingElseIsAFailure() {
    assertThrows(
        IllegalStateException.class, () -> fail("r1", new IllegalStateException("broken")));
    assertThrows(
        ChurnException.class, () -> fail("r1", ChurnException.warehouse("disk full", null)));
    assertEquals(
        TextTable.expected("status | error\nFAILED | broken\nFAILED | disk full"),
        temporary.rows(Tables.STAGE_RUNS, "status", "error"));
  }

  @Test
  void aFailureBeforeTheCommitIsRecordedToo() {
    assertThrows(
        IllegalStateException.class,
        () ->
            ledger("r1")
                .commit(
                    List.of(JUNE),
                    () -> {
                      throw new IllegalStateException("Spark broke");
                    },
                    nothing -> Written.of("", JUNE, new StageCounts(0, 0))));
    assertEquals(TextTable.expected("status\nFAILED"), temporary.rows(Tables.STAGE_RUNS, "status"));
  }

  @Test
  void aFailedSliceIsStillOutdated() {
    assertThrows(
        IllegalStateException.class, () -> fail("r1", new IllegalStateException("broken")));
    assertEquals(List.of(JUNE), ledger("r2").outdated(List.of(JUNE), false));
  }

  @Test
  void aFailureLeavesTheKeyOfTheSliceThatStands() {
    write("r1", JUNE);
    assertThrows(
        IllegalStateException.class, () -> fail("r2", new IllegalStateException("broken")));
    assertEquals(List.of(), ledger("r3").outdated(List.of(JUNE), false));
  }

  @Test
  void aRunIsOpenUntilItIsClosed() {
    Ledger ledger = ledger("r1");
    ledger.open("conf", Map.of());
    assertEquals(
        TextTable.expected(
            "run_id | config_hash | status | ended_at | error\nr1 | conf | RUNNING | null | null"),
        runs());
    ledger.close("REFUSED", "no sales");
    assertEquals(
        TextTable.expected(
            "run_id | config_hash | status | ended_at | error\nr1 | conf | REFUSED | 2026-01-01T00:00:00Z | no sales"),
        runs());
  }

  @Test
  void aRunThatWasKilledIsMarkedByTheNext() {
    ledger("r1").open("conf", Map.of());
    temporary.reopen();
    ledger("r2").open("conf", Map.of());
    assertEquals(
        TextTable.expected("run_id | status\nr1 | INTERRUPTED\nr2 | RUNNING"),
        temporary.rows(Tables.PIPELINE_RUNS, "run_id", "status"));
  }

  @Test
  void aRunThatEndedIsNotMarked() {
    Ledger first = ledger("r1");
    first.open("conf", Map.of());
    first.close("DONE", null);
    ledger("r2").open("conf", Map.of());
    assertEquals(
        TextTable.expected("run_id | status\nr1 | DONE\nr2 | RUNNING"),
        temporary.rows(Tables.PIPELINE_RUNS, "run_id", "status"));
  }

  @Test
  void aCommitReturnsWhatItsWritesReturn() {
    assertEquals(
        "12 rows",
        ledger("r1")
            .commit(
                List.of(JUNE),
                () -> 12,
                computed -> Written.of(computed + " rows", JUNE, new StageCounts(12, 12))));
  }

  @Test
  void aStageRunTellsWhatItsCommitUsed() {
    ledger("r1")
        .commit(
            List.of(JUNE),
            () -> busyFor(Duration.ofMillis(50)),
            kept -> Written.of("", JUNE, new StageCounts(5, 3)));
    ResultRow row =
        temporary
            .warehouse()
            .query(new Sql("test", "select cpu_seconds, peak_heap_bytes from stage_runs", Map.of()))
            .get(0);
    assertTrue(row.doubleValue("cpu_seconds") >= 0.05, row::toString);
    assertTrue(row.longValue("peak_heap_bytes") >= 16_000_000, row::toString);
  }

  @Test
  void whatPreparesACommitCostsWithIt() {
    Ledger ledger = ledger("r1");
    ledger.prepare(
        List.of(JUNE),
        () -> {
          temporary.warehouse().traffic().read(700);
          return busyFor(Duration.ofMillis(50));
        });
    ledger.prepare(List.of(JUNE), () -> "more of it");
    ledger.commit(
        List.of(JUNE),
        () -> {
          temporary.warehouse().traffic().wrote(30);
          return Written.of("", JUNE, new StageCounts(5, 3));
        });
    ledger.commit(List.of(JULY), () -> Written.of("", JULY, new StageCounts(5, 3)));
    assertEquals(
        TextTable.expected(
            """
            slice      | had_time | bytes_read | bytes_written
            2025-06-01 | true     | 700        | 30
            2025-07-01 | false    | 0          | 0
            """),
        temporary.rows(
            new Sql(
                "test",
                "select slice, cpu_seconds >= 0.05 as had_time, bytes_read, bytes_written from stage_runs",
                Map.of())));
  }

  /**
   * Uses the heap by 16 MB, and the processor for so long by the process' clock: a thread's own is
   * finer than that of the process, which may miss the last ticks of 10 ms.
   */
  private static byte[] busyFor(Duration time) {
    byte[] kept = new byte[16_000_000];
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long end = process.getProcessCpuTime() + time.toNanos();
    while (process.getProcessCpuTime() < end) {
      Thread.onSpinWait();
    }
    return kept;
  }

  @Test
  void theViewKnowsWhatTheRunHasCommitted() {
    Ledger ledger = ledger("r1");
    assertEquals(List.of(JUNE), ledger.outdated(List.of(JUNE), false));
    ledger.commit(List.of(JUNE), () -> Written.of("", JUNE, new StageCounts(5, 3)));
    assertEquals(List.of(), ledger.outdated(List.of(JUNE), false));
  }

  @Test
  void theViewReadsAFactOnceUntilTheNextCommit() {
    LedgerView view = ledger("r1").view();
    assertEquals("first", view.fact(Set.of(Stage.FEATURES), String.class, () -> "first"));
    assertEquals("first", view.fact(Set.of(Stage.FEATURES), String.class, () -> "second"));
    view.committed(List.of(JUNE));
    assertEquals("third", view.fact(Set.of(Stage.FEATURES), String.class, () -> "third"));
  }

  @Test
  void aFactThatWasReadTakesOverWhatTheRunHasWritten() {
    LedgerView view = ledger("r1").view();
    view.update(String.class, known -> "never read");
    assertEquals("first", view.fact(Set.of(), String.class, () -> "first"));
    view.update(String.class, known -> known + " and second");
    view.committed(List.of(JUNE));
    assertEquals("first and second", view.fact(Set.of(), String.class, () -> "third"));
  }

  /** An undone file takes the features back that used its days, in the same commit. */
  @Test
  void aSliceThatACommitTakesBackStandsNoLonger() {
    write("r1", JUNE);
    Ledger ledger = ledger("r2");
    assertEquals(List.of(JUNE), ledger.view().standing(List.of(JUNE)));
    Written.TakenBack gone =
        new Written.TakenBack(
            StageSlice.takenBack(JUNE.stage(), JUNE.table(), JUNE.id(), List.of()),
            new SliceRows(
                Tables.CUSTOMER_FEATURES, Map.of("snapshot_date", LocalDate.of(2025, 6, 1))));
    ledger.commit(
        List.of(JULY),
        () -> new Written<>("", Map.of(JULY.id(), new StageCounts(5, 3)), List.of(gone)));
    assertEquals(List.of(), ledger.view().standing(List.of(JUNE)));
    assertEquals(List.of(JUNE), ledger("r3").outdated(List.of(JUNE, JULY), false));
    assertEquals(
        TextTable.expected(
            """
            run_id | slice      | stage_key  | rows_out
            r1     | 2025-06-01 | k1         | 3
            r2     | 2025-06-01 | taken back | 0
            r2     | 2025-07-01 | k2         | 3
            """),
        temporary.rows(Tables.STAGE_RUNS, "run_id", "slice", "stage_key", "rows_out"));
  }

  @Test
  void onlyASliceThatWasWrittenStands() {
    Ledger ledger = ledger("r1");
    assertEquals(List.of(), ledger.view().standing(List.of(JUNE)));
    ledger.commit(List.of(JUNE), () -> Written.of("", JUNE, new StageCounts(5, 3)));
    assertEquals(List.of(JUNE), ledger.view().standing(List.of(JUNE)));
  }

  @Test
  void theViewForgetsWhatAFailedCommitHasRead() {
    Ledger ledger = ledger("r1");
    assertThrows(
        IllegalStateException.class,
        () ->
            ledger.commit(
                List.of(JUNE),
                () -> {
                  ledger.view().fact(Set.of(Stage.FEATURES), String.class, () -> "never true");
                  throw new IllegalStateException("broken");
                }));
    assertEquals("true", ledger.view().fact(Set.of(Stage.FEATURES), String.class, () -> "true"));
  }

  private static StageSlice slice(
      Stage stage, String table, String date, String key, List<Input> inputs) {
    return new StageSlice(stage, table, new SliceId.Snapshot(LocalDate.parse(date)), key, inputs);
  }

  private Ledger ledger(String runId) {
    return temporary.ledger(runId, LocalDate.of(2025, 12, 31));
  }

  private void write(String runId, StageSlice slice) {
    ledger(runId).commit(List.of(slice), () -> Written.of("", slice, new StageCounts(5, 3)));
  }

  /** Writes a row and then fails, all in the commit of the slice. */
  private void fail(String runId, RuntimeException failure) {
    ledger(runId)
        .commit(
            List.of(JUNE),
            () -> {
              temporary
                  .warehouse()
                  .insert(
                      Tables.MODEL_ALIASES,
                      List.of(
                          Map.of(
                              "alias",
                              "champion",
                              "model_version",
                              "v1",
                              "decision_id",
                              runId,
                              "updated_at",
                              Instant.EPOCH)));
              throw failure;
            });
  }

  private String runs() {
    return temporary.rows(
        Tables.PIPELINE_RUNS, "run_id", "config_hash", "status", "ended_at", "error");
  }
}
