package org.churnwise.training;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.RowScoring;
import org.churnwise.warehouse.RowFunction;

/**
 * Makes rows of landing_predictions.
 *
 * @param places of what the training row has beside snapshot and customer, see {@link #KEPT}; NONE
 *     of what does not land
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

  private static final Set<String> SEGMENTS = Set.of("customer_segment", "gender", "location");

  private static final int BEFORE_KEPT = 4;
  private static final int NONE = -1;

  static LandedRow of(String scorer) {
    StructType columns = TrainingData.shape();
    return new LandedRow(
        scorer,
        columns.fieldIndex("snapshot_date"),
        columns.fieldIndex("customer_id"),
        KEPT.stream().map(columns::fieldIndex).toList());
  }

  /** The same of a scorer who is evaluated as a whole: texts cost most of what a row does. */
  LandedRow withoutSegments() {
    List<Integer> kept =
        IntStream.range(0, KEPT.size())
            .map(i -> SEGMENTS.contains(KEPT.get(i)) ? NONE : places.get(i))
            .boxed()
            .toList();
    return new LandedRow(scorer, snapshotColumn, customerColumn, kept);
  }

  /** The scores of a model. */
  RowFunction scoring(FittedModel model) {
    return new RowScoring(
        model,
        TrainingData.shape(),
        RowScoring.NOTHING,
        scored -> values(scored.row(), scored.probability()));
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
      int place = places.get(i);
      values[BEFORE_KEPT + i] = place == NONE ? null : row.get(place);
    }
    return values;
  }
}
