package org.churnwise.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.churnwise.model.scoring.Preprocessing;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * A logistic regression on the logarithms of the same features: the baseline that trees must beat.
 * It is fitted beside every challenger, reported, and never put into production.
 *
 * <p>With a hundred coefficients it gains almost nothing from more than {@link #MOST_ROWS} rows, so
 * beyond that a share of customers is sampled by hash. LIBLINEAR (Fan and others 2008, "LIBLINEAR:
 * A Library for Large Linear Classification") fits them in the driver: a trust region Newton method
 * in one thread, so that a fit is reproducible bit by bit. LIBLINEAR's default tolerance, ten times
 * looser, is faster but costs 0.01 of AUC on the sample's new customers.
 */
final class LogisticBaseline implements Serializable {
  /** Approximate maximum of rows to fit on. */
  static final int MOST_ROWS = 50_000;

  private static final long serialVersionUID = 1L;
  private static final double COST = 1; // of a row's loss beside half the squared weights
  private static final double TOLERANCE = 1e-3;
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
   * Fits on rows as {@link ModelTrainer#fit} takes them, of both classes. They are read, in two
   * passes, before this returns; the fit itself, of up to a few seconds, goes on beside the caller.
   */
  static CompletableFuture<LogisticBaseline> fit(
      Dataset<Row> rows, Preprocessing preprocessing, long seed) {
    LogFeatures logarithms = new LogFeatures(preprocessing);
    Iterator<Row> vectors =
        ModelTrainer.vectors(drawn(rows, seed), preprocessing, 1)
            .select(col(ModelTrainer.LABEL), col(Preprocessing.FEATURES))
            .toLocalIterator();
    List<Feature[]> examples = new ArrayList<>();
    List<Float> labels = new ArrayList<>();
    vectors.forEachRemaining(
        row -> {
          labels.add(row.getFloat(0));
          examples.add(example(logarithms.of(row.getList(1))));
        });
    return CompletableFuture.supplyAsync(
        () ->
            new LogisticBaseline(preprocessing, logarithms, weights(examples, labels, logarithms)));
  }

  private static Feature[] example(LogFeatures.Nonzeros nonzeros) {
    Feature[] example = new Feature[nonzeros.count()];
    for (int i = 0; i < example.length; i++) {
      example[i] = new FeatureNode(nonzeros.places()[i] + 1, nonzeros.values()[i]); // counts from 1
    }
    return example;
  }

  private static double[] weights(
      List<Feature[]> examples, List<Float> labels, LogFeatures logarithms) {
    Problem problem = new Problem();
    problem.l = examples.size();
    problem.n = logarithms.size();
    problem.x = examples.toArray(Feature[][]::new);
    problem.y = labels.stream().mapToDouble(Float::doubleValue).toArray();
    Linear.disableDebugOutput();
    Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR, COST, TOLERANCE));
    double[] weights = model.getFeatureWeights();
    if (model.getLabels()[0] == 0) { // weights refer to the class of the first row
      for (int place = 0; place < weights.length; place++) {
        weights[place] = -weights[place];
      }
    }
    return weights;
  }

  private static Dataset<Row> drawn(Dataset<Row> rows, long seed) {
    long all = rows.count();
    long below = (long) ((double) MOST_ROWS / Math.max(1, all) * HASHES);
    return all <= MOST_ROWS
        ? rows
        : rows.where(
            shiftrightunsigned(xxhash64(lit(seed), col("customer_id")), 34).lt(lit(below)));
  }

  /** Snapshot_date, customer_id, churn_probability and left_out of training rows. Lazy. */
  Dataset<Row> score(Dataset<Row> rows) {
    Dataset<Row> vectors = rows;
    for (Transformer stage : preprocessing.stages()) {
      vectors = stage.transform(vectors);
    }
    UDF1<Seq<Float>, Double> answer =
        features -> probability(JavaConverters.seqAsJavaList(features));
    return vectors.select(
        col("snapshot_date"),
        col("customer_id"),
        udf(answer, DataTypes.DoubleType)
            .apply(col(Preprocessing.FEATURES))
            .as("churn_probability"),
        col("left_out"));
  }

  private double probability(List<Float> features) {
    return 1 / (1 + StrictMath.exp(-logarithms.of(features).sum(weights)));
  }
}
