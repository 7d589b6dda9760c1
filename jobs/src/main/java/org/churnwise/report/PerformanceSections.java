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
import java.util.stream.Stream;
import org.churnwise.report.Section.Chart;
import org.churnwise.report.Section.Grid;
import org.churnwise.report.Section.Key;
import org.churnwise.warehouse.ResultRow;

/** How good the model is: champion, performance over time, ranking, calibration, segments. */
final class PerformanceSections {
  private static final Map<String, String> METRICS =
      Map.of("auc", "AUC", "f1", "F1", "brier", "Brier score");
  private static final List<String> ORDER = List.of("auc", "f1", "brier");

  private PerformanceSections() {}

  static Section champion(ReportRows rows) {
    List<ResultRow> models = rows.models().rows();
    String heading =
        rows.champion()
            .map(
                row ->
                    "%s is champion since %s"
                        .formatted(row.string("model_version"), row.date("watermark")))
            .orElse(models.isEmpty() ? "No model has been trained" : "No model was promoted");
    String lead = rows.champion().map(row -> sentence(row.string("reason"))).orElse("");
    List<List<String>> table =
        models.stream()
            .map(
                row ->
                    List.of(
                        row.string("model_version"),
                        row.date("watermark").toString(),
                        ReportFormat.text(row, "alias_now"),
                        ReportFormat.text(row, "outcome"),
                        ReportFormat.text(row, "reason")))
            .toList();
    return Section.table(
            "champion",
            "Champion",
            heading,
            lead,
            new Grid(
                List.of(
                    text("model"),
                    text("trained at"),
                    text("alias"),
                    text("decision"),
                    text("reason")),
                table,
                "No model yet: training needs two snapshots with final labels."),
            rows.models().sql())
        .asWide();
  }

  static Section performance(ReportRows rows) {
    Map<LocalDate, Map<String, ResultRow>> bySnapshot = bySnapshot(rows.performance().rows());
    List<Chart> charts =
        bySnapshot.isEmpty()
            ? List.of()
            : ORDER.stream().map(metric -> overTime(metric, bySnapshot, rows)).toList();
    List<List<String>> table = new ArrayList<>();
    bySnapshot.forEach((snapshot, metrics) -> table.add(performanceCells(snapshot, metrics)));
    return new Section(
            "performance",
            "Performance",
            performanceHeading(bySnapshot),
            "Predictions in production, evaluated once their labels were final. The band is the 95 % interval; an upright line is a new champion.",
            true,
            List.of(),
            charts,
            List.of(),
            new Grid(
                List.of(
                    text("snapshot"),
                    text("model"),
                    number("customers"),
                    number("left"),
                    number("AUC"),
                    number("recency rule"),
                    number("F1"),
                    number("recency rule"),
                    number("constant"),
                    number("Brier"),
                    number("recency rule"),
                    number("constant")),
                table,
                "No prediction has a final label yet."),
            rows.performance().sql())
        .withKeys(
            new Key("model", "model"),
            new Key("recency", "recency rule"),
            new Key("constant", "best constant"));
  }

  private static Map<LocalDate, Map<String, ResultRow>> bySnapshot(List<ResultRow> performance) {
    Map<LocalDate, Map<String, ResultRow>> bySnapshot = new TreeMap<>();
    for (ResultRow row : performance) {
      bySnapshot
          .computeIfAbsent(row.date("snapshot_date"), snapshot -> new TreeMap<>())
          .put(row.string("metric"), row);
    }
    bySnapshot.values().removeIf(metrics -> !metrics.keySet().containsAll(ORDER));
    return bySnapshot;
  }

  private static String performanceHeading(Map<LocalDate, Map<String, ResultRow>> bySnapshot) {
    List<ResultRow> aucs =
        bySnapshot.values().stream()
            .map(metrics -> metrics.get("auc"))
            .filter(row -> row.optionalDouble("value").isPresent())
            .toList();
    if (aucs.isEmpty()) {
      return "Nothing is known yet about predictions in production";
    }
    long better =
        aucs.stream()
            .filter(
                row ->
                    row.optionalDouble("low").orElse(0)
                        > row.optionalDouble("recency_value").orElse(0.5))
            .count();
    return better == aucs.size()
        ? "The model ranked clearly better than the recency rule in all of %s"
            .formatted(ReportFormat.count(aucs.size(), "evaluated month"))
        : "The model ranked clearly better than the recency rule in %d of %s"
            .formatted(better, ReportFormat.count(aucs.size(), "evaluated month"));
  }

  private static List<String> performanceCells(LocalDate snapshot, Map<String, ResultRow> metrics) {
    ResultRow auc = metrics.get("auc");
    ResultRow f1 = metrics.get("f1");
    ResultRow brier = metrics.get("brier");
    return List.of(
        snapshot.toString(),
        auc.string("model_version"),
        ReportFormat.count(auc, "row_count"),
        ReportFormat.count(auc, "positives"),
        ReportFormat.metric(auc),
        ReportFormat.decimal(auc, "recency_value"),
        ReportFormat.metric(f1),
        ReportFormat.decimal(f1, "recency_value"),
        ReportFormat.decimal(f1, "constant_value"),
        ReportFormat.metric(brier),
        ReportFormat.decimal(brier, "recency_value"),
        ReportFormat.decimal(brier, "constant_value"));
  }

  private static Chart overTime(
      String metric, Map<LocalDate, Map<String, ResultRow>> bySnapshot, ReportRows rows) {
    List<ResultRow> values =
        bySnapshot.values().stream().map(metrics -> metrics.get(metric)).toList();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("kind", "time");
    data.put("x", values.stream().map(row -> row.date("snapshot_date").toString()).toList());
    data.put("models", values.stream().map(row -> row.string("model_version")).toList());
    for (String column : List.of("value", "low", "high", "constant_value", "recency_value")) {
      data.put(column, ReportFormat.values(values, column));
    }
    data.put("marks", promotions(rows, values));
    ResultRow newest = values.get(values.size() - 1);
    String name = METRICS.get(metric);
    return new Chart(
        "chart-" + metric,
        name + (metric.equals("brier") ? " (lower is better)" : ""),
        "%s over %s, %s at the end; the recency rule %s."
            .formatted(
                name,
                ReportFormat.count(values.size(), "snapshot"),
                ReportFormat.metric(newest),
                ReportFormat.decimal(newest, "recency_value")),
        "plain",
        data);
  }

  /** Snapshots from which a new champion was in production. */
  private static List<String> promotions(ReportRows rows, List<ResultRow> values) {
    List<String> evaluated =
        values.stream().map(row -> row.date("snapshot_date").toString()).toList();
    return rows.models().rows().stream()
        .filter(row -> row.optionalString("outcome").equals(Optional.of("PROMOTED")))
        .map(row -> row.date("watermark").toString())
        .filter(day -> evaluated.contains(day) && !day.equals(evaluated.get(0)))
        .distinct()
        .toList();
  }

  static Section calibration(ReportRows rows) {
    List<ResultRow> tenths = rows.calibration().rows();
    List<List<Double>> points =
        tenths.stream()
            .map(
                row ->
                    List.of(
                        row.doubleValue("mean_probability"),
                        row.doubleValue("churned_share"),
                        row.doubleValue("low"),
                        row.doubleValue("high"),
                        row.doubleValue("customers")))
            .toList();
    List<List<String>> table =
        tenths.stream()
            .map(
                row ->
                    List.of(
                        tenth(row.longValue("tenth")),
                        ReportFormat.count(row, "customers"),
                        ReportFormat.decimal(row, "mean_probability"),
                        ReportFormat.decimal(row, "churned_share") + ReportFormat.interval(row)))
            .toList();
    Chart chart =
        new Chart(
            "chart-calibration",
            "",
            "Share of customers who left by predicted probability; the table has the numbers.",
            "square",
            Map.of("kind", "calibration", "points", points));
    return Section.chart(
            "calibration",
            "Calibration",
            calibrationHeading(tenths),
            "Customers by tenth of the predicted probability: those who left, with 95 % intervals. On the diagonal, what was said is what came.",
            chart,
            new Grid(
                List.of(text("probability"), number("customers"), number("said"), number("left")),
                table,
                "No prediction has a final label yet."),
            rows.calibration().sql())
        .orTable();
  }

  private static String calibrationHeading(List<ResultRow> tenths) {
    if (tenths.isEmpty()) {
      return "Calibration is not known yet";
    }
    double customers = tenths.stream().mapToDouble(row -> row.doubleValue("customers")).sum();
    double off =
        tenths.stream().mapToDouble(row -> row.doubleValue("customers") * distance(row)).sum()
            / customers;
    return "Probabilities were off by %s on average on %s"
        .formatted(ReportFormat.decimal(off, 3), tenths.get(0).date("snapshot_date"));
  }

  private static double distance(ResultRow row) {
    return Math.abs(row.doubleValue("mean_probability") - row.doubleValue("churned_share"));
  }

  private static String tenth(long tenth) {
    return "%s to %s"
        .formatted(
            ReportFormat.decimal((tenth - 1) / 10.0, 1), ReportFormat.decimal(tenth / 10.0, 1));
  }

  static Section gain(ReportRows rows) {
    List<ResultRow> gains =
        Stream.of(10, 20, 30, 40, 50, 60, 70, 80, 90)
            .flatMap(
                share -> ReportRows.newest(rows.performance().rows(), "gain_" + share).stream())
            .filter(row -> row.optionalDouble("value").isPresent())
            .toList();
    List<List<String>> table = new ArrayList<>();
    List<List<Double>> points = new ArrayList<>();
    for (ResultRow row : gains) {
      double contacted = Double.parseDouble(row.string("metric").substring("gain_".length())) / 100;
      points.add(
          List.of(
              contacted,
              row.doubleValue("value"),
              row.optionalDouble("recency_value").orElse(contacted)));
      table.add(
          List.of(
              ReportFormat.percent(contacted),
              ReportFormat.metric(row),
              ReportFormat.decimal(row, "recency_value")));
    }
    String heading =
        points.size() < 3
            ? "How many leavers a list would reach is not known yet"
            : "The riskiest 30 %% held %s of those who left (recency rule: %s)"
                .formatted(
                    ReportFormat.percent(points.get(2).get(1)),
                    ReportFormat.percent(points.get(2).get(2)));
    Chart chart =
        new Chart(
            "chart-gain",
            "",
            "Share of the leavers among the riskiest customers; the table has the numbers.",
            "square",
            Map.of("kind", "gain", "points", points));
    return Section.chart(
            "gain",
            "Gain",
            heading,
            "Leavers reached when customers are taken in the order of their risk.",
            chart,
            new Grid(
                List.of(number("riskiest"), number("leavers reached"), number("recency rule")),
                table,
                "No prediction has a final label yet."),
            rows.performance().sql())
        .withKeys(
            new Key("model", "model"),
            new Key("recency", "recency rule"),
            new Key("constant", "at random"))
        .orTable();
  }

  static Section segments(ReportRows rows) {
    List<ResultRow> all = rows.segments().rows();
    List<ResultRow> segments =
        all.stream()
            .filter(row -> row.optionalDouble("value").isPresent())
            .filter(row -> !row.string("segment").equals("all"))
            .toList();
    List<List<String>> table =
        all.stream()
            .map(
                row ->
                    List.of(
                        segment(row),
                        ReportFormat.count(row, "row_count"),
                        ReportFormat.metric(row),
                        ReportFormat.decimal(row, "recency_value")))
            .toList();
    String heading =
        segments.isEmpty()
            ? "No segment has been evaluated yet"
            : "AUC is lowest for %s: %s"
                .formatted(
                    segment(segments.get(0)), ReportFormat.decimal(segments.get(0), "value"));
    Chart chart =
        new Chart(
            "chart-segments",
            "",
            "AUC by segment with 95 % intervals, the worst first; the table has the numbers.",
            "tall",
            dots(segments, all));
    return Section.chart(
            "segments",
            "Segments",
            heading,
            "AUC of each segment with its 95 % interval; the upright line is that of all customers.",
            chart,
            new Grid(
                List.of(
                    text("segment"), number("customers"), number("AUC"), number("recency rule")),
                table,
                "No segment has enough customers with final labels."),
            rows.segments().sql())
        .withKeys(new Key("model", "model"), new Key("recency", "recency rule"))
        .orTable();
  }

  private static Map<String, Object> dots(List<ResultRow> segments, List<ResultRow> all) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("kind", "dots");
    data.put("names", segments.stream().map(PerformanceSections::segment).toList());
    for (String column : List.of("value", "low", "high", "recency_value")) {
      data.put(column, ReportFormat.values(segments, column));
    }
    data.put(
        "all",
        all.stream()
            .filter(row -> row.string("segment").equals("all"))
            .map(row -> ReportFormat.value(row, "value"))
            .findFirst()
            .orElse(null));
    return data;
  }

  private static String segment(ResultRow row) {
    return row.string("segment").replaceFirst("=", " ").replace("customer_segment", "segment");
  }

  static String sentence(String reason) {
    return reason.isEmpty()
        ? ""
        : Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".";
  }
}
