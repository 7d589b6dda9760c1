package org.churnwise.training;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.churnwise.warehouse.RowFunction;

/**
 * Scores rows with all models in one pass.
 *
 * @param ofAll scores every row
 * @param ofHeldOut score the rows of the held-out snapshot
 */
record ContenderScoring(RowPart part, RowFunction ofAll, List<RowFunction> ofHeldOut)
    implements RowFunction {

  @Override
  public Worker open() {
    Worker all = ofAll.open();
    List<Worker> others = ofHeldOut.stream().map(RowFunction::open).toList();
    return new Worker() {
      @Override
      public List<Row> made(List<Row> rows) {
        List<Row> made = new ArrayList<>(all.made(rows));
        List<Row> heldOut = rows.stream().filter(part::isHeldOut).toList();
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
