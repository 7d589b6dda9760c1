package org.churnwise.warehouse;

import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;

/** A function as the work of Spark's tasks. */
final class RowTask implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final RowFunction function;

  RowTask(RowFunction function) {
    this.function = function;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    RowFunction.Worker worker = function.open();
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> worker.close());
    return new Batches<>(rows, RowFunction.MOST_ROWS, worker::made);
  }
}
