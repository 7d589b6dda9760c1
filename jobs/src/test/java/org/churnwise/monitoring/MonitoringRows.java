package org.churnwise.monitoring;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.registry.ModelCard;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.run.Ledger;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given predictions, labels, features and baselines, expect what the monitor writes. One row is
 * evidence enough here.
 */
abstract class MonitoringRows {
  static final LocalDate JUNE = LocalDate.of(2025, 6, 1);
  static final LocalDate JULY = LocalDate.of(2025, 7, 1);
  static final LocalDate AUGUST = LocalDate.of(2025, 8, 1);

  @TempDir Path folder;

  TemporaryWarehouse temporary;

  @BeforeEach
  void openWarehouse() {
    temporary = TemporaryWarehouse.in(folder);
  }

  @AfterEach
  void closeWarehouse() {
    temporary.close();
  }

  static Settings settings(String... sets) {
    List<String> all =
        new ArrayList<>(List.of("monitoring.min-rows=1", "monitoring.min-positives=1"));
    all.addAll(List.of(sets));
    return SettingsLoader.load(
        new SettingsSources(Optional.empty(), Optional.empty(), all, Map.of()));
  }

  static Optional<ModelVersion> model(String version) {
    return Optional.of(new ModelVersion(version, JUNE, null, version, "sha-of-" + version));
  }

  ModelMonitor monitor(String runId, String... sets) {
    Ledger ledger = temporary.ledger(runId, LocalDate.of(2025, 12, 31));
    return new ModelMonitor(temporary.warehouse(), ledger, settings(sets));
  }

  /** Rows of a table; what a column that must not be null lacks is 0, a day in 2025, or v1. */
  void given(Table table, String text) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> row : TextTable.parse(table, text)) {
      Map<String, Object> whole = new HashMap<>(row);
      table.columns().stream()
          .filter(column -> !column.nullable())
          .forEach(column -> whole.putIfAbsent(column.name(), filler(column)));
      rows.add(whole);
    }
    temporary.warehouse().insert(table, rows);
  }

  private static Object filler(Column column) {
    return switch (column.type()) {
      case "string" -> column.name().equals("label_state") ? "FINAL" : "v1";
      case "date" -> LocalDate.of(2025, 1, 1);
      case "bigint" -> 0L;
      default -> 0.0;
    };
  }

  /**
   * Rows of churn_predictions, customer_features and customer_labels of one snapshot, for judging.
   */
  void judged(LocalDate snapshot, String text) {
    given(
        Tables.CHURN_PREDICTIONS,
        only(snapshot, text, "customer_id", "churn_probability", "churn_predicted"));
    given(
        Tables.CUSTOMER_FEATURES, only(snapshot, text, "customer_id", "days_since_last_purchase"));
    given(Tables.CUSTOMER_LABELS, only(snapshot, text, "customer_id", "churned"));
    temporary
        .warehouse()
        .execute(
            new Sql(
                "test", "update customer_labels set matures_on = snapshot_date + 30", Map.of()));
  }

  private static String only(LocalDate snapshot, String text, String... columns) {
    List<List<String>> lines =
        text.lines()
            .filter(line -> !line.isBlank())
            .map(line -> List.of(line.split("\\|")).stream().map(String::strip).toList())
            .toList();
    StringBuilder out = new StringBuilder("snapshot_date | " + String.join(" | ", columns) + "\n");
    for (List<String> line : lines.subList(1, lines.size())) {
      out.append(snapshot);
      for (String column : columns) {
        out.append(" | ").append(line.get(lines.get(0).indexOf(column)));
      }
      out.append("\n");
    }
    return out.toString();
  }

  /** Adds a model. */
  void trained(String version, LocalDate watermark, LocalDate... fitSnapshots) {
    ModelCard card =
        new ModelCard(
            new ModelCard.Data(watermark, JULY, List.of(fitSnapshots), List.of(), 2, 1),
            FeatureSet.of(FeatureCatalogue.load()),
            Map.of(),
            0.5,
            new ModelCard.Versions("code", "spark", "xgboost", 17),
            new ModelCard.Evaluation(List.of(), List.of(), List.of()));
    new ModelRegistry(temporary.warehouse(), temporary.ledger())
        .add(new ModelVersion(version, watermark, card, version, "sha-of-" + version), List.of());
  }

  /** Labels of a snapshot were written again. */
  void judgeAgain(LocalDate snapshot) {
    temporary.insert(
        Tables.STAGE_RUNS,
        """
        run_id | stage | slice | stage_key | started_at           | ended_at             | seconds | status
        r1     | label | %s    | late      | 2026-01-01T00:00:00Z | 2026-01-01T00:00:00Z | 0       | DONE
        """
            .formatted(snapshot));
  }
}
