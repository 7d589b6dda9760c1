package org.churnwise.run;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
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
            .map(LabelledSnapshot::of)
            .toList());
  }

  /** These, and in place of those of the same days some that were labelled since. */
  public LabelledSnapshots with(List<LabelledSnapshot> newer) {
    TreeMap<LocalDate, LabelledSnapshot> byDay = new TreeMap<>();
    Stream.concat(all.stream(), newer.stream()).forEach(known -> byDay.put(known.date(), known));
    return new LabelledSnapshots(List.copyOf(byDay.values()));
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
  public record LabelledSnapshot(LocalDate date, boolean isFinal, LocalDate maturesOn, long rows) {
    /** From snapshot_date, label_state, matures_on and row_count. */
    public static LabelledSnapshot of(ResultRow row) {
      return new LabelledSnapshot(
          row.date("snapshot_date"),
          row.string("label_state").equals(LabelState.FINAL.name()),
          row.date("matures_on"),
          row.longValue("row_count"));
    }
  }
}
