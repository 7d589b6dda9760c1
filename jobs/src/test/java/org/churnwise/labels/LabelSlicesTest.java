package org.churnwise.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.run.SnapshotRules;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;

/**
 * Which snapshots are written again, which are refused, and which are labelled when nobody names
 * one.
 */
class LabelSlicesTest extends LabelRows {

  @Test
  void aFinalSnapshotWithTheSameFilesIsLeftAlone() {
    sales("C1 2025-05-01");
    loadedTo("2026-01-01");
    label("r1", THIRTY_DAYS, "2025-06-01");
    assertEquals(new LabelResult(0, 0, 0, 1), label("r2", THIRTY_DAYS, "2025-06-01"));
  }

  @Test
  void aLateFileWithDaysOfTheWindowRewritesAFinalSnapshot() {
    sales("C1 2025-05-01");
    loadedTo("2026-01-01");
    label("r1", THIRTY_DAYS, "2025-06-01");
    sales("C1 2025-06-30");
    file("late.csv", "2025-06-30");
    assertEquals(new LabelResult(1, 0, 0, 0), label("r2", THIRTY_DAYS, "2025-06-01"));
    assertEquals(
        TextTable.expected("customer_id | churned\nC1 | 0"),
        temporary.rows(Tables.CUSTOMER_LABELS, "customer_id", "churned"));
  }

  @Test
  void aFileThatStartsAfterTheWindowRewritesNothing() {
    sales("C1 2025-05-01");
    loadedTo("2026-01-01");
    label("r1", THIRTY_DAYS, "2025-06-01");
    file("next.csv", "2025-07-01");
    assertEquals(new LabelResult(0, 0, 0, 1), label("r2", THIRTY_DAYS, "2025-06-01"));
  }

  @Test
  void anotherWindowRewritesTheSnapshot() {
    sales("C1 2025-05-01");
    loadedTo("2026-01-01");
    label("r1", THIRTY_DAYS, "2025-06-01");
    assertEquals(new LabelResult(1, 0, 0, 0), label("r2", new SnapshotRules(60, 0), "2025-06-01"));
  }

  @Test
  void forceRewritesAndAppendsNothing() {
    sales("C1 2025-05-01");
    loadedTo("2026-01-01");
    label("r1", THIRTY_DAYS, "2025-06-01");
    LabelResult result = labeler("r2", THIRTY_DAYS).label(List.of(LocalDate.of(2025, 6, 1)), true);
    assertEquals(new LabelResult(1, 0, 0, 0), result);
    assertEquals(1, temporary.count(Tables.CUSTOMER_LABELS));
  }

  @Test
  void aSnapshotAfterTheWatermarkIsRefused() {
    sales("C1 2025-05-01");
    ChurnException refused =
        assertThrows(ChurnException.class, () -> label("r1", THIRTY_DAYS, "2025-05-03"));
    assertEquals(ExitCode.DATA_REFUSED, refused.exitCode());
    assertEquals(
        "snapshot 2025-05-03 is after the watermark 2025-05-02: sales are known only before 2025-05-02;"
            + " load newer sales, declare a month that has ended with 'submit/churn ingest --complete YYYY-MM' or a later day with --loaded-to, or ask for a snapshot up to 2025-05-02",
        refused.getMessage());
  }

  @Test
  void aSnapshotBeforeTheFirstSaleIsRefusedAndLeavesNothing() {
    sales("C1 2025-05-01");
    ChurnException refused =
        assertThrows(
            ChurnException.class, () -> label("r1", THIRTY_DAYS, "2025-05-02", "2025-05-01"));
    assertEquals(ExitCode.DATA_REFUSED, refused.exitCode());
    assertEquals(
        "no purchases before snapshot 2025-05-01; choose a later snapshot or load older sales",
        refused.getMessage());
    assertEquals(0, temporary.count(Tables.CUSTOMER_LABELS));
  }

  /** Computed: 04-01 alone; labelled: 05-01 as FINAL, 06-01 as PENDING; 03-01 only failed. */
  @Test
  void byDefaultEverySnapshotThatIsNotFinalIsLabelled() {
    sales("C1 2025-01-01\nC1 2025-06-05");
    label("r0", THIRTY_DAYS, "2025-05-01", "2025-06-01");
    temporary.insert(
        Tables.STAGE_RUNS,
        """
        run_id | stage    | slice      | stage_key | started_at           | ended_at             | seconds | status
        r0     | features | 2025-05-01 | k         | 2025-12-01T00:00:00Z | 2025-12-01T00:00:00Z | 0       | DONE
        r0     | features | 2025-04-01 | k         | 2025-12-01T00:00:00Z | 2025-12-01T00:00:00Z | 0       | DONE
        r0     | features | 2025-03-01 | k         | 2025-12-01T00:00:00Z | 2025-12-01T00:00:00Z | 0       | FAILED
        r0     | score    | 2025-02-01 | k         | 2025-12-01T00:00:00Z | 2025-12-01T00:00:00Z | 0       | DONE
        """);
    assertEquals(days("2025-04-01", "2025-06-01"), labeler("r1", THIRTY_DAYS).due());
  }

  /** The late file has days of the window of 06-01 alone. */
  @Test
  void byDefaultFinalLabelsThatALateFileMadeStaleAreWrittenAgain() {
    sales("C1 2025-01-01");
    loadedTo("2026-01-01");
    label("r1", THIRTY_DAYS, "2025-05-01", "2025-06-01");
    assertEquals(List.of(), labeler("r2", THIRTY_DAYS).due());
    file("late.csv", "2025-06-10");
    assertEquals(days("2025-06-01"), labeler("r2", THIRTY_DAYS).stale());
    assertEquals(days("2025-06-01"), labeler("r2", THIRTY_DAYS).due());
  }

  /** Neither the snapshot after the watermark nor the one before the first sale can be labelled. */
  @Test
  void byDefaultSnapshotsThatTheSalesDoNotAllowAreLeftAlone() {
    sales("C1 2025-05-01");
    temporary.insert(
        Tables.STAGE_RUNS,
        """
        run_id | stage    | slice      | stage_key | started_at           | ended_at             | seconds | status
        r0     | features | 2025-05-03 | k         | 2025-12-01T00:00:00Z | 2025-12-01T00:00:00Z | 0       | DONE
        r0     | label    | 2025-05-02 | k         | 2025-12-01T00:00:00Z | 2025-12-01T00:00:00Z | 0       | DONE
        r0     | label    | 2025-05-01 | k         | 2025-12-01T00:00:00Z | 2025-12-01T00:00:00Z | 0       | DONE
        """);
    assertEquals(days("2025-05-02"), labeler("r1", THIRTY_DAYS).due());
  }

  private static List<LocalDate> days(String... days) {
    return Arrays.stream(days).map(LocalDate::parse).toList();
  }
}
