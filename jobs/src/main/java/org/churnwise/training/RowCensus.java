package org.churnwise.training;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureType;

/**
 * What a fit has to know of its rows beforehand.
 *
 * @param rows how many there are
 * @param positives of them churned
 * @param levels the values of each category, in alphabetical order
 */
record RowCensus(long rows, long positives, Map<String, List<String>> levels) {

  /** The aggregates that {@link #of} reads. */
  static List<Column> columns(FeatureCatalogue catalogue, Column counted) {
    List<Column> columns = new ArrayList<>();
    columns.add(count(when(counted, 1)));
    columns.add(coalesce(sum(when(counted, col(ModelTrainer.LABEL))), lit(0L)));
    categories(catalogue)
        .forEach(category -> columns.add(collect_set(when(counted, col(category.name())))));
    return columns;
  }

  /**
   * Reads the aggregates.
   *
   * @param first place of the first of {@link #columns}
   */
  static RowCensus of(FeatureCatalogue catalogue, Row found, int first) {
    Map<String, List<String>> levels = new LinkedHashMap<>();
    int place = first + 2;
    for (Feature category : categories(catalogue)) {
      levels.put(category.name(), List.copyOf(new TreeSet<>(found.<String>getList(place++))));
    }
    return new RowCensus(found.getLong(first), found.getLong(first + 1), levels);
  }

  private static List<Feature> categories(FeatureCatalogue catalogue) {
    return catalogue.inputs().stream()
        .filter(input -> input.type() == FeatureType.CATEGORICAL)
        .toList();
  }
}
