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

/** Advances the watermark when an operator knows that the last days before a date had no sales. */
public final class WatermarkDeclaration {
  private final Warehouse warehouse;
  private final Ledger ledger;

  public WatermarkDeclaration(Warehouse warehouse, Ledger ledger) {
    this.warehouse = warehouse;
    this.ledger = ledger;
  }

  /**
   * Refuses a day later than the day after the run's as-of date: the future is unknown.
   *
   * @throws ChurnException with exit code USAGE
   */
  void requireKnowable(LocalDate loadedTo) {
    LocalDate asOf = ledger.run().asOf();
    if (loadedTo.isAfter(asOf.plusDays(1))) {
      throw ChurnException.usage(
          "--loaded-to %s is after %s, the day after the as-of date (--as-of %s); give an earlier day"
              .formatted(loadedTo, asOf.plusDays(1), asOf));
    }
  }

  /**
   * Declares that all sales before a day are loaded. Returns whether the watermark moved; a day up
   * to the watermark has no effect.
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
