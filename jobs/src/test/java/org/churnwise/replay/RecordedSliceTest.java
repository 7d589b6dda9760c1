package org.churnwise.replay;

import static org.churnwise.replay.RecordedRuns.slice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Optional;
import org.churnwise.run.SliceId;
import org.churnwise.run.Stage;
import org.junit.jupiter.api.Test;

class RecordedSliceTest {
  @Test
  void aSliceOfAKnownStageNamesItsPartOfATable() {
    RecordedSlice slice = slice("score", "2025-05-01 v1");
    assertEquals(Optional.of(Stage.SCORE), slice.knownStage());
    assertEquals(new SliceId.Predictions(LocalDate.of(2025, 5, 1), "v1"), slice.id());
  }

  @Test
  void aStageOfAnotherReleaseIsNotKnown() {
    assertEquals(Optional.empty(), slice("forecast", "2025-05-01").knownStage());
  }

  @Test
  void aSliceIsOfOneStage() {
    RecordedSlice slice = slice("label", "2025-05-01");
    assertTrue(slice.isOf(Stage.LABEL));
    assertFalse(slice.isOf(Stage.FEATURES));
  }
}
