package org.churnwise.model.scoring;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.churnwise.error.ChurnException;
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
}
