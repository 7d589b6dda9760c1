package org.churnwise.training;

import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.RowScoring;
import org.churnwise.warehouse.RowFunction;

/** Makes rows of landing_predictions. */
record LandedRow(String scorer, int snapshotColumn, int customerColumn, int leftOutColumn)
    implements Serializable {

  static LandedRow of(String scorer) {
    return new LandedRow(
        scorer,
        TrainingData.shape().fieldIndex("snapshot_date"),
        TrainingData.shape().fieldIndex("customer_id"),
        TrainingData.shape().fieldIndex("left_out"));
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
    return new Object[] {
      scorer, row.get(snapshotColumn), row.get(customerColumn), probability, row.get(leftOutColumn)
    };
  }
}
