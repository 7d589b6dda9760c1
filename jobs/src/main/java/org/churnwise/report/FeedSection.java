package org.churnwise.report;

import static org.churnwise.report.Section.Column.number;
import static org.churnwise.report.Section.Column.text;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.churnwise.report.Section.Chart;
import org.churnwise.report.Section.Grid;
import org.churnwise.report.Section.Key;
import org.churnwise.warehouse.ResultRow;

/** What was loaded, by feed and month, and the faults in it. */
final class FeedSection {
  private static final int MOST_NAMES = 4;

  private FeedSection() {}

  static Section of(ReportRows rows) {
    List<ResultRow> feeds = rows.feeds().rows();
    List<ResultRow> monthly =
        feeds.stream().filter(row -> row.optionalDate("month").isPresent()).toList();
    List<List<String>> table =
        feeds.stream()
            .map(
                row ->
                    List.of(
                        row.string("feed"),
                        row.optionalDate("month")
                            .map(day -> day.toString().substring(0, 7))
                            .orElse("all"),
                        ReportFormat.count(row, "files"),
                        ReportFormat.count(row, "rows_loaded"),
                        ReportFormat.count(row, "rows_quarantined"),
                        ReportFormat.count(row, "rows_duplicate"),
                        row.optionalDate("last_day")
                            .map(LocalDate::toString)
                            .orElse(ReportFormat.NONE)))
            .toList();
    Chart chart =
        new Chart(
            "chart-feeds",
            "",
            "Rows loaded by month and feed; the table has the numbers.",
            "plain",
            data(monthly));
    return Section.chart(
            "feeds",
            "Data",
            heading(rows),
            faults(rows),
            chart,
            new Grid(
                List.of(
                    text("feed"),
                    text("month"),
                    number("files"),
                    number("loaded"),
                    number("quarantined"),
                    number("duplicate"),
                    text("newest day")),
                table,
                "Nothing is loaded yet."),
            rows.feeds().sql())
        .withKeys(new Key("model", "sales"), new Key("recency", "feedback"))
        .orTable();
  }

  private static String heading(ReportRows rows) {
    if (rows.feeds().isEmpty()) {
      return "Nothing is loaded yet";
    }
    return "Sales are loaded up to "
        + rows.watermark().map(day -> day.minusDays(1).toString()).orElse("no day yet");
  }

  private static String faults(ReportRows rows) {
    if (rows.faults().isEmpty()) {
      return "Rows loaded by month. No hole or fault was found in them.";
    }
    List<String> spoken =
        rows.faults().stream()
            .map(fault -> fault.spoken() + (fault.accepted() ? " (accepted)" : ""))
            .toList();
    return "Rows loaded by month. Faults: " + ReportFormat.names(spoken, MOST_NAMES) + ".";
  }

  private static Map<String, Object> data(List<ResultRow> monthly) {
    List<String> months =
        List.copyOf(
            new TreeSet<>(
                monthly.stream()
                    .map(row -> row.date("month").toString().substring(0, 7))
                    .toList()));
    Map<String, List<Double>> series = new LinkedHashMap<>();
    for (String feed : List.of("sales", "feedback")) {
      List<Double> values = new ArrayList<>();
      for (String month : months) {
        values.add(
            monthly.stream()
                .filter(row -> row.string("feed").equals(feed))
                .filter(row -> row.date("month").toString().startsWith(month))
                .map(row -> row.doubleValue("rows_loaded"))
                .findFirst()
                .orElse(null));
      }
      series.put(feed, values);
    }
    return Map.of(
        "kind",
        "bars",
        "x",
        months,
        "sales",
        series.get("sales"),
        "feedback",
        series.get("feedback"));
  }
}
