package org.churnwise.erasing;

import java.util.ArrayList;
import java.util.List;
import org.churnwise.cli.Console;
import org.churnwise.config.Settings;

/** Says what an erasure does not reach, and what a person has to do there. */
final class Unreached {
  private Unreached() {}

  /** Prints the list. */
  static void print(Console console, Settings settings, List<String> models) {
    console.line("not reached:");
    lines(settings, models).forEach(line -> console.line("  " + line));
  }

  /**
   * One line for each place.
   *
   * @param models that were trained on some of the rows
   */
  static List<String> lines(Settings settings, List<String> models) {
    List<String> lines = new ArrayList<>();
    lines.add("source files: remove the customers there too; loads leave them out");
    lines.add(
        "backups and copies of the warehouse: 'restore' erases the customers again, other ways do not");
    if (settings.warehouse().kind().equals("snowflake")) {
      lines.add(
          "Snowflake's time travel (data_retention_time_in_days) and fail-safe (7 days): they end by themselves");
    } else {
      lines.add("blocks of the disk that the old database file was in, until they are overwritten");
    }
    lines.add(
        "contact lists and files of --out or --contributions that were written, and all that was sent");
    lines.add(
        "log files, where 'quarantine list' and 'show' write rows, and MLflow, if somebody has written ids there");
    lines.add("metrics, baselines and counts of loads: sums over many customers, which stay");
    lines.add(
        models.isEmpty()
            ? "models: none was trained on these rows"
            : "models trained on these rows: %s; they stay until 'train' has made others"
                .formatted(String.join(", ", models)));
    return lines;
  }
}
