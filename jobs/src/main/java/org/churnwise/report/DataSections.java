package org.churnwise.report;

import static org.churnwise.report.Section.Column.number;
import static org.churnwise.report.Section.Column.text;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.report.Section.Chart;
import org.churnwise.report.Section.Grid;
import org.churnwise.report.Section.Key;
import org.churnwise.warehouse.ResultRow;

/** What is known about the data: checks, quarantine, labels. */
final class DataSections {
  private DataSections() {}

  static Section quality(ReportRows rows) {
    List<ResultRow> checks = rows.quality().rows();
    long breached = checks.stream().filter(row -> row.longValue("breaches") > 0).count();
    long unknown = checks.stream().filter(row -> row.longValue("without_evidence") > 0).count();
    String heading =
        checks.isEmpty()
            ? "No check has run yet"
            : breached > 0
                ? "%d of %s found something"
                    .formatted(breached, ReportFormat.count(checks.size(), "check"))
                : unknown > 0
                    ? "No check failed, %d had no evidence".formatted(unknown)
                    : "All of %s passed".formatted(ReportFormat.count(checks.size(), "check"));
    List<List<String>> table =
        checks.stream()
            .map(
                row ->
                    List.of(
                        row.string("stage"),
                        row.string("check_name").replace('_', ' '),
                        ReportFormat.count(
                            row.longValue("subjects")
                                - row.longValue("breaches")
                                - row.longValue("without_evidence")),
                        ReportFormat.count(row, "breaches"),
                        ReportFormat.count(row, "without_evidence"),
                        ReportFormat.text(row, "breached_subject")))
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
                        ReportFormat.text(row, "column_name"),
                        ReportFormat.count(row, "rows_waiting"),
                        ReportFormat.text(row, "last_file")))
            .toList();
    return Section.table(
        "quarantine",
        "Quarantine",
        rows.feeds().isEmpty()
            ? "Nothing is loaded yet"
            : total == 0
                ? "No row is in quarantine"
                : "%s in quarantine".formatted(ReportFormat.count(total, "bad row")),
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
                        ReportFormat.count(row, "customers"),
                        ReportFormat.count(row, "churned")))
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
