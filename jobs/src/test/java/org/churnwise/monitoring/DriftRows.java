package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.registry.ModelCard;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.model.registry.ModelMetric;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.sql.Sql;
import org.churnwise.stats.MetricStatus;
import org.churnwise.table.Tables;

/** Snapshots of 100 customers, and a champion v1 of May that held April out. */
abstract class DriftRows extends MonitoringRows {
  static final LocalDate APRIL = LocalDate.of(2025, 4, 1);
  static final LocalDate MAY = LocalDate.of(2025, 5, 1);

  /** What the champion reached on its held-out snapshot. */
  private static final ModelMetric AUC =
      new ModelMetric("auc", MetricStatus.OK, 0.9, 0.88, 0.92, 0.5, 0.7, 100, 50);

  static Optional<ModelVersion> v1() {
    return Optional.of(version("v1", MAY, APRIL));
  }

  static ModelVersion version(String name, LocalDate watermark, LocalDate heldOut) {
    ModelCard card =
        new ModelCard(
            new ModelCard.Data(watermark, heldOut, List.of(), List.of(), 2, 1),
            FeatureSet.of(FeatureCatalogue.load()),
            Map.of(),
            0.5,
            new ModelCard.Versions("code", "spark", "xgboost", 17),
            new ModelCard.Evaluation(List.of(), List.of(), List.of(AUC)));
    return new ModelVersion(name, watermark, card, name, "sha-of-" + name);
  }

  void promoted(String name, LocalDate watermark, LocalDate heldOut) {
    ModelRegistry registry = new ModelRegistry(temporary.warehouse(), temporary.ledger());
    registry.add(version(name, watermark, heldOut), List.of());
    registry.add(
        new ModelDecision(
            ModelDecision.idOfTraining(watermark, name),
            watermark,
            name,
            Optional.empty(),
            ModelDecision.Outcome.PROMOTED,
            "first",
            "{}"));
  }

  void customers(LocalDate snapshot, String columns, IntFunction<String> values) {
    given(Tables.CUSTOMER_FEATURES, rows(snapshot, columns, values));
    written("features", snapshot.toString());
  }

  static String rows(LocalDate snapshot, String columns, IntFunction<String> values) {
    StringBuilder rows =
        new StringBuilder("snapshot_date | customer_id | " + columns.replace(",", " |") + "\n");
    for (int i = 0; i < 100; i++) {
      rows.append(snapshot + " | C" + i + " | " + values.apply(i) + "\n");
    }
    return rows.toString();
  }

  void written(String stage, String slice) {
    temporary.insert(
        Tables.STAGE_RUNS,
        """
        run_id | stage | slice | stage_key | started_at           | ended_at             | seconds | status
        r1     | %s    | %s    | key       | 2026-01-01T00:00:00Z | 2026-01-01T00:00:00Z | 0       | DONE
        """
            .formatted(stage, slice));
  }

  static Sql query(String text) {
    return new Sql("test", text, Map.of());
  }
}
