package org.churnwise.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.config.InputSettings;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureType;

/**
 * The levels of the categories in the rows of a fit, and which of them the model tells apart. A
 * split into groups of levels picks the groups by the churn rates that it sees, so many levels of
 * few customers fit noise. A level counts by the snapshot that has most of its rows: there, a row
 * is a customer, and a customer who is in ten snapshots is no more evidence than one.
 *
 * @param categories by name, in the order of the catalogue
 * @param minRows of a level in one snapshot, for it to be told apart
 */
record LevelCensus(Map<String, Levels> categories, int minRows) {
  /**
   * The levels of a category.
   *
   * @param all how many there are
   * @param kept those that the model tells apart, in alphabetical order
   */
  record Levels(long all, List<String> kept) {
    Levels {
      kept = List.copyOf(kept);
    }
  }

  /**
   * A level of enough rows.
   *
   * @param rows in the snapshot that has most of them
   */
  record Level(String name, long rows) {}

  private static final Comparator<Level> LARGEST_FIRST =
      Comparator.comparingLong(Level::rows).reversed().thenComparing(Level::name);

  /**
   * Counts the levels of rows. Runs one Spark job; only levels of enough rows reach the driver.
   *
   * @param catalogue whose categories the model sees
   */
  static LevelCensus of(Dataset<Row> rows, FeatureCatalogue catalogue, InputSettings settings) {
    Map<String, Long> all = new HashMap<>();
    Map<String, List<Level>> enough = new HashMap<>();
    List<String> names = categories(catalogue);
    if (!names.isEmpty()) {
      for (Row category : counted(rows, names, settings.minLevelRows()).collectAsList()) {
        List<Row> levels = category.getList(2);
        all.put(category.getString(0), category.getLong(1));
        enough.put(
            category.getString(0),
            levels.stream().map(level -> new Level(level.getString(1), level.getLong(0))).toList());
      }
    }
    return of(catalogue, all, enough, settings);
  }

  /**
   * A census of counted levels.
   *
   * @param all how many levels a category has; none if it is not there
   * @param enough its levels of enough rows
   */
  static LevelCensus of(
      FeatureCatalogue catalogue,
      Map<String, Long> all,
      Map<String, List<Level>> enough,
      InputSettings settings) {
    Map<String, Levels> found = new LinkedHashMap<>();
    for (String name : categories(catalogue)) {
      List<String> kept =
          enough.getOrDefault(name, List.of()).stream()
              .sorted(LARGEST_FIRST)
              .limit(settings.maxLevels())
              .map(Level::name)
              .sorted()
              .toList();
      found.put(name, new Levels(all.getOrDefault(name, 0L), kept));
    }
    return new LevelCensus(found, settings.minLevelRows());
  }

  private static List<String> categories(FeatureCatalogue catalogue) {
    return catalogue.inputs().stream()
        .filter(input -> input.type() == FeatureType.CATEGORICAL)
        .map(Feature::name)
        .toList();
  }

  /** One row per category that has a level: name, levels, and those of enough rows. */
  private static Dataset<Row> counted(Dataset<Row> rows, List<String> names, int minRows) {
    String pairs =
        names.stream()
            .map(name -> "'" + name + "', " + name)
            .collect(
                Collectors.joining(", ", "stack(" + names.size() + ", ", ") as (name, level)"));
    return rows.selectExpr("snapshot_date", pairs)
        .where(col("level").isNotNull())
        .groupBy("name", "level", "snapshot_date")
        .agg(count(lit(1)).as("rows"))
        .groupBy("name", "level")
        .agg(max("rows").as("rows"))
        .groupBy("name")
        .agg(
            count(lit(1)),
            collect_list(when(col("rows").geq(minRows), struct(col("rows"), col("level")))));
  }

  /** The categories that have levels, but none of enough rows: no input of a model. */
  Set<String> withoutCommon() {
    return categories.entrySet().stream()
        .filter(category -> category.getValue().all() > 0)
        .filter(category -> category.getValue().kept().isEmpty())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Which categories are no inputs, and why; null if all are. */
  String inWords() {
    Set<String> scattered = withoutCommon();
    return scattered.isEmpty()
        ? null
        : "left out of the inputs, because none of its levels has %d rows (training.min-level-rows) in a snapshot: %s"
            .formatted(
                minRows,
                categories.keySet().stream()
                    .filter(scattered::contains)
                    .map(name -> name + " (" + categories.get(name).all() + " levels)")
                    .collect(Collectors.joining(", ")));
  }

  /** The levels that the model tells apart; none of a number. */
  List<String> kept(String name) {
    return categories.containsKey(name) ? categories.get(name).kept() : List.of();
  }
}
