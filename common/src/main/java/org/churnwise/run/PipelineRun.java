package org.churnwise.run;

import java.time.Instant;
import java.util.Optional;
import org.churnwise.table.Tables;

/**
 * A row of pipeline_runs.
 *
 * @param endedAt empty while it runs, like the seconds
 * @param error one line; empty unless the status tells of a failure
 */
record PipelineRun(
    String runId,
    String command,
    String arguments,
    String configHash,
    String codeVersion,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<Double> seconds,
    String status,
    Optional<String> error) {
  static final RecordRows<PipelineRun> ROWS =
      new RecordRows<>(Tables.PIPELINE_RUNS, PipelineRun.class);

  static PipelineRun of(
      Run run,
      String configHash,
      Optional<Instant> endedAt,
      String status,
      Optional<String> error) {
    return new PipelineRun(
        run.id(),
        run.command(),
        run.arguments(),
        configHash,
        run.codeVersion(),
        run.startedAt(),
        endedAt,
        endedAt.map(end -> StageRun.seconds(run.startedAt(), end)),
        status,
        error);
  }
}
