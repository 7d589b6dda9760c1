package org.churnwise.replay;

import static org.churnwise.replay.RecordedRuns.slice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.run.SliceRows;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.junit.jupiter.api.Test;

/** Who wrote the rows of a slice after it. */
class RecordedHistoryTest {
  private static final LocalDate MAY = LocalDate.of(2025, 5, 1);
  private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);
  private static final RecordedContent MAY_OF_R1 = features("r1", MAY);

  @Test
  void rowsThatNobodyWroteAgainAreNotRewritten() {
    assertEquals(Optional.empty(), rewritten(MAY_OF_R1, MAY_OF_R1, features("r2", JUNE)));
  }

  @Test
  void theNewestOfSeveralLaterRunsIsNamed() {
    assertEquals(
        Optional.of("r3"),
        rewritten(MAY_OF_R1, MAY_OF_R1, features("r2", MAY), features("r3", MAY)));
  }

  @Test
  void whatWasWrittenBeforeRewritesNothing() {
    RecordedContent later = features("r2", MAY);
    assertEquals(Optional.empty(), rewritten(later, MAY_OF_R1, later));
  }

  @Test
  void aRunMayRewriteItsOwnRows() {
    RecordedContent again = features("r1", MAY);
    assertEquals(Optional.of("r1"), rewritten(MAY_OF_R1, MAY_OF_R1, again));
    assertEquals(Optional.empty(), rewritten(again, MAY_OF_R1, again));
  }

  @Test
  void equalRowsOfAnotherTableAreOthers() {
    assertEquals(
        Optional.empty(),
        rewritten(
            MAY_OF_R1,
            MAY_OF_R1,
            content(
                "r2",
                slice("label", "2025-05-01"),
                Tables.CUSTOMER_LABELS,
                Map.of("snapshot_date", MAY))));
  }

  @Test
  void predictionsOfAnotherModelAreOthers() {
    RecordedContent first = predictions("r1", "v1");
    assertEquals(Optional.empty(), rewritten(first, first, predictions("r2", "v2")));
    assertEquals(Optional.of("r2"), rewritten(first, first, predictions("r2", "v1")));
  }

  @Test
  void metricsOfASnapshotAreRewrittenTogetherWhicheverModelTheyNameThen() {
    RecordedContent first = metrics("r1", MAY, "none");
    assertEquals(Optional.of("r2"), rewritten(first, first, metrics("r2", MAY, "v1")));
    assertEquals(Optional.empty(), rewritten(first, first, metrics("r2", JUNE, "v1")));
  }

  @Test
  void contentsAreThoseOfTheRunAndTheSliceWithItsKey() {
    RecordedHistory history =
        new RecordedHistory(
            List.of(), List.of(MAY_OF_R1, features("r1", JUNE), features("r2", MAY)));
    RecordedRun run = RecordedRuns.run("r1");
    assertEquals(List.of(MAY_OF_R1), history.contents(run, slice("features", "2025-05-01")));
    assertEquals(
        List.of(), history.contents(run, new RecordedSlice("features", "2025-05-01", "other")));
  }

  private static Optional<String> rewritten(RecordedContent content, RecordedContent... all) {
    return new RecordedHistory(List.of(), List.of(all)).rewrittenBy(content);
  }

  private static RecordedContent features(String runId, LocalDate snapshot) {
    return content(
        runId,
        slice("features", snapshot.toString()),
        Tables.CUSTOMER_FEATURES,
        Map.of("snapshot_date", snapshot));
  }

  private static RecordedContent predictions(String runId, String model) {
    return content(
        runId,
        slice("score", MAY + " " + model),
        Tables.CHURN_PREDICTIONS,
        Map.of("snapshot_date", MAY, "model_version", model));
  }

  private static RecordedContent metrics(String runId, LocalDate snapshot, String model) {
    return content(
        runId,
        slice("monitor", "performance " + snapshot),
        Tables.MODEL_PERFORMANCE,
        Map.of("snapshot_date", snapshot, "model_version", model));
  }

  @Test
  void rowsOfOlderTablesAreKnownByTheirTable() {
    RecordedHistory history = new RecordedHistory(List.of(), List.of(MAY_OF_R1));
    assertTrue(history.hasRowsBefore(2, Tables.CUSTOMER_FEATURES));
    assertFalse(history.hasRowsBefore(1, Tables.CUSTOMER_FEATURES));
    assertFalse(history.hasRowsBefore(2, Tables.FEATURE_DRIFT));
  }

  private static RecordedContent content(
      String runId, RecordedSlice slice, Table table, Map<String, Object> where) {
    return new RecordedContent(runId, slice, new SliceRows(table, where), "hash", 1, 10);
  }
}
