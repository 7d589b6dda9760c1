package org.churnwise.inspection;

import java.util.List;
import org.churnwise.cli.Job;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.Warehouse;

/**
 * Runs whose end is not recorded. Nobody else has an embedded warehouse open, so there they were
 * killed, or could not write their end; the ledger reads RUNNING until the next run that writes.
 */
final class UnendedRuns {
  private UnendedRuns() {}

  /** Prints a line for each: one query. */
  static void print(Job job) {
    boolean mayBeAtWork = job.settings().warehouse().kind().equals("snowflake");
    lines(job.warehouse(), mayBeAtWork).forEach(job.console()::line);
  }

  /**
   * The lines.
   *
   * @param mayBeAtWork whether another process may hold the schema
   */
  static List<String> lines(Warehouse warehouse, boolean mayBeAtWork) {
    String how =
        mayBeAtWork
            ? "is at work, or was interrupted before it ended"
            : "was interrupted before it ended";
    return warehouse.query(Sql.named("run/unended_runs")).stream()
        .map(
            row ->
                "run       %s (%s) %s; run the same command again"
                    .formatted(row.string("run_id"), row.string("command"), how))
        .toList();
  }
}
