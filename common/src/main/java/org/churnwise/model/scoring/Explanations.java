package org.churnwise.model.scoring;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.churnwise.error.ChurnException;
import org.churnwise.model.features.FeatureCatalogue;
import scala.collection.mutable.WrappedArray;

/** Explains rows of customer_features with Spark. */
public final class Explanations {
  private Explanations() {}

  /**
   * The rows' snapshot_date and customer_id with {@code margin}, {@code bias} and {@code
   * contributions} (an array, one for each feature; all in log-odds), null where the churn
   * probability is below {@code fromProbability}. Lazy; see {@link RowScoring} for the cost.
   *
   * @throws ChurnException exit code 5, when the rows are used, for the first that does not add up
   */
  public static Dataset<Row> of(FittedModel model, Dataset<Row> rows, double fromProbability) {
    StructType shape =
        new StructType()
            .add(rows.schema().apply("snapshot_date"))
            .add(rows.schema().apply("customer_id"))
            .add("margin", DataTypes.DoubleType)
            .add("bias", DataTypes.DoubleType)
            .add("contributions", DataTypes.createArrayType(DataTypes.DoubleType, false));
    return new RowScoring(model, rows.schema(), fromProbability, Explanations::values)
        .on(rows, shape);
  }

  private static Object[] values(ScoredRow scored) {
    Object[] values = new Object[5];
    values[0] = scored.snapshotDate();
    values[1] = scored.customerId();
    scored
        .explanation()
        .ifPresent(
            explanation -> {
              values[2] = explanation.margin();
              values[3] = explanation.bias();
              values[4] = WrappedArray.make(explanation.contributions());
            });
    return values;
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
    List<Row> explained = of(model, drawn, 0).collectAsList();
    List<double[]> contributions = explained.stream().map(Explanations::contributions).toList();
    return Importance.of(model.preprocessing().names(), catalogue, contributions);
  }

  /** The contributions of an explained row, in the order of its features. */
  private static double[] contributions(Row row) {
    List<Double> values = row.getList(row.fieldIndex("contributions"));
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
