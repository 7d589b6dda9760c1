package org.churnwise.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.report.ReportRows.Answer;
import org.churnwise.run.DataFault;
import org.churnwise.warehouse.ResultRow;

/** Rows of the report's statements, put together by a test; what it does not plant has no rows. */
final class PlantedRows {
  private final Map<String, List<ResultRow>> rows = new HashMap<>();
  private final List<DataFault> faults = new ArrayList<>();
  private static final LocalDate AS_OF = LocalDate.of(2025, 6, 2);
  private LocalDate watermark;

  static Map<String, Object> row(Object... namesAndValues) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return row;
  }

  PlantedRows with(String statement, Map<String, Object> row) {
    rows.computeIfAbsent(statement, name -> new ArrayList<>()).add(new ResultRow(row));
    return this;
  }

  PlantedRows with(DataFault fault) {
    faults.add(fault);
    return this;
  }

  /** Sales of May. */
  PlantedRows loaded() {
    watermark = LocalDate.of(2025, 6, 1);
    return with(
        "feeds",
        row(
            "feed",
            "sales",
            "month",
            LocalDate.of(2025, 5, 1),
            "files",
            1L,
            "rows_read",
            100L,
            "rows_loaded",
            100L,
            "rows_quarantined",
            0L,
            "rows_duplicate",
            0L,
            "last_day",
            LocalDate.of(2025, 5, 31),
            "ingested_at",
            time()));
  }

  PlantedRows champion(String version) {
    return with(
        "models",
        row(
            "model_version",
            version,
            "watermark",
            LocalDate.of(2025, 5, 1),
            "alias_now",
            "champion",
            "outcome",
            "PROMOTED",
            "champion_before",
            null,
            "reason",
            "better: AUC 0.8 against 0.7",
            "decided_at",
            time()));
  }

  /** AUC of a version on 2025-05-01; the recency rule reaches 0.7. */
  PlantedRows auc(String version, Double value, Double low, Double high, String status) {
    return with(
        "performance",
        row(
            "snapshot_date",
            LocalDate.of(2025, 5, 1),
            "model_version",
            version,
            "metric",
            "auc",
            "value",
            value,
            "low",
            low,
            "high",
            high,
            "constant_value",
            0.5,
            "recency_value",
            0.7,
            "row_count",
            100L,
            "positives",
            50L,
            "status",
            status));
  }

  /** AUC and Brier score of v1, both with a band of 0.01 to each side if the status is OK. */
  PlantedRows estimates(LocalDate snapshot, String status, String reason, Double realised) {
    for (String metric : List.of("auc", "brier")) {
      double value = metric.equals("auc") ? 0.89 : 0.13;
      boolean hasBand = status.equals("OK");
      with(
          "estimates",
          row(
              "snapshot_date",
              snapshot,
              "model_version",
              "v1",
              "metric",
              metric,
              "value",
              value,
              "low",
              hasBand ? value - 0.01 : null,
              "high",
              hasBand ? value + 0.01 : null,
              "status",
              status,
              "reason",
              reason,
              "answers_of",
              snapshot.minusMonths(1),
              "row_count",
              100L,
              "realised",
              realised,
              "covered",
              realised == null || !hasBand ? null : Math.abs(realised - value) <= 0.01 ? 1L : 0L));
    }
    return this;
  }

  PlantedRows drift(String name, String verdict) {
    return with(
        "drift",
        row(
            "snapshot_date",
            LocalDate.of(2025, 6, 1),
            "model_version",
            "v1",
            "subject",
            "feature",
            "name",
            name,
            "value",
            verdict.equals("NO_EVIDENCE") ? null : 0.3,
            "threshold",
            0.2,
            "verdict",
            verdict,
            "kind",
            "attribute",
            "reference_date",
            LocalDate.of(2025, 2, 1),
            "breach_since",
            null));
  }

  PlantedRows alert(String state, String severity, String message) {
    return alert(state, severity, "performance f1", message);
  }

  PlantedRows alert(String state, String severity, String subject, String message) {
    return with(
        "events",
        row(
            "happened_at",
            time(),
            "kind",
            "alert",
            "state",
            state,
            "severity",
            severity,
            "subject",
            subject,
            "message",
            message,
            "owners",
            "customer-data model",
            "next_command",
            "submit/churn show drift"));
  }

  static LocalDateTime time() {
    return LocalDateTime.of(2025, 6, 2, 8, 30);
  }

  ReportRows rows() {
    return new ReportRows(
        "a warehouse",
        Instant.parse("2025-06-02T09:00:00Z"),
        AS_OF,
        Optional.ofNullable(watermark),
        faults,
        answer("models"),
        answer("performance"),
        answer("estimates"),
        answer("interim"),
        answer("segments"),
        answer("calibration"),
        answer("drift"),
        answer("labels"),
        answer("feeds"),
        answer("quarantine"),
        answer("quality"),
        answer("events"),
        answer("runs"),
        answer("costs"),
        answer("contacts"),
        answer("lineage"));
  }

  private Answer answer(String name) {
    return new Answer("select " + name, rows.getOrDefault(name, List.of()));
  }
}
