package org.churnwise.run;

import java.time.LocalDate;
import java.util.List;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.Warehouse;

/**
 * The snapshots that have labels.
 *
 * @param all oldest first
 */
public record LabelledSnapshots(List<LabelledSnapshot> all) {
  public LabelledSnapshots {
    all = List.copyOf(all);
  }

  static LabelledSnapshots read(Warehouse warehouse) {
    return new LabelledSnapshots(
        warehouse.query(Sql.named("labels/labelled_snapshots")).stream()
            .map(
                row ->
                    new LabelledSnapshot(
                        row.date("snapshot_date"),
                        row.string("label_state").equals("FINAL"),
                        row.date("matures_on"),
                        row.longValue("row_count")))
            .toList());
  }

  /** Those whose labels are FINAL, oldest first. */
  public List<LabelledSnapshot> ofFinal() {
    return all.stream().filter(LabelledSnapshot::isFinal).toList();
  }

  /**
   * A snapshot that has labels.
   *
   * @param isFinal whether the labels are FINAL
   * @param maturesOn first day as watermark on which they are known
   * @param rows customers
   */
  public record LabelledSnapshot(LocalDate date, boolean isFinal, LocalDate maturesOn, long rows) {}
}
