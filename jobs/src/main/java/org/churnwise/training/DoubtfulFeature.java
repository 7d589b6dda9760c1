package org.churnwise.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.Importance;
import org.churnwise.model.scoring.RowScoring;
import org.churnwise.model.scoring.ScoredRow;
import scala.collection.mutable.WrappedArray;

/**
 * The feature by which a model tells churned customers from retained ones where it was fitted, but
 * not among customers left out of the fit.
 *
 * <p>A model's margin is a bias plus a contribution of each feature, so the distance between the
 * mean margins of churned and retained customers is the sum of such distances of the features. What
 * a feature loses from fitted to left-out customers is its part of the overfit.
 */
final class DoubtfulFeature {
  /** Log-odds; less is no explanation for a model that is refused. */
  private static final double LEAST_LOSS = 0.1;

  /** Of what all features lose together. */
  private static final double LEAST_SHARE = 0.5;

  private DoubtfulFeature() {}

  /**
   * Names the feature; empty if no single one accounts for half of the loss, or if a class is
   * missing. Runs two Spark jobs over at most {@link Importance#MOST_ROWS} rows each.
   *
   * @param rows of the plan, as {@link TrainingRows} reads them
   */
  static Optional<String> in(FittedModel model, Dataset<Row> rows, TrainingPlan plan, long seed) {
    if (model.preprocessing().inputs().isEmpty()) {
      return Optional.empty();
    }
    Column isLeftOut = col("left_out");
    Column isFitted =
        isLeftOut.or(col("snapshot_date").equalTo(lit(plan.heldOut()))).equalTo(false);
    Optional<double[]> fitted = distances(model, drawn(rows.where(isFitted), seed));
    Optional<double[]> leftOut = distances(model, drawn(rows.where(isLeftOut), seed));
    return fitted.isEmpty() || leftOut.isEmpty()
        ? Optional.empty()
        : named(model.preprocessing().names(), fitted.get(), leftOut.get());
  }

  private static Dataset<Row> drawn(Dataset<Row> rows, long seed) {
    Column hash = xxhash64(lit(seed), col("snapshot_date"), col("customer_id"));
    return rows.orderBy(hash, col("snapshot_date"), col("customer_id")).limit(Importance.MOST_ROWS);
  }

  /** Of each feature, the mean contribution among churned less that among retained customers. */
  private static Optional<double[]> distances(FittedModel model, Dataset<Row> rows) {
    StructType shape =
        new StructType()
            .add("churned", DataTypes.LongType)
            .add("contributions", DataTypes.createArrayType(DataTypes.DoubleType, false));
    int label = rows.schema().fieldIndex(ModelTrainer.LABEL);
    ScoredRow.Reader reader =
        scored ->
            new Object[] {
              scored.row().getLong(label),
              WrappedArray.make(scored.explanation().orElseThrow().contributions())
            };
    List<List<Double>> churned = new ArrayList<>();
    List<List<Double>> retained = new ArrayList<>();
    for (Row row :
        new RowScoring(model, rows.schema(), 0, reader).on(rows, shape).collectAsList()) {
      (row.getLong(0) == 1 ? churned : retained).add(row.getList(1));
    }
    if (churned.isEmpty() || retained.isEmpty()) {
      return Optional.empty();
    }
    double[] distances = new double[model.preprocessing().inputs().size()];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = mean(churned, i) - mean(retained, i);
    }
    return Optional.of(distances);
  }

  private static double mean(List<List<Double>> contributions, int feature) {
    return contributions.stream().mapToDouble(of -> of.get(feature)).average().orElseThrow();
  }

  /** The feature that loses most, in words. */
  static Optional<String> named(List<String> names, double[] fitted, double[] leftOut) {
    int most = 0;
    double all = 0;
    for (int i = 0; i < fitted.length; i++) {
      all += Math.max(0, fitted[i] - leftOut[i]);
      most = fitted[i] - leftOut[i] > fitted[most] - leftOut[most] ? i : most;
    }
    double loss = fitted[most] - leftOut[most];
    if (loss < LEAST_LOSS || loss < LEAST_SHARE * all) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the likely cause is %1$s: it sets churned customers apart by %2$.2f log-odds on fitted rows, by %3$.2f among left-out customers; correct it, or train with training.without-features = \"%1$s\"",
            names.get(most),
            fitted[most],
            leftOut[most]));
  }
}
