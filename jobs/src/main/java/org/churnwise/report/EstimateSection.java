package org.churnwise.report;

import static org.churnwise.report.Section.Column.number;
import static org.churnwise.report.Section.Column.text;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.churnwise.report.Section.Chart;
import org.churnwise.report.Section.Grid;
import org.churnwise.report.Section.Key;
import org.churnwise.warehouse.ResultRow;

/** What was expected of predictions before labels came, and what was realised. */
final class EstimateSection {
  private static final String OK = "OK";
  private static final String UNTRUSTED = "UNTRUSTED";

  /** Judged bands before their share says something, and the share that is enough. */
  private static final int ENOUGH_BANDS = 5;

  private static final double ENOUGH_COVERAGE = 0.8;

  private EstimateSection() {}

  static Section of(ReportRows rows) {
    Map<LocalDate, Map<String, ResultRow>> bySnapshot = new TreeMap<>();
    for (ResultRow row : rows.estimates().rows()) {
      bySnapshot
          .computeIfAbsent(row.date("snapshot_date"), snapshot -> new TreeMap<>())
          .put(row.string("metric"), row);
    }
    bySnapshot.values().removeIf(metrics -> metrics.size() < 2);
    List<Chart> charts =
        bySnapshot.isEmpty()
            ? List.of()
            : List.of(chart("auc", "AUC", bySnapshot), chart("brier", "Brier score", bySnapshot));
    List<List<String>> table = new ArrayList<>();
    bySnapshot.forEach((snapshot, metrics) -> table.add(cells(metrics)));
    return new Section(
            "estimates",
            "Estimates",
            heading(bySnapshot),
            lead(rows.estimates().rows()),
            true,
            List.of(),
            charts,
            List.of(),
            new Grid(
                List.of(
                    text("snapshot"),
                    text("model"),
                    text("status"),
                    number("AUC expected"),
                    number("realised"),
                    number("Brier expected"),
                    number("realised"),
                    text("if customers still answer as on"),
                    text("why not trusted")),
                table,
                "Nothing has been estimated yet: that needs predictions, and labels of earlier ones."),
            rows.estimates().sql())
        .withKeys(
            new Key("estimate", "expected, with its 95 % band"),
            new Key("unknown", "expected, not to be trusted"),
            new Key("model", "realised"));
  }

  private static String heading(Map<LocalDate, Map<String, ResultRow>> bySnapshot) {
    return bySnapshot.values().stream()
        .map(metrics -> metrics.get("auc"))
        .reduce((earlier, later) -> later)
        .map(EstimateSection::sentence)
        .orElse("Nothing has been estimated yet");
  }

  /** What is expected of the newest predictions, in words. */
  static String sentence(ResultRow auc) {
    LocalDate snapshot = auc.date("snapshot_date");
    return switch (auc.string("status")) {
      case OK ->
          "For %s AUC is expected to be %s, if customers still answer as on %s"
              .formatted(snapshot, ReportFormat.metric(auc), auc.date("answers_of"));
      case UNTRUSTED ->
          "For %s the expected AUC of %s is not to be trusted: %s"
              .formatted(snapshot, ReportFormat.decimal(auc, "value"), auc.string("reason"));
      default ->
          "For %s no AUC can be expected: %s".formatted(snapshot, ReportFormat.text(auc, "reason"));
    };
  }

  /** The newest estimate of AUC, if its labels have not come. */
  static Optional<ResultRow> pending(List<ResultRow> estimates) {
    return estimates.stream()
        .filter(row -> row.string("metric").equals("auc"))
        .reduce((earlier, later) -> later)
        .filter(row -> row.optionalDouble("realised").isEmpty());
  }

  private static String lead(List<ResultRow> rows) {
    return "Before labels come, from the predicted probabilities, recalibrated on the newest labels. It holds only if customers still answer as then. %s %s"
        .formatted(record("auc", "AUC", rows), record("brier", "Brier score", rows))
        .strip();
  }

  private static String record(String metric, String name, List<ResultRow> rows) {
    List<Double> covered =
        rows.stream()
            .filter(row -> row.string("metric").equals(metric))
            .flatMap(row -> row.optionalDouble("covered").stream().boxed())
            .toList();
    if (covered.isEmpty()) {
      return "";
    }
    long held = covered.stream().filter(one -> one == 1).count();
    boolean isPoor = covered.size() >= ENOUGH_BANDS && held < ENOUGH_COVERAGE * covered.size();
    return "Its bands have held the realised %s in %d of %s%s."
        .formatted(
            name,
            held,
            ReportFormat.count(covered.size(), "month"),
            isPoor ? ", too few to rely on them" : "");
  }

  private static List<String> cells(Map<String, ResultRow> metrics) {
    ResultRow auc = metrics.get("auc");
    ResultRow brier = metrics.get("brier");
    return List.of(
        auc.date("snapshot_date").toString(),
        auc.string("model_version"),
        auc.string("status"),
        expected(auc),
        ReportFormat.decimal(auc, "realised"),
        expected(brier),
        ReportFormat.decimal(brier, "realised"),
        auc.date("answers_of").toString(),
        ReportFormat.text(auc, "reason"));
  }

  private static String expected(ResultRow row) {
    return ReportFormat.decimal(row, "value") + ReportFormat.interval(row);
  }

  private static Chart chart(
      String metric, String name, Map<LocalDate, Map<String, ResultRow>> bySnapshot) {
    List<ResultRow> rows =
        bySnapshot.values().stream().map(metrics -> metrics.get(metric)).toList();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("kind", "estimates");
    data.put("x", rows.stream().map(row -> row.date("snapshot_date").toString()).toList());
    data.put("models", rows.stream().map(row -> row.string("model_version")).toList());
    data.put("status", rows.stream().map(row -> row.string("status")).toList());
    for (String column : List.of("value", "low", "high", "realised")) {
      data.put(column, ReportFormat.values(rows, column));
    }
    ResultRow newest = rows.get(rows.size() - 1);
    return new Chart(
        "chart-estimated-" + metric,
        name + (metric.equals("brier") ? " (lower is better)" : ""),
        "%s expected and realised over %s, %s expected at the end."
            .formatted(name, ReportFormat.count(rows.size(), "snapshot"), expected(newest)),
        "plain",
        data);
  }
}
