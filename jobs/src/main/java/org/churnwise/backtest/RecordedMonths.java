package org.churnwise.backtest;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.run.Ledger;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/** The pipeline's recorded decisions and realised metrics, month by month. */
final class RecordedMonths {
  private final ModelRegistry registry;
  private final Map<String, ResultRow> performance = new HashMap<>();

  RecordedMonths(Warehouse warehouse, Ledger ledger) {
    this.registry = new ModelRegistry(warehouse, ledger);
    for (ResultRow row : warehouse.query(Sql.named("reference/realised_performance"))) {
      performance.put(key(row.date("snapshot_date"), row.string("model_version")), row);
    }
  }

  /** The month of a snapshot. */
  RecordedMonth of(LocalDate snapshot) {
    Optional<ModelDecision> decided = registry.verdictAt(snapshot);
    Optional<ResultRow> realised =
        registry
            .championAt(snapshot)
            .map(ModelVersion::version)
            .map(version -> performance.get(key(snapshot, version)));
    return new RecordedMonth(
        decided.map(decision -> decision.outcome() + " " + decision.challenger()).orElse("-"),
        registry.championAt(snapshot).map(ModelVersion::version).orElse("-"),
        realised.map(row -> row.doubleValue("f1")).orElse(null),
        realised.map(row -> row.doubleValue("auc")).orElse(null));
  }

  private static String key(LocalDate snapshot, String version) {
    return snapshot + " " + version;
  }

  /**
   * One month.
   *
   * @param decision outcome and challenger; "-" if there was no decision
   * @param champion the model that scored the snapshot; "-" if there was none
   * @param f1 that it realised; null, like the AUC, until labels are known
   */
  record RecordedMonth(String decision, String champion, Double f1, Double auc) {}
}
