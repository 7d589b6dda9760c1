package org.churnwise.training;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureType;
import org.churnwise.model.registry.BaselineBin;
import org.churnwise.model.scoring.LandedScores;
import org.churnwise.sql.Sql;
import org.churnwise.table.FeatureColumns;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * The distribution of a model's training rows: quantile bins of every monitored number and of the
 * model's probabilities, those for the held-out snapshot apart, and the categories of every
 * monitored category. Null numbers are in no bin: missing values are a matter of data quality, not
 * of drift. Null and rare categories share a bin, which later counts unseen categories too; it
 * always exists.
 */
final class ModelBaselines {
  static final Sql BINS =
      FeatureColumns.in(
          Sql.named("training/baselines")
              .reading("numeric_baselines", Sql.named("training/numeric_baselines"))
              .reading("categorical_baselines", Sql.named("training/categorical_baselines")));

  private static final Sql NUMBER = Sql.named("training/baseline_number");

  private final Warehouse warehouse;
  private final TrainingRules rules;

  ModelBaselines(Warehouse warehouse, TrainingRules rules) {
    this.warehouse = warehouse;
    this.rules = rules;
  }

  /**
   * The bins of a model's landed scores except the held-out snapshot and the customers left out,
   * and of all its scores of the held-out snapshot. One query.
   */
  List<BaselineBin> of(LandedScores scores, LocalDate heldOut) {
    List<ResultRow> rows =
        warehouse.query(
            scores
                .bind(bins(rules.catalogue()))
                .with("held_out", heldOut)
                .with("bins", (long) rules.monitoring().psiBins())
                .with("min_level_rows", (long) rules.training().inputs().minLevelRows())
                .with("max_levels", (long) rules.training().inputs().maxLevels()));
    List<BaselineBin> bins = new ArrayList<>();
    for (ResultRow row : rows) {
      if (isNumeric(row)) {
        bins.add(numericBin(row));
      }
    }
    bins.addAll(categoricalBins(rows.stream().filter(row -> !isNumeric(row)).toList()));
    return bins;
  }

  /** The query of the bins of a catalogue's monitored features, and of predictions. */
  static Sql bins(FeatureCatalogue catalogue) {
    List<Sql> numbers = new ArrayList<>();
    Stream.concat(
            catalogue.monitored().stream().map(Feature::name),
            Stream.of("churn_probability", "held_out_probability"))
        .forEach(
            name ->
                numbers.add(
                    NUMBER.with("baseline_number", (long) numbers.size()).with("name", name)));
    return BINS.reading("baseline_numbers", Sql.unionAll("training/baseline_numbers", numbers));
  }

  private List<BaselineBin> categoricalBins(List<ResultRow> rows) {
    List<BaselineBin> bins = new ArrayList<>();
    for (Feature feature : rules.catalogue().monitored()) {
      if (feature.type() != FeatureType.CATEGORICAL) {
        continue;
      }
      long unknown = 0;
      long number = 1;
      for (ResultRow row : rows) {
        if (!row.string("name").equals(feature.name())) {
          continue;
        }
        if (row.optionalString("category").isEmpty()) {
          unknown = row.longValue("expected_count");
        } else {
          bins.add(
              categoryBin(
                  feature, number++, row.string("category"), row.longValue("expected_count")));
        }
      }
      bins.add(categoryBin(feature, number, null, unknown));
    }
    return bins;
  }

  private static boolean isNumeric(ResultRow row) {
    return row.optionalDouble("bin").isPresent();
  }

  private static BaselineBin numericBin(ResultRow row) {
    return new BaselineBin(
        row.string("subject"),
        row.string("name"),
        row.longValue("bin"),
        nullable(row, "lower_bound"),
        nullable(row, "upper_bound"),
        null,
        row.longValue("expected_count"));
  }

  private static Double nullable(ResultRow row, String column) {
    var value = row.optionalDouble(column);
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static BaselineBin categoryBin(Feature feature, long number, String category, long rows) {
    return new BaselineBin("feature", feature.name(), number, null, null, category, rows);
  }
}
