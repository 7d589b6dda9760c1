package org.churnwise.run;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
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
    OptionalDouble seconds,
    String status,
    Optional<String> error) {
  static final RecordRows<PipelineRun> ROWS =
      new RecordRows<>(Tables.PIPELINE_RUNS, PipelineRun.class);

  static PipelineRun opened(Run run, String configHash) {
    return new PipelineRun(
        run.id(),
        run.command(),
        run.arguments(),
        configHash,
        run.codeVersion(),
        run.startedAt(),
        Optional.empty(),
        OptionalDouble.empty(),
        "RUNNING",
        Optional.empty());
  }

  PipelineRun closed(Instant now, String end, Optional<String> reason) {
    return new PipelineRun(
        runId,
        command,
        arguments,
        configHash,
        codeVersion,
        startedAt,
        Optional.of(now),
        OptionalDouble.of(StageRun.seconds(startedAt, now)),
        end,
        reason);
  }
}
