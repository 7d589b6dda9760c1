package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.ingest.CorrectionResult.Uncovered;
import org.churnwise.run.RecordRows;
import org.churnwise.run.SliceId;
import org.churnwise.run.SliceRows;
import org.churnwise.run.Stage;
import org.churnwise.run.StageSlice;
import org.churnwise.run.Written.TakenBack;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Features and labels that need days which are not known any more once the watermark has fallen:
 * they go with the sales, so that no training can use them, and are computed anew when the days are
 * known again. Predictions are history and stay.
 */
record UncoveredSlices(Warehouse warehouse) {
  /** Before every snapshot. */
  private static final LocalDate NOTHING_KNOWN = LocalDate.of(1, 1, 1);

  /** Removes them, and returns which they were; in the caller's transaction. */
  List<Uncovered> remove(Optional<LocalDate> before, Optional<LocalDate> now) {
    LocalDate watermark = now.orElse(NOTHING_KNOWN);
    if (before.isEmpty() || !before.get().isAfter(watermark)) {
      return List.of();
    }
    List<Uncovered> uncovered =
        RecordRows.read(
            warehouse.query(Sql.named("ingest/uncovered_slices").with("watermark", watermark)),
            Uncovered.class);
    if (!uncovered.isEmpty()) {
      warehouse.execute(Sql.named("ingest/remove_uncovered_features").with("watermark", watermark));
      warehouse.execute(Sql.named("ingest/remove_uncovered_labels").with("watermark", watermark));
    }
    return uncovered;
  }

  /** The same for the ledger. */
  static List<TakenBack> slices(List<Uncovered> uncovered) {
    return uncovered.stream().map(UncoveredSlices::slice).toList();
  }

  private static TakenBack slice(Uncovered uncovered) {
    Stage stage = Stage.of(uncovered.stage()).orElseThrow();
    Table table = stage == Stage.LABEL ? Tables.CUSTOMER_LABELS : Tables.CUSTOMER_FEATURES;
    LocalDate date = uncovered.snapshotDate();
    return new TakenBack(
        StageSlice.takenBack(stage, table.name(), new SliceId.Snapshot(date), List.of()),
        new SliceRows(table, Map.of("snapshot_date", date)));
  }
}
