package org.churnwise.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.config.CustomerAttributes;
import org.churnwise.config.InputSettings;
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
 * What a training has to know of its rows before the fit, counted where the rows are: one query,
 * instead of Spark jobs whose planning and start cost more than the counting. {@link LevelCensus}
 * and {@link InputsInTime} count rows that no table holds in the same way, with Spark.
 *
 * @param census of the rows of the fit
 * @param parts the rows of the fit and those held out
 * @param levelCounts how many levels each category has in the rows of the fit; only of those with
 *     any
 * @param commonLevels their levels of enough rows
 */
record FitCounts(
    RowCensus census,
    List<InputsInTime.Part> parts,
    Map<String, Long> levelCounts,
    Map<String, List<Level>> commonLevels) {
  static final Sql QUERY =
      FeatureColumns.in(LeftOutShare.drawnFromFinalLabels("training/fit_counts"));

  /** Counts the rows of a plan. One query; only levels of enough rows leave the warehouse. */
  static FitCounts of(Warehouse warehouse, TrainingSettings settings, TrainingPlan plan) {
    Sql drawn = LeftOutShare.of(settings).bind(QUERY);
    Sql query =
        RequestedSnapshots.in(drawn, plan.snapshots())
            .with("held_out", plan.heldOut())
            .with("min_level_rows", (long) settings.inputs().minLevelRows());
    List<InputsInTime.Part> parts = new ArrayList<>();
    long fitted = 0;
    long positives = 0;
    Map<String, Long> levelCounts = new HashMap<>();
    Map<String, List<Level>> commonLevels = new HashMap<>();
    for (ResultRow row : warehouse.query(query)) {
      Optional<String> name = row.optionalString("name");
      Optional<String> level = row.optionalString("level_name");
      long rows = row.longValue("row_count");
      if (name.isEmpty()) {
        parts.add(part(row, rows));
        fitted += row.longValue("fitted_rows");
        positives += row.longValue("fitted_positives");
      } else if (level.isEmpty()) {
        levelCounts.put(name.get(), rows);
      } else {
        commonLevels
            .computeIfAbsent(name.get(), any -> new ArrayList<>())
            .add(new Level(level.get(), rows));
      }
    }
    return new FitCounts(new RowCensus(fitted, positives), parts, levelCounts, commonLevels);
  }

  private static InputsInTime.Part part(ResultRow row, long rows) {
    Map<String, Long> younger = new HashMap<>();
    CustomerAttributes.NAMES.forEach(name -> younger.put(name, row.longValue("younger_" + name)));
    return new InputsInTime.Part(rows, younger);
  }

  /** Which attributes models may see. */
  InputsInTime inTime(FeatureCatalogue catalogue, CustomerAttributes attributes) {
    return InputsInTime.of(parts, catalogue, attributes);
  }

  /** The levels of the categories that a catalogue's models see. */
  LevelCensus levels(FeatureCatalogue catalogue, InputSettings settings) {
    return LevelCensus.of(catalogue, levelCounts, commonLevels, settings);
  }
}
