package org.churnwise.training;

import java.time.LocalDate;
import java.util.List;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.Warehouse;

/**
 * A snapshot that has labels.
 *
 * @param isFinal whether the labels are FINAL
 * @param maturesOn first day as watermark on which they are known
 * @param rows customers
 */
public record LabelledSnapshot(LocalDate date, boolean isFinal, LocalDate maturesOn, long rows) {

  /** Every snapshot with labels, oldest first. */
  public static List<LabelledSnapshot> all(Warehouse warehouse) {
    return warehouse.query(Sql.named("training/labelled_snapshots")).stream()
        .map(
            row ->
                new LabelledSnapshot(
                    row.date("snapshot_date"),
                    row.string("label_state").equals("FINAL"),
                    row.date("matures_on"),
                    row.longValue("row_count")))
        .toList();
  }
}
