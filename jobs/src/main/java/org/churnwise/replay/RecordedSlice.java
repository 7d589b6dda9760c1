package org.churnwise.replay;

import java.util.Optional;
import org.churnwise.run.SliceId;
import org.churnwise.run.Stage;
import org.churnwise.table.ColumnName;

/**
 * A slice that a run wrote, as recorded in the ledger.
 *
 * @param stage that wrote it
 * @param name snapshot, file, watermark, as the stage calls it
 * @param key see {@link org.churnwise.run.StageSlice}
 */
record RecordedSlice(
    String stage, @ColumnName("slice") String name, @ColumnName("stage_key") String key) {

  /** The stage; empty if this version knows no stage of that name. */
  Optional<Stage> knownStage() {
    return Stage.of(stage);
  }

  boolean isOf(Stage other) {
    return stage.equals(other.toString());
  }

  /** Which part of a table it is; of a known stage only. */
  SliceId id() {
    return SliceId.of(knownStage().orElseThrow(), name);
  }
}
