package org.churnwise.training;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * What a fit has to know of its rows beforehand.
 *
 * @param rows how many there are
 * @param positives of them churned
 */
record RowCensus(long rows, long positives) {

  /** The aggregates that {@link #of} reads. */
  static List<Column> columns(Column counted) {
    return List.of(
        count(when(counted, 1)), coalesce(sum(when(counted, col(ModelTrainer.LABEL))), lit(0L)));
  }

  /**
   * Reads the aggregates.
   *
   * @param first place of the first of {@link #columns}
   */
  static RowCensus of(Row found, int first) {
    return new RowCensus(found.getLong(first), found.getLong(first + 1));
  }
}
