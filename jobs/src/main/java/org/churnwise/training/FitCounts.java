package org.churnwise.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.config.CustomerAttributes;
import org.churnwise.config.TrainingSettings;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.registry.LeftOutShare;
import org.churnwise.run.RequestedSnapshots;
import org.churnwise.sql.Sql;
import org.churnwise.table.FeatureColumns;
import org.churnwise.training.LevelCensus.Level;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * What a training has to know of its rows before the fit, counted where the rows are: two queries,
 * instead of Spark jobs whose planning and start cost more than the counting. {@link LevelCensus}
 * and {@link InputsInTime} count rows that no table holds in the same way, with Spark.
 */
final class FitCounts {
  static final Sql COUNTS = LeftOutShare.drawnFromFinalLabels("training/fit_counts");
  static final Sql LEVELS =
      FeatureColumns.in(LeftOutShare.drawnFromFinalLabels("training/fit_levels"));

  private final Warehouse warehouse;
  private final TrainingSettings settings;
  private final TrainingPlan plan;

  FitCounts(Warehouse warehouse, TrainingSettings settings, TrainingPlan plan) {
    this.warehouse = warehouse;
    this.settings = settings;
    this.plan = plan;
  }

  /** The rows of the fit, and which attributes models may see. */
  record Counted(InputsInTime inTime, RowCensus census) {}

  /** Counts the rows. One query. */
  Counted rows(FeatureCatalogue catalogue, CustomerAttributes attributes) {
    List<InputsInTime.Part> parts = new ArrayList<>();
    long fitted = 0;
    long positives = 0;
    for (ResultRow row : warehouse.query(of(COUNTS))) {
      Map<String, Long> younger = new HashMap<>();
      CustomerAttributes.NAMES.forEach(name -> younger.put(name, row.longValue("younger_" + name)));
      parts.add(new InputsInTime.Part(row.longValue("row_count"), younger));
      fitted += row.longValue("fitted_rows");
      positives += row.longValue("fitted_positives");
    }
    return new Counted(
        InputsInTime.of(parts, catalogue, attributes), new RowCensus(fitted, positives));
  }

  /**
   * The levels of the rows of the fit. One query; only levels of enough rows leave the warehouse.
   */
  LevelCensus levels(FeatureCatalogue catalogue) {
    Map<String, Long> all = new HashMap<>();
    Map<String, List<Level>> enough = new HashMap<>();
    Sql levels = of(LEVELS).with("min_level_rows", (long) settings.inputs().minLevelRows());
    for (ResultRow row : warehouse.query(levels)) {
      String name = row.string("name");
      long rows = row.longValue("row_count");
      row.optionalString("level_name")
          .ifPresentOrElse(
              level ->
                  enough
                      .computeIfAbsent(name, any -> new ArrayList<>())
                      .add(new Level(level, rows)),
              () -> all.put(name, rows));
    }
    return LevelCensus.of(catalogue, all, enough, settings.inputs());
  }

  private Sql of(Sql statement) {
    Sql drawn = LeftOutShare.of(settings).bind(statement);
    return RequestedSnapshots.in(drawn, plan.snapshots()).with("held_out", plan.heldOut());
  }
}
