package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.run.Ledger;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.SliceRows;
import org.churnwise.run.StageCounts;
import org.churnwise.run.StageSlice;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Moves the watermark on where an operator knows more than the sales tell: that the last days
 * before a date had none.
 */
public final class WatermarkDeclaration {
  private final Warehouse warehouse;
  private final Ledger ledger;

  public WatermarkDeclaration(Warehouse warehouse, Ledger ledger) {
    this.warehouse = warehouse;
    this.ledger = ledger;
  }

  /**
   * Refuses a day after the day after the run's as-of date: nobody knows the future.
   *
   * @throws ChurnException with exit code USAGE
   */
  void requireKnowable(LocalDate loadedTo) {
    LocalDate asOf = ledger.run().asOf();
    if (loadedTo.isAfter(asOf.plusDays(1))) {
      throw ChurnException.usage(
          "--loaded-to "
              + loadedTo
              + " is after "
              + asOf.plusDays(1)
              + ", the day after the last one that can be known (--as-of "
              + asOf
              + "); give an earlier day");
    }
  }

  /**
   * Declares that all sales before a day are loaded. Returns whether that is news: a day up to the
   * watermark changes nothing.
   *
   * @throws ChurnException as {@link #requireKnowable} does
   */
  public boolean declare(LocalDate loadedTo) {
    requireKnowable(loadedTo);
    Optional<LocalDate> watermark = new LoadedFiles(warehouse).watermark();
    if (watermark.isPresent() && !loadedTo.isAfter(watermark.get())) {
      return false;
    }
    write(loadedTo);
    return true;
  }

  private void write(LocalDate loadedTo) {
    String table = Tables.DECLARED_WATERMARKS.name();
    String slice = loadedTo.toString();
    StageSlice written =
        StageSlice.of(
            DataIngestionPipeline.STAGE, table, slice, ledger.run(), "", List.of(), List.of());
    SliceRows rows = new SliceRows(Tables.DECLARED_WATERMARKS, Map.of("loaded_to", loadedTo));
    Map<String, Object> row = new HashMap<>();
    row.put("loaded_to", loadedTo);
    row.put("declared_at", ledger.run().clock().instant());
    row.put("run_id", ledger.run().id());
    ledger.attempt(
        List.of(written),
        commit ->
            commit.commit(
                () -> {
                  warehouse.insert(Tables.DECLARED_WATERMARKS, List.of(row));
                  return Map.of(slice, new StageCounts(0, 1, rows));
                }));
  }
}
