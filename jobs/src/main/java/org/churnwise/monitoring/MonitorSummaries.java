package org.churnwise.monitoring;

import java.util.List;
import java.util.OptionalDouble;
import org.churnwise.cli.Console;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/** One-line summaries of the monitor's results, for the console. */
public final class MonitorSummaries {
  private static final int NAMED = 5;

  private MonitorSummaries() {}

  /** Realised performance: how many snapshots were evaluated. */
  public static String performance(MonitorResult result) {
    return result.evaluated() == 0
        ? "up to date"
        : Console.count(result.evaluated(), "FINAL snapshot") + " evaluated";
  }

  /** Realised performance and the drift of features. */
  public static String month(MonitorResult result) {
    return result.written() == 0 && result.drifted().isEmpty()
        ? "up to date"
        : "performance: %s; %s".formatted(performance(result), drift("features", result));
  }

  /** Drift: how many distributions drifted, and which. */
  public static String drift(String what, MonitorResult result) {
    boolean isUpToDate = result.written() == result.evaluated();
    if (result.compared() == 0) {
      return what + (isUpToDate ? ": up to date" : ": NO_EVIDENCE");
    }
    String drifted =
        "%s: %s%d of %d drifted"
            .formatted(
                what, isUpToDate ? "up to date, " : "", result.drifted().size(), result.compared());
    return result.drifted().isEmpty() ? drifted : drifted + ": " + named(result.drifted());
  }

  /** A line holds the first; the alert names all. */
  private static String named(List<String> drifted) {
    String first = String.join(", ", drifted.subList(0, Math.min(NAMED, drifted.size())));
    return drifted.size() <= NAMED ? first : first + " and " + (drifted.size() - NAMED) + " more";
  }

  /** Prints the newest realised metrics as a table: value beside constant and recency rule. */
  public static void printPerformance(Console console, Warehouse warehouse) {
    List<List<String>> rows =
        warehouse.query(Sql.named("monitoring/newest_performance")).stream()
            .map(MonitorSummaries::cells)
            .toList();
    if (!rows.isEmpty()) {
      console.table(
          List.of("snapshot", "model", "metric", "value", "constant", "recency", "status"), rows);
    }
  }

  /** Prints how estimates did whose labels have come; nothing without any. */
  static void printRecord(Console console, Warehouse warehouse) {
    EstimateTexts.record(warehouse.query(Sql.named("monitoring/estimate_record")))
        .forEach(line -> console.line("  " + line));
  }

  private static List<String> cells(ResultRow row) {
    return List.of(
        row.date("snapshot_date").toString(),
        row.string("model_version"),
        row.string("metric"),
        cell(row.optionalDouble("value")),
        cell(row.optionalDouble("constant_value")),
        cell(row.optionalDouble("recency_value")),
        row.string("status"));
  }

  private static String cell(OptionalDouble value) {
    return value.isPresent() ? Console.number(value.getAsDouble(), 3) : "-";
  }
}
