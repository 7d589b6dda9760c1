package org.churnwise.report;

import static org.churnwise.report.Section.Column.number;
import static org.churnwise.report.Section.Column.text;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.churnwise.report.Section.Chart;
import org.churnwise.report.Section.Column;
import org.churnwise.report.Section.Grid;
import org.churnwise.report.Section.Key;
import org.churnwise.warehouse.ResultRow;

/** Drift of each feature and of the prediction, month by month: what is in breach now first. */
final class DriftSection {
  private static final int MOST_NAMES = 4;

  /** The name of a finding where nothing could be compared. */
  private static final String NOTHING = "all";

  private final ReportRows rows;
  private final List<ResultRow> findings;
  private final List<LocalDate> snapshots;
  private final Map<String, List<ResultRow>> byName;
  private final List<String> names;

  private DriftSection(ReportRows rows) {
    this.rows = rows;
    this.findings =
        rows.drift().rows().stream().filter(row -> !row.string("name").equals(NOTHING)).toList();
    this.snapshots =
        List.copyOf(
            new TreeSet<>(findings.stream().map(row -> row.date("snapshot_date")).toList()));
    this.byName = Drifted.byName(findings);
    this.names = new ArrayList<>(Drifted.names(rows.newestDrift()));
    names.removeIf(name -> !byName.containsKey(name));
    byName.keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
  }

  static Section of(ReportRows rows) {
    return new DriftSection(rows).section();
  }

  private Section section() {
    return new Section(
            "drift",
            "Drift",
            heading(),
            "How far each feature and the prediction moved from its reference, month by month: population stability index less what chance explains.",
            true,
            List.of(),
            List.of(chart()),
            List.of(),
            new Grid(columns(), table(), "Drift has not been judged yet."),
            rows.drift().sql())
        .withKeys(
            new Key("calm", "below half the bound"),
            new Key("near", "below the bound"),
            new Key("breach", "BREACH"),
            new Key("strong", "BREACH, three times the bound"),
            new Key("unknown", "no evidence"))
        .orTable();
  }

  private String heading() {
    List<ResultRow> newest = rows.newestDrift();
    if (newest.isEmpty()) {
      return "Drift has not been judged yet";
    }
    if (Drifted.compared(newest) == 0) {
      return "There is no evidence about drift yet";
    }
    List<String> drifted = Drifted.names(newest);
    if (drifted.isEmpty()) {
      return "Nothing drifted at " + newest.get(0).date("snapshot_date");
    }
    LocalDate since = Drifted.since(rows.drift().rows()).get(drifted.get(0));
    return drifted.size() == 1
        ? "%s has drifted since %s".formatted(drifted.get(0), since)
        : "%s drifted, %s since %s"
            .formatted(ReportFormat.names(drifted, MOST_NAMES), drifted.get(0), since);
  }

  private Chart chart() {
    return new Chart(
        "chart-drift",
        "",
        "Drift of %s over %s; the table has the numbers."
            .formatted(
                ReportFormat.count(names.size(), "distribution"),
                ReportFormat.count(snapshots.size(), "snapshot")),
        "matrix",
        Map.of(
            "kind",
            "heat",
            "x",
            snapshots.stream().map(LocalDate::toString).toList(),
            "y",
            names,
            "kinds",
            names.stream().map(this::kind).toList(),
            "cells",
            findings.stream().map(this::cell).toList()));
  }

  /**
   * Column, row, value, threshold, verdict, reference, since; the value is null without evidence,
   * the last two where there are none.
   */
  private List<Object> cell(ResultRow row) {
    return Arrays.asList(
        snapshots.indexOf(row.date("snapshot_date")),
        names.indexOf(row.string("name")),
        ReportFormat.value(row, "value"),
        row.doubleValue("threshold"),
        row.string("verdict"),
        row.optionalDate("reference_date").map(LocalDate::toString).orElse(null),
        row.optionalDate("breach_since").map(LocalDate::toString).orElse(null));
  }

  /** Attribute or behaviour, or the prediction; as the newest finding has it. */
  private String kind(String name) {
    ResultRow newest = newest(name);
    return newest.string("subject").equals("prediction")
        ? "prediction"
        : ReportFormat.text(newest, "kind");
  }

  private ResultRow newest(String name) {
    List<ResultRow> ofName = byName.get(name);
    return ofName.get(ofName.size() - 1);
  }

  private List<Column> columns() {
    List<Column> columns =
        new ArrayList<>(List.of(text("name"), text("kind"), text("changed since")));
    snapshots.forEach(snapshot -> columns.add(number(snapshot.toString())));
    return columns;
  }

  private List<List<String>> table() {
    Map<String, LocalDate> since = Drifted.since(rows.drift().rows());
    List<List<String>> table = new ArrayList<>();
    for (String name : names) {
      Map<LocalDate, String> ofName = new TreeMap<>();
      for (ResultRow row : byName.get(name)) {
        String mark = row.string("verdict").equals(Drifted.BREACH) ? " ▲" : "";
        ofName.put(row.date("snapshot_date"), ReportFormat.decimal(row, "value") + mark);
      }
      List<String> line = new ArrayList<>(List.of(name, kind(name)));
      line.add(
          Optional.ofNullable(since.get(name)).map(LocalDate::toString).orElse(ReportFormat.NONE));
      snapshots.forEach(snapshot -> line.add(ofName.getOrDefault(snapshot, ReportFormat.NONE)));
      table.add(line);
    }
    return table;
  }
}
