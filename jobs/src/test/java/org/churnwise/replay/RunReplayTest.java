package org.churnwise.replay;

import static org.churnwise.replay.RecordedRuns.slice;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which slices of a run are written together. */
class RunReplayTest {
  private static final RecordedSlice MAY_FEATURES = slice("features", "2025-05-01");
  private static final RecordedSlice JUNE_FEATURES = slice("features", "2025-06-01");
  private static final RecordedSlice MAY_LABELS = slice("label", "2025-05-01");

  @Test
  void aRunWithoutSlicesHasNoBatch() {
    assertEquals(List.of(), RunReplay.batches(List.of()));
  }

  @Test
  void neighboursOfOneStageAreWrittenTogether() {
    assertEquals(
        List.of(List.of(MAY_FEATURES, JUNE_FEATURES), List.of(MAY_LABELS)),
        RunReplay.batches(List.of(MAY_FEATURES, JUNE_FEATURES, MAY_LABELS)));
  }

  @Test
  void aStageThatComesBackBeginsABatch() {
    assertEquals(
        List.of(List.of(MAY_FEATURES), List.of(MAY_LABELS), List.of(JUNE_FEATURES)),
        RunReplay.batches(List.of(MAY_FEATURES, MAY_LABELS, JUNE_FEATURES)));
  }

  @Test
  void aSliceThatComesASecondTimeBeginsABatch() {
    RecordedSlice again = new RecordedSlice("features", "2025-05-01", "another key");
    assertEquals(
        List.of(List.of(MAY_FEATURES, JUNE_FEATURES), List.of(again)),
        RunReplay.batches(List.of(MAY_FEATURES, JUNE_FEATURES, again)));
  }
}
