package org.churnwise.metrics;

import java.util.List;
import java.util.Locale;
import org.churnwise.warehouse.ResultRow;

/** What was run: how it ended, when it last succeeded, what it cost. */
final class RunMetrics {
  private static final List<String> ENDINGS = List.of("done", "refused", "failed", "interrupted");

  private final Exposition exposition;

  RunMetrics(Exposition exposition) {
    this.exposition = exposition;
  }

  /** Of the rows of {@code metrics/commands}. */
  void commands(List<ResultRow> rows) {
    for (ResultRow row : rows) {
      String command = row.string("command");
      if (row.optionalString("succeeded_at").isPresent()) {
        exposition.add(Family.COMMAND_LAST_SUCCESS, row.instant("succeeded_at"), command);
      }
      exposition.add(Family.COMMAND_LAST_START, row.instant("started_at"), command);
      exposition.add(Family.COMMAND_LAST_DURATION, row.optionalDouble("seconds"), command);
      String ending = row.string("status").toLowerCase(Locale.ROOT);
      for (String status : ENDINGS) {
        exposition.add(Family.COMMAND_LAST_STATUS, status.equals(ending) ? 1 : 0, command, status);
        exposition.add(Family.COMMAND_RUNS, row.doubleValue("runs_" + status), command, status);
      }
    }
  }

  /** Of the rows of {@code metrics/stages}. */
  void stages(List<ResultRow> rows) {
    for (ResultRow row : rows) {
      String stage = row.string("stage");
      if (row.optionalString("written_at").isPresent()) {
        exposition.add(Family.STAGE_LAST_SUCCESS, row.instant("written_at"), stage);
      }
      add(Family.STAGE_LAST_DURATION, row, "seconds");
      add(Family.STAGE_LAST_CPU, row, "cpu_seconds");
      add(Family.STAGE_LAST_PEAK_HEAP, row, "peak_heap_bytes");
      add(Family.STAGE_LAST_READ_ROWS, row, "rows_in");
      add(Family.STAGE_LAST_WRITTEN_ROWS, row, "rows_out");
      add(Family.STAGE_LAST_READ_BYTES, row, "bytes_read");
      add(Family.STAGE_LAST_WRITTEN_BYTES, row, "bytes_written");
      add(Family.STAGE_DURATION, row, "seconds_of_all");
      add(Family.STAGE_CPU, row, "cpu_seconds_of_all");
      add(Family.STAGE_WRITTEN_ROWS, row, "rows_out_of_all");
    }
  }

  private void add(Family family, ResultRow row, String column) {
    exposition.add(family, row.optionalDouble(column), row.string("stage"));
  }
}
