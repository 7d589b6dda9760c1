package org.churnwise.report;

import static org.churnwise.report.Section.Column.number;
import static org.churnwise.report.Section.Column.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.churnwise.report.Section.Chart;
import org.churnwise.report.Section.Column;
import org.churnwise.report.Section.Grid;
import org.churnwise.warehouse.ResultRow;

/** What runs did and what they cost, run by run and stage by stage. */
final class RunSections {
  private static final int MOST_RUNS = 50;

  private static final List<Column> COSTS =
      List.of(
          number("seconds"),
          number("processor seconds"),
          number("peak heap"),
          number("read"),
          number("written"));

  private RunSections() {}

  static Section runs(ReportRows rows) {
    Map<String, List<ResultRow>> byRun = new LinkedHashMap<>();
    for (ResultRow row : rows.runs().rows()) {
      byRun.computeIfAbsent(row.string("run_id"), run -> new ArrayList<>()).add(row);
    }
    Optional<List<ResultRow>> newest =
        byRun.values().stream()
            .filter(stages -> stages.get(0).optionalString("stage").isPresent())
            .findFirst();
    List<List<String>> table =
        byRun.values().stream()
            .limit(MOST_RUNS)
            .flatMap(List::stream)
            .map(RunSections::run)
            .toList();
    List<Column> columns =
        new ArrayList<>(
            List.of(
                text("started (UTC)"),
                text("command"),
                text("status"),
                text("stage"),
                number("slices"),
                number("rows")));
    columns.addAll(COSTS);
    Grid grid = new Grid(columns, table, "No run is recorded yet.");
    if (newest.isEmpty()) {
      return Section.table(
          "runs", "Runs", "No run has written anything yet", "", grid, rows.runs().sql());
    }
    return Section.chart(
        "runs",
        "Runs",
        heading(newest.get().get(0)),
        "The newest run that wrote something: seconds by stage.",
        chart("chart-runs", "Seconds by stage of the newest run", newest.get(), "stage_seconds"),
        grid,
        rows.runs().sql());
  }

  private static String heading(ResultRow run) {
    String started =
        run.string("command") + " of " + ReportFormat.minute(run.instant("started_at"));
    if (run.optionalDouble("run_seconds").isEmpty()) {
      return "%s was %s when this was written"
          .formatted(started, run.string("status").toLowerCase(Locale.ROOT));
    }
    String seconds = ReportFormat.seconds(run.doubleValue("run_seconds"));
    return run.string("status").equals("DONE")
        ? "%s took %s".formatted(started, seconds)
        : "%s ended %s after %s".formatted(started, run.string("status"), seconds);
  }

  private static List<String> run(ResultRow row) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                ReportFormat.minute(row.instant("started_at")),
                row.string("command"),
                row.string("status"),
                ReportFormat.text(row, "stage"),
                ReportFormat.count(row, "slices"),
                ReportFormat.count(row, "rows_out")));
    cells.addAll(costs(row, "stage_seconds"));
    return cells;
  }

  /** What each component has cost since the first run that is recorded. */
  static Section costs(ReportRows rows) {
    List<ResultRow> stages = rows.costs().rows();
    List<Column> columns =
        new ArrayList<>(
            List.of(
                text("component"),
                number("runs"),
                number("slices"),
                number("rows read"),
                number("rows written")));
    columns.addAll(COSTS);
    return Section.chart(
            "costs",
            "Costs",
            costHeading(stages),
            "Processor seconds of all recorded runs by component: of this process, on a cluster the driver's. The warehouse's own bill is not in it unless the database is embedded.",
            chart("chart-costs", "Processor seconds by component", stages, "cpu_seconds"),
            new Grid(
                columns,
                stages.stream().map(RunSections::stage).toList(),
                "No stage has worked yet."),
            rows.costs().sql())
        .orTable();
  }

  private static String costHeading(List<ResultRow> stages) {
    double seconds = sum(stages, "seconds");
    if (seconds == 0) {
      return stages.isEmpty()
          ? "Nothing was spent yet"
          : "All stages together took less than a second";
    }
    ResultRow most =
        stages.stream().max(Comparator.comparingDouble(row -> row.doubleValue("seconds"))).get();
    return "All stages together took %s, %s of it %s"
        .formatted(
            ReportFormat.seconds(seconds),
            ReportFormat.percent(most.doubleValue("seconds") / seconds),
            most.string("stage"));
  }

  private static double sum(List<ResultRow> rows, String column) {
    return rows.stream().mapToDouble(row -> row.doubleValue(column)).sum();
  }

  private static List<String> stage(ResultRow row) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                row.string("stage"),
                ReportFormat.count(row, "runs"),
                ReportFormat.count(row, "slices_written"),
                ReportFormat.count(row, "rows_in"),
                ReportFormat.count(row, "rows_out")));
    cells.addAll(costs(row, "seconds"));
    return cells;
  }

  private static List<String> costs(ResultRow row, String seconds) {
    return List.of(
        tenths(row, seconds),
        tenths(row, "cpu_seconds"),
        ReportFormat.bytes(row, "peak_heap_bytes"),
        ReportFormat.bytes(row, "bytes_read"),
        ReportFormat.bytes(row, "bytes_written"));
  }

  private static String tenths(ResultRow row, String column) {
    return row.optionalDouble(column).isPresent()
        ? ReportFormat.decimal(row.doubleValue(column), 1)
        : ReportFormat.NONE;
  }

  /** The longest stands at the top. */
  private static Chart chart(String id, String caption, List<ResultRow> stages, String column) {
    List<ResultRow> longestLast =
        stages.stream()
            .sorted(Comparator.comparingDouble(row -> row.optionalDouble(column).orElse(0)))
            .toList();
    return new Chart(
        id,
        caption,
        caption + "; the table has the numbers.",
        "small",
        Map.of(
            "kind",
            "lengths",
            "names",
            longestLast.stream().map(row -> row.string("stage")).toList(),
            "values",
            longestLast.stream().map(row -> row.optionalDouble(column).orElse(0)).toList(),
            "unit",
            "s"));
  }
}
