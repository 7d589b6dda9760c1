package org.churnwise.training;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.churnwise.warehouse.RowFunction;

/**
 * Scores rows with all models in one pass.
 *
 * @param draw of the customers whose fitted rows are scored
 * @param ofAll scores every row but those of the fit that are not drawn, and those that the part
 *     does not use
 * @param ofHeldOut score the rows of the held-out snapshot
 */
record ContenderScoring(
    RowPart part, CustomerDraw draw, RowFunction ofAll, List<RowFunction> ofHeldOut)
    implements RowFunction {
  /** About so many fitted rows tell how a model fits them to a thousandth of AUC. */
  static final int MOST_FITTED_ROWS = 100_000;

  /**
   * So many left-out rows calibrate and tell a threshold: with 2,000 churned among them, slope and
   * level of the calibration are known to some hundredths.
   */
  static final int MOST_LEFT_OUT_ROWS = 200_000;

  private static final int CUSTOMER = TrainingData.shape().fieldIndex("customer_id");

  private boolean isScored(Row row) {
    return part.isFitted(row) ? draw.takes(row.getString(CUSTOMER)) : part.isUsed(row);
  }

  @Override
  public Worker open() {
    Worker all = ofAll.open();
    List<Worker> others = ofHeldOut.stream().map(RowFunction::open).toList();
    return new Worker() {
      @Override
      public List<Row> made(List<Row> rows) {
        List<Row> made = new ArrayList<>();
        List<Row> scored = rows.stream().filter(row -> isScored(row)).toList();
        if (!scored.isEmpty()) {
          made.addAll(all.made(scored));
        }
        List<Row> heldOut = scored.stream().filter(part::isHeldOut).toList();
        if (!heldOut.isEmpty()) {
          others.forEach(other -> made.addAll(other.made(heldOut)));
        }
        return made;
      }

      @Override
      public void close() {
        all.close();
        others.forEach(Worker::close);
      }
    };
  }
}
