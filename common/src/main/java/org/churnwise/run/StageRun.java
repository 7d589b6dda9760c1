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
    Optional<String> error,
    double cpuSeconds,
    long peakHeapBytes,
    long statements,
    Optional<Long> bytesRead,
    Optional<Long> bytesWritten) {
  static final RecordRows<StageRun> ROWS = new RecordRows<>(Tables.STAGE_RUNS, StageRun.class);

  /**
   * What became of slices.
   *
   * @param usage of all of them together
   * @param error one line; empty if they were written
   */
  record Outcome(
      Instant startedAt, Instant endedAt, Usage usage, String status, Optional<String> error) {}

  /**
   * The row of a slice.
   *
   * @param counts empty if it was not written
   */
  static StageRun of(Run run, StageSlice slice, Outcome outcome, Optional<StageCounts> counts) {
    return new StageRun(
        run.id(),
        slice.stage(),
        slice.id(),
        slice.key(),
        outcome.startedAt,
        outcome.endedAt,
        seconds(outcome.startedAt, outcome.endedAt),
        counts.map(StageCounts::rowsIn),
        counts.map(StageCounts::rowsOut),
        outcome.status,
        outcome.error,
        outcome.usage.cpuSeconds(),
        outcome.usage.peakHeapBytes(),
        outcome.usage.statements(),
        outcome.usage.bytesRead(),
        outcome.usage.bytesWritten());
  }

  static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
