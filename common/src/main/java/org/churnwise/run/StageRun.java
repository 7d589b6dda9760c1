package org.churnwise.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.churnwise.table.Tables;

/**
 * A row of stage_runs.
 *
 * @param rowsIn empty for a slice that was not written, like the rows out
 * @param error one line; empty for a slice that was written
 */
record StageRun(
    String runId,
    Stage stage,
    SliceId slice,
    String stageKey,
    Instant startedAt,
    Instant endedAt,
    double seconds,
    Optional<Long> rowsIn,
    Optional<Long> rowsOut,
    String status,
    Optional<String> error) {
  static final RecordRows<StageRun> ROWS = new RecordRows<>(Tables.STAGE_RUNS, StageRun.class);

  /**
   * What became of a slice by now.
   *
   * @param counts empty for a slice that was not written
   */
  static StageRun ended(
      Run run,
      StageSlice slice,
      Instant startedAt,
      Optional<StageCounts> counts,
      String status,
      Optional<String> error) {
    Instant now = run.clock().instant();
    return new StageRun(
        run.id(),
        slice.stage(),
        slice.id(),
        slice.key(),
        startedAt,
        now,
        seconds(startedAt, now),
        counts.map(StageCounts::rowsIn),
        counts.map(StageCounts::rowsOut),
        status,
        error);
  }

  static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
