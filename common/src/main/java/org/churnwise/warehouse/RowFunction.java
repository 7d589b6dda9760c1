package org.churnwise.warehouse;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Makes rows of rows, many at a time. It runs in several threads or tasks at once, each of which
 * opens a worker of its own.
 */
public interface RowFunction extends Serializable {
  /** Most rows that a worker gets at a time. */
  int MOST_ROWS = 10_000;

  /** What a thread or task needs to work; it is closed at its end. */
  Worker open();

  /**
   * The rows that this function makes, as Spark jobs make them. Lazy.
   *
   * @param shape of the rows that it makes
   */
  default Dataset<Row> on(Dataset<Row> rows, StructType shape) {
    return rows.mapPartitions(new RowTask(this), Encoders.row(shape));
  }

  /** Works on one thread. */
  @FunctionalInterface
  interface Worker extends AutoCloseable {
    /** What becomes of some rows. */
    List<Row> made(List<Row> rows);

    @Override
    default void close() {}
  }
}
