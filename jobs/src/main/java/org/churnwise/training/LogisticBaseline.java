package org.churnwise.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.Serializable;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.churnwise.model.scoring.Preprocessing;
import scala.collection.Seq;

/**
 * A logistic regression on the logarithms of the same features: the baseline that trees must beat.
 * It is fitted beside every challenger, reported, and never put into production.
 *
 * <p>With a hundred coefficients it gains almost nothing from more than {@link #MOST_ROWS} rows, so
 * beyond that a share of customers is sampled by hash. {@link NewtonFit} fits them in the driver.
 */
final class LogisticBaseline implements Serializable {
  /** Approximate maximum of rows to fit on. */
  static final int MOST_ROWS = 50_000;

  private static final long serialVersionUID = 1L;
  private static final int HASHES = 1 << 30;

  private final transient Preprocessing preprocessing;
  private final LogFeatures logarithms;
  private final double[] weights;

  private LogisticBaseline(Preprocessing preprocessing, LogFeatures logarithms, double[] weights) {
    this.preprocessing = preprocessing;
    this.logarithms = logarithms;
    this.weights = weights;
  }

  /**
   * Fits on rows as {@link ModelTrainer#fit} takes them, of both classes. They are read, by one
   * Spark job, before this returns; the fit itself, of some tenths of a second, goes on beside the
   * caller.
   *
   * @param all number of the rows
   */
  static CompletableFuture<LogisticBaseline> fit(
      Dataset<Row> rows, long all, Preprocessing preprocessing, long seed) {
    LogFeatures logarithms = new LogFeatures(preprocessing);
    FitRows read = FitRows.collect(drawn(rows, all, seed), preprocessing);
    return CompletableFuture.supplyAsync(
        () -> {
          LogRows logRows = LogRows.of(logarithms, read.values(), read.labels());
          return new LogisticBaseline(preprocessing, logarithms, NewtonFit.weights(logRows));
        });
  }

  private static Dataset<Row> drawn(Dataset<Row> rows, long all, long seed) {
    long below = (long) ((double) MOST_ROWS / Math.max(1, all) * HASHES);
    return all <= MOST_ROWS
        ? rows
        : rows.where(
            shiftrightunsigned(xxhash64(lit(seed), col("customer_id")), 34).lt(lit(below)));
  }

  /** Snapshot_date, customer_id, churn_probability and left_out of training rows. Lazy. */
  Dataset<Row> score(Dataset<Row> rows) {
    UDF1<Seq<Float>, Double> answer = features -> probability(array(features));
    return rows.select(
        col("snapshot_date"),
        col("customer_id"),
        udf(answer, DataTypes.DoubleType).apply(preprocessing.vector()).as("churn_probability"),
        col("left_out"));
  }

  private static float[] array(Seq<Float> features) {
    float[] array = new float[features.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = features.apply(i);
    }
    return array;
  }

  private double probability(float[] features) {
    int[] places = new int[logarithms.mostNonzeros()];
    double[] values = new double[places.length];
    int count = logarithms.write(features, 0, places, values, 0);
    double margin = 0;
    for (int i = 0; i < count; i++) {
      margin += weights[places[i]] * values[i];
    }
    return 1 / (1 + StrictMath.exp(-margin));
  }
}
