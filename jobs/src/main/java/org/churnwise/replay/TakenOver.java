package org.churnwise.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.run.Ledger;
import org.churnwise.run.SliceRows;
import org.churnwise.run.Stage;
import org.churnwise.run.StageCounts;
import org.churnwise.run.StageSlice;
import org.churnwise.run.Written;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Slices that a replay copies from the live warehouse: models, predictions and metrics that were
 * made from rows of customers who have been erased since, or from other features than this release
 * computes. What later runs made with them can then be rebuilt. The rows pass through the driver.
 */
final class TakenOver {
  private static final String MODEL = "model_version";

  /** What depends on a model, or judges each feature. */
  private static final Set<Stage> OF_MODELS = Set.of(Stage.TRAIN, Stage.SCORE, Stage.MONITOR);

  private final RecordedHistory history;
  private final RecordedRun run;
  private final Warehouse live;
  private final Warehouse scratch;
  private final Ledger ledger;
  private final ModelRegistry registry;

  /**
   * @param ledger of the scratch warehouse, like the registry
   */
  TakenOver(
      RecordedHistory history,
      RecordedRun run,
      Warehouse live,
      Warehouse scratch,
      Ledger ledger,
      ModelRegistry registry) {
    this.history = history;
    this.run = run;
    this.live = live;
    this.scratch = scratch;
    this.ledger = ledger;
    this.registry = registry;
  }

  /** Why slices that were written together are taken over; empty if they are rebuilt. */
  Optional<String> reason(List<RecordedSlice> batch) {
    RecordedSlice slice = batch.get(0);
    return history.erasures().takenOver(run, slice).or(() -> ofOtherFeatures(slice));
  }

  /** A model that learned from other features than this release computes cannot be fitted again. */
  private Optional<String> ofOtherFeatures(RecordedSlice slice) {
    if (slice.knownStage().filter(OF_MODELS::contains).isEmpty()) {
      return Optional.empty();
    }
    String computed = FeatureSet.of(FeatureCatalogue.load()).catalogueHash();
    ModelRegistry models = new ModelRegistry(live, new Ledger(live, ledger.run()));
    Set<String> names = history.modelsAt(run);
    boolean ofOthers =
        !names.isEmpty()
            && names.stream()
                .map(name -> models.version(name).card().features().catalogueHash())
                .noneMatch(computed::equals);
    return ofOthers
        ? Optional.of(
            "taken over, not rebuilt: its models learned from other features than this release computes")
        : Optional.empty();
  }

  /** Writes slices as they stand. */
  void write(List<RecordedSlice> batch) {
    for (RecordedSlice slice : batch) {
      List<SliceRows> rows =
          history.contents(run, slice).stream().map(RecordedContent::rows).toList();
      if (rows.isEmpty()) {
        continue;
      }
      StageSlice written =
          new StageSlice(
              slice.knownStage().orElseThrow(),
              rows.get(0).table().name(),
              slice.id(),
              slice.key(),
              List.of());
      ledger.commit(
          List.of(written),
          () -> {
            rows.forEach(this::copy);
            return Written.of("", written, new StageCounts(0, 0, rows));
          });
    }
  }

  private void copy(SliceRows rows) {
    Table table = rows.table();
    if (table.equals(Tables.MODEL_VERSIONS)) {
      model((String) rows.where().get(MODEL));
    } else if (table.equals(Tables.MODEL_DECISIONS)) {
      run.decisions().stream()
          .filter(decision -> decision.id().equals(rows.where().get("decision_id")))
          .forEach(registry::add);
    } else {
      copyRows(rows);
    }
  }

  private void model(String name) {
    ModelVersion model = new ModelRegistry(live, new Ledger(live, ledger.run())).version(name);
    scratch.put(live.fetch(model.artifactPath()), model.artifactPath());
    registry.add(model, List.of());
    copyRows(new SliceRows(Tables.TRAINING_DATASETS, Map.of(MODEL, name)));
  }

  private void copyRows(SliceRows rows) {
    Table table = rows.table();
    scratch.delete(table, rows.where());
    List<Map<String, Object>> copied = new ArrayList<>();
    for (ResultRow row : live.query(query(rows))) {
      copied.add(values(table, row));
    }
    scratch.insert(table, copied);
  }

  private static Sql query(SliceRows rows) {
    List<String> conditions = new ArrayList<>();
    Map<String, Object> values = new HashMap<>();
    rows.where()
        .forEach(
            (column, value) -> {
              conditions.add(column + " = :" + column);
              values.put(column, value);
            });
    Sql all = rows.table().rows();
    return new Sql(all.name(), all.text() + " where " + String.join(" and ", conditions), values);
  }

  private static Map<String, Object> values(Table table, ResultRow row) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      row.optionalString(column.name())
          .ifPresent(present -> values.put(column.name(), value(column, row)));
    }
    return values;
  }

  private static Object value(Column column, ResultRow row) {
    return switch (column.type()) {
      case "date" -> row.date(column.name());
      case "timestamp" -> row.instant(column.name());
      case "bigint" -> row.longValue(column.name());
      case "double" -> row.doubleValue(column.name());
      case "boolean" -> row.truth(column.name());
      default -> row.string(column.name());
    };
  }
}
