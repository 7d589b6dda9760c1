package org.churnwise.report;

import static org.churnwise.report.Section.Column.number;
import static org.churnwise.report.Section.Column.text;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.churnwise.report.Section.Chart;
import org.churnwise.report.Section.Column;
import org.churnwise.report.Section.Grid;
import org.churnwise.report.Section.Key;
import org.churnwise.warehouse.ResultRow;

/** What the model is fed: drift, loads, quality, labels. */
final class DataSections {
  private static final int MOST_NAMES = 4;

  /** The name of a finding where nothing could be compared. */
  private static final String NOTHING = "all";

  private DataSections() {}

  static Section drift(ReportRows rows) {
    List<ResultRow> findings =
        rows.drift().rows().stream().filter(row -> !row.string("name").equals(NOTHING)).toList();
    List<LocalDate> snapshots =
        List.copyOf(
            new TreeSet<>(findings.stream().map(row -> row.date("snapshot_date")).toList()));
    Map<String, List<ResultRow>> all = Drifted.byName(findings);
    List<String> names = new ArrayList<>(Drifted.names(rows.newestDrift()));
    all.keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
    Chart chart =
        new Chart(
            "chart-drift",
            "",
            "Drift of %s over %s; the table has the numbers."
                .formatted(
                    Figures.count(names.size(), "distribution"),
                    Figures.count(snapshots.size(), "snapshot")),
            "matrix",
            Map.of(
                "kind",
                "heat",
                "x",
                snapshots.stream().map(LocalDate::toString).toList(),
                "y",
                names,
                "cells",
                cells(findings, snapshots, names)));
    return new Section(
            "drift",
            "Drift",
            driftHeading(rows),
            "How far each feature and the prediction moved from its reference, month by month: population stability index less what chance explains.",
            true,
            List.of(),
            List.of(chart),
            List.of(),
            new Grid(
                driftColumns(snapshots),
                driftTable(all, snapshots, names),
                "Drift has not been judged yet."),
            rows.drift().sql())
        .withKeys(
            new Key("calm", "below half the bound"),
            new Key("near", "below the bound"),
            new Key("breach", "BREACH"),
            new Key("strong", "BREACH, three times the bound"),
            new Key("unknown", "no evidence"))
        .orTable();
  }

  private static String driftHeading(ReportRows rows) {
    List<ResultRow> newest = rows.newestDrift();
    if (newest.isEmpty()) {
      return "Drift has not been judged yet";
    }
    if (Drifted.compared(newest) == 0) {
      return "There is no evidence about drift yet";
    }
    List<String> drifted = Drifted.names(newest);
    LocalDate snapshot = newest.get(0).date("snapshot_date");
    if (drifted.isEmpty()) {
      return "Nothing drifted at " + snapshot;
    }
    LocalDate since = Drifted.since(rows.drift().rows()).get(drifted.get(0));
    return drifted.size() == 1
        ? "%s has drifted since %s".formatted(drifted.get(0), since)
        : "%s drifted, %s since %s"
            .formatted(Figures.names(drifted, MOST_NAMES), drifted.get(0), since);
  }

  /** Column, row, value, value by threshold, verdict; the value is null without evidence. */
  private static List<List<Object>> cells(
      List<ResultRow> findings, List<LocalDate> snapshots, List<String> names) {
    List<List<Object>> cells = new ArrayList<>();
    for (ResultRow row : findings) {
      List<Object> cell = new ArrayList<>();
      cell.add(snapshots.indexOf(row.date("snapshot_date")));
      cell.add(names.indexOf(row.string("name")));
      cell.add(Figures.value(row, "value"));
      cell.add(row.doubleValue("threshold"));
      cell.add(row.string("verdict"));
      cells.add(cell);
    }
    return cells;
  }

  private static List<Column> driftColumns(List<LocalDate> snapshots) {
    List<Column> columns = new ArrayList<>(List.of(text("name")));
    snapshots.forEach(snapshot -> columns.add(number(snapshot.toString())));
    return columns;
  }

  private static List<List<String>> driftTable(
      Map<String, List<ResultRow>> byName, List<LocalDate> snapshots, List<String> names) {
    List<List<String>> table = new ArrayList<>();
    for (String name : names) {
      Map<LocalDate, String> ofName = new TreeMap<>();
      for (ResultRow row : byName.get(name)) {
        String mark = row.string("verdict").equals(Drifted.BREACH) ? " ▲" : "";
        ofName.put(row.date("snapshot_date"), Figures.decimal(row, "value") + mark);
      }
      List<String> line = new ArrayList<>(List.of(name));
      snapshots.forEach(snapshot -> line.add(ofName.getOrDefault(snapshot, Figures.NONE)));
      table.add(line);
    }
    return table;
  }

  static Section feeds(ReportRows rows) {
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
                        Figures.count(row, "files"),
                        Figures.count(row, "rows_loaded"),
                        Figures.count(row, "rows_quarantined"),
                        Figures.count(row, "rows_duplicate"),
                        row.optionalDate("last_day").map(LocalDate::toString).orElse(Figures.NONE)))
            .toList();
    Chart chart =
        new Chart(
            "chart-feeds",
            "",
            "Rows loaded by month and feed; the table has the numbers.",
            "plain",
            feedData(monthly));
    return Section.chart(
            "feeds",
            "Data",
            feedHeading(rows),
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

  private static String feedHeading(ReportRows rows) {
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
    return "Rows loaded by month. Faults: " + Figures.names(spoken, MOST_NAMES) + ".";
  }

  private static Map<String, Object> feedData(List<ResultRow> monthly) {
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

  static Section quality(ReportRows rows) {
    List<ResultRow> checks = rows.quality().rows();
    long breached = checks.stream().filter(row -> row.longValue("breaches") > 0).count();
    long unknown = checks.stream().filter(row -> row.longValue("without_evidence") > 0).count();
    String heading =
        checks.isEmpty()
            ? "No check has run yet"
            : breached > 0
                ? "%d of %s found something"
                    .formatted(breached, Figures.count(checks.size(), "check"))
                : unknown > 0
                    ? "No check failed, %d had no evidence".formatted(unknown)
                    : "All of %s passed".formatted(Figures.count(checks.size(), "check"));
    List<List<String>> table =
        checks.stream()
            .map(
                row ->
                    List.of(
                        row.string("stage"),
                        row.string("check_name").replace('_', ' '),
                        Figures.count(
                            row.longValue("subjects")
                                - row.longValue("breaches")
                                - row.longValue("without_evidence")),
                        Figures.count(row, "breaches"),
                        Figures.count(row, "without_evidence"),
                        Figures.text(row, "breached_subject")))
            .toList();
    return Section.table(
        "quality",
        "Quality",
        heading,
        "Newest verdict on each snapshot, file or model that was checked.",
        new Grid(
            List.of(
                text("stage"),
                text("check"),
                number("passed"),
                number("breach"),
                number("no evidence"),
                text("newest breach")),
            table,
            "No check has run yet."),
        rows.quality().sql());
  }

  static Section quarantine(ReportRows rows) {
    List<ResultRow> waiting = rows.quarantine().rows();
    long total = waiting.stream().mapToLong(row -> row.longValue("rows_waiting")).sum();
    List<List<String>> table =
        waiting.stream()
            .map(
                row ->
                    List.of(
                        row.string("feed"),
                        row.string("rule"),
                        Figures.text(row, "column_name"),
                        Figures.count(row, "rows_waiting"),
                        Figures.text(row, "last_file")))
            .toList();
    return Section.table(
        "quarantine",
        "Quarantine",
        rows.feeds().isEmpty()
            ? "Nothing is loaded yet"
            : total == 0
                ? "No row is in quarantine"
                : "%s in quarantine".formatted(Figures.count(total, "bad row")),
        total == 0 ? "" : "Look with submit/churn quarantine list.",
        new Grid(
            List.of(
                text("feed"), text("rule"), text("column"), number("rows"), text("newest file")),
            table,
            "Every row that was read is loaded, a duplicate, or left out by its contract."),
        rows.quarantine().sql());
  }

  static Section labels(ReportRows rows) {
    List<ResultRow> labels = rows.labels().rows();
    List<List<String>> calendar =
        labels.stream()
            .map(
                row ->
                    List.of(
                        row.date("snapshot_date").toString(),
                        row.date("matures_on").toString(),
                        row.string("label_state")))
            .toList();
    List<List<String>> table =
        labels.stream()
            .map(
                row ->
                    List.of(
                        row.date("snapshot_date").toString(),
                        row.string("label_state"),
                        row.date("matures_on").toString(),
                        Figures.count(row, "customers"),
                        Figures.count(row, "churned")))
            .toList();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("kind", "calendar");
    data.put("rows", calendar);
    data.put("watermark", rows.watermark().map(LocalDate::toString).orElse(null));
    return Section.chart(
            "labels",
            "Labels",
            labelHeading(labels),
            "From a snapshot to the day its outcome is known; the upright line is where sales end.",
            new Chart(
                "chart-labels", "", "Calendar of labels; the table has the days.", "tall", data),
            new Grid(
                List.of(
                    text("snapshot"),
                    text("state"),
                    text("known on"),
                    number("customers"),
                    number("left")),
                table,
                "No snapshot has labels yet."),
            rows.labels().sql())
        .withKeys(
            new Key("model", "FINAL"),
            new Key("recency", "PENDING"),
            new Key("unknown", "NO_EVIDENCE"))
        .orTable();
  }

  private static String labelHeading(List<ResultRow> labels) {
    if (labels.isEmpty()) {
      return "No snapshot has labels yet";
    }
    long known = labels.stream().filter(row -> row.string("label_state").equals("FINAL")).count();
    String next =
        labels.stream()
            .filter(row -> row.string("label_state").equals("PENDING"))
            .map(row -> row.date("matures_on"))
            .min(LocalDate::compareTo)
            .map(day -> "; the next on " + day)
            .orElse("");
    return "%d of %s final%s"
        .formatted(
            known, labels.size() == 1 ? "1 snapshot is" : labels.size() + " snapshots are", next);
  }
}
