package org.churnwise.training;

import java.io.Serializable;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Row;

/**
 * Tells which rows of a training are fitted on, left out of the fit, and held out.
 *
 * @param heldOut the snapshot that is held out with all its customers
 */
record RowPart(LocalDate heldOut, int snapshotColumn, int leftOutColumn) implements Serializable {

  static RowPart of(LocalDate heldOut) {
    return new RowPart(
        heldOut,
        TrainingData.shape().fieldIndex("snapshot_date"),
        TrainingData.shape().fieldIndex("left_out"));
  }

  boolean isHeldOut(Row row) {
    return snapshot(row).equals(heldOut);
  }

  boolean isLeftOut(Row row) {
    return row.getBoolean(leftOutColumn) && !isHeldOut(row);
  }

  boolean isFitted(Row row) {
    return !row.getBoolean(leftOutColumn) && !isHeldOut(row);
  }

  LocalDate snapshot(Row row) {
    return day(row.get(snapshotColumn));
  }

  /** A date as Spark or as the embedded warehouse gives it. */
  static LocalDate day(Object day) {
    return day instanceof Date date ? date.toLocalDate() : (LocalDate) day;
  }
}
