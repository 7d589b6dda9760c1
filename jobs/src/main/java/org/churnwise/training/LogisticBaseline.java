package org.churnwise.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.model.Preprocessing;

/**
 * A logistic regression on the logarithms of the same features: what a model has to be worth before
 * trees are. It is fitted beside every challenger, reported, and never put into production.
 *
 * <p>With a hundred coefficients at most it learns nothing from more than {@link #MOST_ROWS} rows;
 * of more, those of a share of customers are drawn by hash.
 */
final class LogisticBaseline {
  /** About as many rows as are fitted on at most. */
  static final int MOST_ROWS = 50_000;

  private static final double RIDGE = 1e-4; // keeps coefficients finite where classes are parted
  private static final int MOST_PASSES = 30;
  private static final int HASHES = 1 << 30;

  private final Preprocessing preprocessing;
  private final LogFeatures logarithms;
  private final LogisticRegressionModel fitted;

  private LogisticBaseline(
      Preprocessing preprocessing, LogFeatures logarithms, LogisticRegressionModel fitted) {
    this.preprocessing = preprocessing;
    this.logarithms = logarithms;
    this.fitted = fitted;
  }

  /**
   * Fits on rows as {@link ModelTrainer#fit} takes them. One partition, so that sums of doubles
   * have one order and a fit repeats to the bit; about a second.
   */
  static LogisticBaseline fit(Dataset<Row> rows, Preprocessing preprocessing, long seed) {
    LogFeatures logarithms = new LogFeatures(preprocessing);
    Dataset<Row> vectors =
        ModelTrainer.vectors(drawn(rows, seed), preprocessing, 1)
            .select(
                col(ModelTrainer.LABEL).cast("double").as(ModelTrainer.LABEL),
                logarithms.of(col(Preprocessing.FEATURES)).as(Preprocessing.FEATURES));
    LogisticRegressionModel fitted =
        new LogisticRegression()
            .setLabelCol(ModelTrainer.LABEL)
            .setFeaturesCol(Preprocessing.FEATURES)
            .setRegParam(RIDGE)
            .setMaxIter(MOST_PASSES)
            .setTol(1e-4)
            .fit(vectors);
    return new LogisticBaseline(preprocessing, logarithms, fitted);
  }

  private static Dataset<Row> drawn(Dataset<Row> rows, long seed) {
    long all = rows.count();
    long below = (long) ((double) MOST_ROWS / Math.max(1, all) * HASHES);
    return all <= MOST_ROWS
        ? rows
        : rows.where(
            shiftrightunsigned(xxhash64(lit(seed), col("customer_id")), 34).lt(lit(below)));
  }

  /** Snapshot_date, customer_id and churn_probability of rows of customer_features. Lazy. */
  Dataset<Row> score(Dataset<Row> rows) {
    Dataset<Row> vectors = rows;
    for (Transformer stage : preprocessing.stages()) {
      vectors = stage.transform(vectors);
    }
    Dataset<Row> scored =
        fitted.transform(
            vectors.select(
                col("snapshot_date"),
                col("customer_id"),
                logarithms.of(col(Preprocessing.FEATURES)).as(Preprocessing.FEATURES)));
    return scored.select(
        col("snapshot_date"),
        col("customer_id"),
        functions
            .vector_to_array(col("probability"), "float64")
            .getItem(1)
            .as("churn_probability"));
  }
}
