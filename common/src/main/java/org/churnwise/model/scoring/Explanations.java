package org.churnwise.model.scoring;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;
import org.churnwise.error.ChurnException;
import org.churnwise.model.features.FeatureCatalogue;
import scala.collection.mutable.WrappedArray;

/**
 * Adds explanations to scored rows, on the executors. A row whose contributions and bias do not add
 * up to its margin is refused (see {@link Explanation#addsUp}): reasons that do not add up are
 * wrong.
 */
public final class Explanations implements MapPartitionsFunction<Row, Row>, Serializable {
  /** Rows explained at once: their vectors and contributions take some megabytes. */
  static final int BATCH = 10_000;

  private static final long serialVersionUID = 1L;

  private final byte[] booster;
  private final String[] types;
  private final double fromProbability;
  private final StructType schema;

  private Explanations(FittedModel model, double fromProbability, StructType schema) {
    this.schema = schema;
    this.booster = model.booster();
    this.types = model.preprocessing().boosterTypes();
    this.fromProbability = fromProbability;
  }

  /**
   * The rows of {@link FittedModel#scoreWithFeatures} with {@code margin}, {@code bias} and {@code
   * contributions} (an array, one for each feature; all in log-odds), null where the churn
   * probability is below {@code fromProbability}. Lazy; a second of one core for 5,000 to 50,000
   * explained rows, almost nothing for others.
   *
   * @throws ChurnException exit code 5, when the rows are used, for the first that does not add up
   */
  public static Dataset<Row> add(FittedModel model, Dataset<Row> scored, double fromProbability) {
    StructType schema =
        scored
            .schema()
            .add("margin", DataTypes.DoubleType, true)
            .add("bias", DataTypes.DoubleType, true)
            .add("contributions", DataTypes.createArrayType(DataTypes.DoubleType, false), true);
    return scored.mapPartitions(
        new Explanations(model, fromProbability, schema), Encoders.row(schema));
  }

  /**
   * The importance on rows of customer_features with their snapshot_date and customer_id: all of
   * them, or {@link Importance#MOST_ROWS} drawn by a hash of the key and a seed. Runs one Spark
   * job, a few tenths of a second; the contributions of that many rows reach the driver.
   *
   * @param catalogue has the concept of each input of the model
   */
  public static Importance importance(
      FittedModel model, Dataset<Row> rows, FeatureCatalogue catalogue, long seed) {
    Dataset<Row> drawn =
        rows.orderBy(
                functions.xxhash64(
                    functions.lit(seed), rows.col("snapshot_date"), rows.col("customer_id")),
                rows.col("snapshot_date"),
                rows.col("customer_id"))
            .limit(Importance.MOST_ROWS);
    List<Row> explained = add(model, model.scoreWithFeatures(drawn), 0).collectAsList();
    List<double[]> contributions = explained.stream().map(Explanations::contributions).toList();
    return Importance.of(model.preprocessing().names(), catalogue, contributions);
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    BoosterExplainer explainer = new BoosterExplainer(booster, types);
    TaskContext.get()
        .addTaskCompletionListener((TaskCompletionListener) context -> explainer.close());
    return new Batches<>(rows, BATCH, batch -> explained(batch, explainer));
  }

  private List<Row> explained(List<Row> batch, BoosterExplainer explainer) {
    List<float[]> vectors =
        batch.stream().filter(this::isExplained).map(Explanations::features).toList();
    Iterator<Explanation> explanations = explainer.explain(vectors).iterator();
    List<Row> explained = new ArrayList<>(batch.size());
    for (Row row : batch) {
      explained.add(with(row, isExplained(row) ? explanations.next() : null));
    }
    return explained;
  }

  private boolean isExplained(Row row) {
    return row.<Double>getAs("churn_probability") >= fromProbability;
  }

  /** What the booster saw of a row. */
  public static float[] features(Row row) {
    List<Float> values = row.getList(row.fieldIndex(Preprocessing.FEATURES));
    float[] vector = new float[values.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = values.get(i);
    }
    return vector;
  }

  /** The contributions of an explained row, in the order of its features. */
  public static double[] contributions(Row row) {
    List<Double> values = row.getList(row.fieldIndex("contributions"));
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** A row that the next function on the executors can read: Spark may pass it on unchanged. */
  private Row with(Row row, Explanation explanation) {
    Object[] values = new Object[row.size() + 3];
    for (int i = 0; i < row.size(); i++) {
      values[i] = row.get(i);
    }
    if (explanation != null) {
      requireSum(row, explanation);
      values[row.size()] = explanation.margin();
      values[row.size() + 1] = explanation.bias();
      values[row.size() + 2] = WrappedArray.make(explanation.contributions());
    }
    return new GenericRowWithSchema(values, schema);
  }

  /** Refuses an explanation that does not add up; the message names the customer. */
  static void requireSum(Row row, Explanation explanation) {
    if (!explanation.addsUp()) {
      throw ChurnException.modelRefused(
          "cannot explain customer %s at %s: contributions and bias add up to %s, the margin is %s, and they differ by more than %s; nothing was written. Train again, or score with --set scoring.reasons=none"
              .formatted(
                  row.getAs("customer_id"),
                  row.getAs("snapshot_date"),
                  explanation.sum(),
                  explanation.margin(),
                  Explanation.TOLERANCE));
    }
  }
}
