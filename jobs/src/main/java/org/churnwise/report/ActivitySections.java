package org.churnwise.report;

import static org.churnwise.report.Section.Column.number;
import static org.churnwise.report.Section.Column.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.churnwise.report.Section.Chart;
import org.churnwise.report.Section.Event;
import org.churnwise.report.Section.Grid;
import org.churnwise.report.Section.Key;
import org.churnwise.warehouse.ResultRow;

/** What was done: decisions, alerts, contacts, and what was made from what. */
final class ActivitySections {
  private static final int MOST_EVENTS = 10;

  private ActivitySections() {}

  static Section events(ReportRows rows) {
    List<ResultRow> all = rows.events().rows();
    int open = rows.openAlerts().size();
    long decisions = all.stream().filter(row -> row.string("kind").equals("decision")).count();
    List<Event> shown =
        all.stream()
            .sorted((one, other) -> Boolean.compare(isOpen(other), isOpen(one)))
            .limit(MOST_EVENTS)
            .map(ActivitySections::event)
            .toList();
    List<List<String>> table =
        all.stream()
            .map(
                row ->
                    List.of(
                        ReportFormat.minute(row.instant("happened_at")),
                        row.string("kind"),
                        row.string("state"),
                        row.string("subject"),
                        row.string("message"),
                        row.optionalString("owners")
                            .map(ActivitySections::listed)
                            .orElse(ReportFormat.NONE),
                        ReportFormat.text(row, "next_command")))
            .toList();
    String heading =
        all.isEmpty()
            ? "Nothing was decided and no alert was raised yet"
            : "%s so far, %s"
                .formatted(
                    ReportFormat.count(decisions, "decision"),
                    open == 0 ? "no alert open" : ReportFormat.count(open, "alert") + " open");
    return new Section(
        "events",
        "Time line",
        heading,
        all.size() > MOST_EVENTS
            ? "Open alerts first, then the newest; all %d stand in the table.".formatted(all.size())
            : "",
        false,
        List.of(),
        List.of(),
        shown,
        new Grid(
            List.of(
                text("time (UTC)"),
                text("kind"),
                text("state"),
                text("subject"),
                text("message"),
                text("concerns"),
                text("next command")),
            table,
            "Nothing yet."),
        rows.events().sql());
  }

  private static boolean isOpen(ResultRow row) {
    return row.string("kind").equals("alert") && !row.string("state").equals("RESOLVED");
  }

  private static String listed(String owners) {
    return owners.replace(" ", ", ");
  }

  private static Event event(ResultRow row) {
    String mark = isOpen(row) ? "open" : row.string("kind");
    return new Event(
        ReportFormat.minute(row.instant("happened_at")),
        mark,
        row.string("kind") + " " + row.string("state").toLowerCase(Locale.ROOT).replace('_', ' '),
        row.string("subject"),
        row.string("message"),
        isOpen(row) ? row.optionalString("owners").map(ActivitySections::listed).orElse("") : "",
        isOpen(row) ? row.optionalString("next_command").orElse("") : "");
  }

  static Section contacts(ReportRows rows) {
    List<ResultRow> contacts = rows.contacts().rows();
    List<List<String>> table =
        contacts.stream()
            .map(
                row ->
                    List.of(
                        ReportFormat.count(row, "place"),
                        row.string("customer_id"),
                        ReportFormat.percent(row.doubleValue("churn_probability")),
                        ReportFormat.usd(row.doubleValue("expected_value_usd")),
                        ReportFormat.usd(row.doubleValue("margin_usd")),
                        reasons(row),
                        known(row)))
            .toList();
    String heading =
        contacts.isEmpty()
            ? "No customer is listed here"
            : "Contact these %s first: %s expected"
                .formatted(
                    ReportFormat.count(contacts.size(), "customer"),
                    ReportFormat.usd(
                        contacts.stream()
                            .mapToDouble(row -> row.doubleValue("expected_value_usd"))
                            .sum()));
    return Section.table(
            "contacts",
            "Contacts",
            heading,
            contacts.isEmpty()
                ? ""
                : "By the champion's predictions for %s. An arrow says whether a reason raises or lowers the risk."
                    .formatted(contacts.get(0).date("snapshot_date")),
            new Grid(
                List.of(
                    number("place"),
                    text("customer"),
                    number("risk"),
                    number("expected value"),
                    number("margin at stake"),
                    text("why"),
                    text("known for")),
                table,
                "The champion has listed nobody yet, or report.customers = 0."),
            rows.contacts().sql())
        .asWide();
  }

  private static String known(ResultRow row) {
    return row.optionalDouble("history_days").isEmpty()
        ? ReportFormat.NONE
        : "%s, %s%s"
            .formatted(
                ReportFormat.count(row.longValue("history_days"), "day"),
                ReportFormat.count(row.longValue("purchases"), "purchase"),
                row.longValue("short_history") == 1 ? ": little" : "");
  }

  private static String reasons(ResultRow row) {
    List<String> reasons = new ArrayList<>();
    for (String reason : List.of("reason_1", "reason_2", "reason_3")) {
      row.optionalString(reason)
          .ifPresent(
              text ->
                  reasons.add(
                      (row.optionalDouble(reason + "_value").orElse(0) < 0 ? "↓ " : "↑ ")
                          + text.substring(text.indexOf(':') + 1).strip()));
    }
    return reasons.isEmpty() ? "not explained" : String.join("; ", reasons);
  }

  static Section uplift(ReportRows rows) {
    List<ResultRow> uplift =
        rows.performance().rows().stream()
            .filter(row -> row.string("metric").equals("uplift_retained_share"))
            .filter(row -> row.optionalDouble("value").isPresent())
            .toList();
    List<List<String>> table =
        uplift.stream()
            .map(
                row ->
                    List.of(
                        row.date("snapshot_date").toString(),
                        ReportFormat.count(row, "row_count"),
                        ReportFormat.metric(row)))
            .toList();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("kind", "points");
    data.put("x", uplift.stream().map(row -> row.date("snapshot_date").toString()).toList());
    for (String column : List.of("value", "low", "high")) {
      data.put(column, ReportFormat.values(uplift, column));
    }
    return Section.chart(
            "uplift",
            "Uplift",
            upliftHeading(uplift),
            "Share that stayed among contacted customers minus that of the holdout, with 95 % intervals.",
            new Chart(
                "chart-uplift",
                "",
                "Effect of contacts by snapshot; the table has the numbers.",
                "plain",
                data),
            new Grid(
                List.of(text("snapshot"), number("customers"), number("difference")),
                table,
                "No contact list has final labels yet."),
            rows.performance().sql())
        .orTable();
  }

  private static String upliftHeading(List<ResultRow> uplift) {
    if (uplift.isEmpty()) {
      return "Whether contacts help is not known yet";
    }
    long helped = uplift.stream().filter(row -> row.optionalDouble("low").orElse(0) > 0).count();
    return helped == 0
        ? "No month shows that contacts kept customers"
        : "Contacts kept customers in %d of %s"
            .formatted(helped, ReportFormat.count(uplift.size(), "month"));
  }

  static Section lineage(ReportRows rows) {
    Map<String, List<ResultRow>> byOutput = new TreeMap<>();
    for (ResultRow row : rows.lineage().rows()) {
      byOutput.computeIfAbsent(row.string("output_name"), output -> new ArrayList<>()).add(row);
    }
    List<List<String>> table = new ArrayList<>();
    byOutput.forEach(
        (output, inputs) ->
            table.add(
                List.of(
                    output,
                    inputs.stream()
                        .map(row -> row.string("input_name"))
                        .distinct()
                        .collect(Collectors.joining(", ")),
                    inputs.get(0).string("stage"),
                    inputs.stream()
                        .map(row -> row.string("last_slice"))
                        .max(String::compareTo)
                        .orElse(""))));
    return Section.table(
        "lineage",
        "Lineage",
        table.isEmpty()
            ? "Nothing was made yet"
            : "%s were made from what stands beside them"
                .formatted(ReportFormat.count(table.size(), "table")),
        "",
        new Grid(
            List.of(text("table"), text("made from"), text("by"), text("newest slice")),
            table,
            "No stage has written anything yet."),
        rows.lineage().sql());
  }

  /** The colours of the time line. */
  static Key[] keys() {
    return new Key[] {
      new Key("open", "open alert"),
      new Key("alert", "resolved alert"),
      new Key("decision", "decision")
    };
  }
}
