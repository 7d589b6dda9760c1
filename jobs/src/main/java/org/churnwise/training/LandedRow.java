package org.churnwise.training;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.RowScoring;
import org.churnwise.warehouse.RowFunction;

/**
 * Makes rows of landing_predictions.
 *
 * @param places of what the training row has beside snapshot and customer, see {@link #KEPT}
 */
record LandedRow(String scorer, int snapshotColumn, int customerColumn, List<Integer> places)
    implements Serializable {
  /** The last columns of landing_predictions: what is kept of the row that was scored. */
  static final List<String> KEPT =
      List.of(
          "left_out",
          "churned",
          "days_since_last_purchase",
          "customer_segment",
          "gender",
          "location");

  private static final int BEFORE_KEPT = 4;

  static LandedRow of(String scorer) {
    StructType columns = TrainingData.shape();
    return new LandedRow(
        scorer,
        columns.fieldIndex("snapshot_date"),
        columns.fieldIndex("customer_id"),
        KEPT.stream().map(columns::fieldIndex).toList());
  }

  /** The scores of a model. */
  static RowFunction scoring(String scorer, FittedModel model) {
    LandedRow landed = of(scorer);
    return new RowScoring(
        model,
        TrainingData.shape(),
        RowScoring.NOTHING,
        scored -> landed.values(scored.row(), scored.probability()));
  }

  Row with(Row row, double probability) {
    return RowFactory.create(values(row, probability));
  }

  private Object[] values(Row row, double probability) {
    Object[] values = new Object[BEFORE_KEPT + places.size()];
    values[0] = scorer;
    values[1] = row.get(snapshotColumn);
    values[2] = row.get(customerColumn);
    values[3] = probability;
    for (int i = 0; i < places.size(); i++) {
      values[BEFORE_KEPT + i] = row.get(places.get(i));
    }
    return values;
  }
}
