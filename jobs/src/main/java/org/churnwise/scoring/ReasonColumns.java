package org.churnwise.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.churnwise.model.scoring.Explanations;
import org.churnwise.table.Tables;

/** Turns explained rows into rows of landing_scores, but for their scorer, on the executors. */
final class ReasonColumns implements MapFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  /** The columns of landing_scores after the first, which is the scorer. */
  private static final StructType SHAPE =
      new StructType(
          Arrays.stream(Tables.LANDING_SCORES.sparkSchema().fields())
              .skip(1)
              .toArray(StructField[]::new));

  private final Reasons reasons;

  private ReasonColumns(Reasons reasons) {
    this.reasons = reasons;
  }

  /** The rows of {@link Explanations#add} with reasons in words, null where not explained. */
  static Dataset<Row> of(Dataset<Row> explained, Reasons reasons) {
    return explained.map(new ReasonColumns(reasons), Encoders.row(SHAPE));
  }

  @Override
  public Row call(Row row) {
    List<Object> values = new ArrayList<>();
    for (String column : List.of("snapshot_date", "customer_id", "churn_probability")) {
      values.add(row.getAs(column));
    }
    for (Reason reason : reasonsOf(row)) {
      values.addAll(List.of(reason.text(), reason.value()));
    }
    return RowFactory.create(Arrays.copyOf(values.toArray(), SHAPE.size()));
  }

  private List<Reason> reasonsOf(Row row) {
    return row.isNullAt(row.fieldIndex("contributions"))
        ? List.of()
        : reasons.of(Explanations.features(row), Explanations.contributions(row));
  }
}
