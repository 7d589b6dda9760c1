package org.churnwise.replay;

import java.util.List;
import java.util.Map;
import org.churnwise.run.ContentHash;
import org.churnwise.table.Column;
import org.churnwise.table.Table;

/** The columns that identify the rows of a table, in reading order. */
final class RowKeys {
  private static final Map<String, List<String>> KEYS =
      Map.ofEntries(
          Map.entry("customers", List.of("customer_id", "valid_from")),
          Map.entry("sales", List.of("transaction_id")),
          Map.entry("feedback_raw", List.of("feedback_id")),
          Map.entry("feedback_sentiment", List.of("feedback_id")),
          Map.entry("files_ingested", List.of("file_type", "file_name")),
          Map.entry("quarantine", List.of("file_name", "line_number", "rule", "column_name")),
          Map.entry("customer_features", List.of("snapshot_date", "customer_id")),
          Map.entry("customer_labels", List.of("snapshot_date", "customer_id")),
          Map.entry("churn_predictions", List.of("snapshot_date", "customer_id", "model_version")),
          Map.entry("model_versions", List.of("model_version")),
          Map.entry("model_baselines", List.of("model_version", "subject", "name", "bin")),
          Map.entry("model_decisions", List.of("decision_id")),
          Map.entry(
              "model_performance", List.of("snapshot_date", "model_version", "segment", "metric")),
          Map.entry("estimated_performance", List.of("snapshot_date", "model_version", "metric")),
          Map.entry("interim_performance", List.of("snapshot_date", "days")),
          Map.entry(
              "feature_drift",
              List.of("snapshot_date", "model_version", "subject", "segment", "name")));

  private RowKeys() {}

  /** For a table without a known key: every compared column that is no floating-point number. */
  static List<String> of(Table table) {
    return KEYS.getOrDefault(
        table.name(),
        ContentHash.columns(table).stream()
            .filter(column -> !column.type().equals("double"))
            .map(Column::name)
            .toList());
  }
}
