package org.churnwise.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.Serializable;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.churnwise.sql.Sql;

/**
 * Tells which rows of a training a booster is fitted on, calibration and threshold are learned
 * from, and models are evaluated and compared on: no row is in two of these.
 *
 * @param heldOut the snapshot that no booster of the training was fitted on
 * @param isSplit whether calibration and threshold are learned from the customers of the held-out
 *     snapshot that fits leave out, and models compared on its other customers; else they are
 *     learned from the snapshots before, and all its customers compared
 * @param leftOut of the customers that fits leave out, those whose rows of the snapshots before are
 *     used
 */
record RowPart(
    LocalDate heldOut,
    boolean isSplit,
    CustomerDraw leftOut,
    int snapshotColumn,
    int customerColumn,
    int leftOutColumn)
    implements Serializable {

  /** The rows of a fit: the snapshot is held out with all its customers. */
  static RowPart of(LocalDate heldOut) {
    return of(heldOut, false);
  }

  /** The rows of a recalibration: the snapshot is split by customer. */
  static RowPart split(LocalDate heldOut) {
    return of(heldOut, true);
  }

  private static RowPart of(LocalDate heldOut, boolean isSplit) {
    return new RowPart(
        heldOut,
        isSplit,
        CustomerDraw.everyone(),
        TrainingData.shape().fieldIndex("snapshot_date"),
        TrainingData.shape().fieldIndex("customer_id"),
        TrainingData.shape().fieldIndex("left_out"));
  }

  /** The same where of the customers that the fit leaves out only some are used. */
  RowPart using(CustomerDraw ofLeftOut) {
    return new RowPart(heldOut, isSplit, ofLeftOut, snapshotColumn, customerColumn, leftOutColumn);
  }

  /** Models are compared on it. */
  boolean isHeldOut(Row row) {
    return isOfHeldOut(row) && !(isSplit && row.getBoolean(leftOutColumn));
  }

  /** Calibration and threshold are learned from it. */
  boolean isLeftOut(Row row) {
    return row.getBoolean(leftOutColumn) && isOfHeldOut(row) == isSplit && isUsed(row);
  }

  boolean isFitted(Row row) {
    return !row.getBoolean(leftOutColumn) && !isOfHeldOut(row);
  }

  /** Not of a customer whom the fit leaves out and the draw does not take. */
  boolean isUsed(Row row) {
    return isOfHeldOut(row)
        || !row.getBoolean(leftOutColumn)
        || leftOut.takes(row.getString(customerColumn));
  }

  /** {@link #isFitted} as a condition on rows in Spark. */
  Column fittedCondition() {
    return col("snapshot_date").equalTo(lit(heldOut)).or(col("left_out")).equalTo(false);
  }

  private boolean isOfHeldOut(Row row) {
    return snapshot(row).equals(heldOut);
  }

  /** The statement for these parts. */
  Sql bind(Sql statement) {
    return statement.with("held_out", heldOut).with("split_held_out", isSplit ? 1L : 0L);
  }

  LocalDate snapshot(Row row) {
    return day(row.get(snapshotColumn));
  }

  /** A date as Spark or as the embedded warehouse gives it. */
  static LocalDate day(Object day) {
    return day instanceof Date date ? date.toLocalDate() : (LocalDate) day;
  }
}
