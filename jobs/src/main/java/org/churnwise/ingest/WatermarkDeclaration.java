package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.run.Ledger;
import org.churnwise.run.SliceId;
import org.churnwise.run.SliceRows;
import org.churnwise.run.Stage;
import org.churnwise.run.StageCode;
import org.churnwise.run.StageCounts;
import org.churnwise.run.StageSlice;
import org.churnwise.run.Written;
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
    Optional<LocalDate> watermark = ledger.view().loaded().watermark();
    if (watermark.isPresent() && !loadedTo.isAfter(watermark.get())) {
      return false;
    }
    write(loadedTo);
    return true;
  }

  private void write(LocalDate loadedTo) {
    StageSlice slice =
        StageSlice.of(
            Stage.INGEST,
            Tables.DECLARED_WATERMARKS.name(),
            new SliceId.LoadedTo(loadedTo),
            StageCode.of(WatermarkDeclaration.class, warehouse.getClass()),
            "",
            List.of(),
            List.of());
    SliceRows rows = new SliceRows(Tables.DECLARED_WATERMARKS, Map.of("loaded_to", loadedTo));
    ledger.commit(
        List.of(slice),
        () -> {
          warehouse.insert(
              Tables.DECLARED_WATERMARKS,
              List.of(
                  Map.of(
                      "loaded_to", loadedTo,
                      "declared_at", ledger.run().clock().instant(),
                      "run_id", ledger.run().id())));
          return Written.of(loadedTo, slice, new StageCounts(0, 1, rows));
        });
  }
}
