package org.churnwise.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.churnwise.cli.Console;
import org.churnwise.error.Printable;
import org.churnwise.warehouse.ResultRow;

/** What a person reads of one customer. */
final class CustomerPages {
  private static final int EXPLAINED = 3;
  private static final Shown EXPECTED =
      new Shown("expected_value_usd", "expected USD", Shown.Form.HUNDREDTHS);
  private static final Shown PROBABILITY = Shown.thousandths("churn_probability", "probability");

  private final Console console;

  CustomerPages(Console console) {
    this.console = console;
  }

  void heading(String id, ResultRow known) {
    long sales = known.longValue("purchases_and_returns");
    String bought =
        sales == 0
            ? "no purchase is loaded"
            : "%s from %s to %s"
                .formatted(
                    Console.count(sales, "sale"), known.date("first_day"), known.date("last_day"));
    console.lookUp(List.of("customer " + Printable.inOneLine(id)), List.of(List.of(bought)));
  }

  /** Two features a line. */
  void features(List<String> columns, ResultRow row) {
    List<String> names = columns.subList(1, columns.size());
    int half = (names.size() + 1) / 2;
    List<List<String>> lines = new ArrayList<>();
    for (int i = 0; i < half; i++) {
      List<String> line = new ArrayList<>(pair(names.get(i), row));
      line.addAll(half + i < names.size() ? pair(names.get(half + i), row) : List.of("", ""));
      lines.add(line);
    }
    console.line("");
    console.lookUp(
        List.of("features of " + row.date("snapshot_date"), "value", "", "value"), lines);
  }

  private static List<String> pair(String name, ResultRow row) {
    Object value = row.values().get(name);
    return List.of(
        name,
        value instanceof Double number
            ? String.format(Locale.ROOT, "%,.2f", number)
            : value == null ? Shown.NOTHING : value.toString());
  }

  void history(List<ResultRow> rows) {
    console.line("");
    if (rows.isEmpty()) {
      console.line("  no features and no predictions: nothing was bought before a snapshot");
      return;
    }
    console.lookUp(
        List.of(
            "snapshot",
            "model",
            "churn prob.",
            "predicted",
            "group",
            "expected USD",
            "came true",
            "next purchase"),
        rows.stream().map(CustomerPages::prediction).toList(),
        rows.stream().map(CustomerPages::known).toList());
    reasons(rows.stream().filter(row -> row.optionalString("reason_1").isPresent()).toList());
  }

  private static List<String> prediction(ResultRow row) {
    return List.of(
        row.date("snapshot_date").toString(),
        row.optionalString("model_version").orElse(Shown.NOTHING),
        PROBABILITY.cell(row.values().get("churn_probability")),
        word(row, "churn_predicted", "leaves", "stays"),
        row.optionalString("contact_group").orElse(Shown.NOTHING),
        EXPECTED.cell(row.values().get("expected_value_usd")),
        row.string("label_state").equals("FINAL")
            ? word(row, "churned", "left", "stayed")
            : row.string("label_state"),
        row.optionalString("next_purchase_date").orElse(Shown.NOTHING));
  }

  private static String known(ResultRow row) {
    return row.optionalDouble("short_history").orElse(0) == 1
        ? "little was known: %d days, %d purchases"
            .formatted(row.longValue("history_days"), row.longValue("purchases"))
        : "";
  }

  private static String word(ResultRow row, String column, String one, String none) {
    Object value = row.values().get(column);
    return value == null ? Shown.NOTHING : ((Number) value).longValue() == 1 ? one : none;
  }

  private void reasons(List<ResultRow> explained) {
    List<ResultRow> newest =
        explained.subList(Math.max(0, explained.size() - EXPLAINED), explained.size());
    List<List<String>> lines = new ArrayList<>();
    for (ResultRow row : newest) {
      for (int i = 1; i <= 3; i++) {
        if (row.optionalString("reason_" + i).isPresent()) {
          lines.add(reason(row, i));
        }
      }
    }
    if (!lines.isEmpty()) {
      console.line("");
      console.lookUp(
          List.of("snapshot", "model", "newest reasons, above 0 towards churn", "log-odds"), lines);
    }
  }

  private static List<String> reason(ResultRow row, int place) {
    boolean first = place == 1;
    return List.of(
        first ? row.date("snapshot_date").toString() : "",
        first ? row.string("model_version") : "",
        row.string("reason_" + place),
        row.optionalDouble("reason_" + place + "_value").isPresent()
            ? String.format(Locale.ROOT, "%.2f", row.doubleValue("reason_" + place + "_value"))
            : Shown.NOTHING);
  }
}
