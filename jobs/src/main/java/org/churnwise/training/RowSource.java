package org.churnwise.training;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.churnwise.warehouse.RowFunction;

/** Rows as {@link TrainingRows} reads them, for functions whose results are few. */
interface RowSource {
  /**
   * What a function makes of the rows, in any order.
   *
   * @param made the columns of what it makes
   */
  List<Row> collect(RowFunction function, StructType made);

  static RowSource of(Dataset<Row> rows) {
    return (function, made) -> function.on(rows, made).collectAsList();
  }

  /** Which of the rows a function takes, where the rows are. */
  interface Filter extends Serializable {
    boolean takes(Row row);
  }
}
