package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.churnwise.error.ChurnException;
import org.churnwise.run.Run;
import org.churnwise.run.SliceId;
import org.churnwise.run.SliceRows;
import org.churnwise.run.Stage;
import org.churnwise.run.StageCode;
import org.churnwise.run.StageCounts;
import org.churnwise.run.StageSlice;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/** A day before which all sales are declared to be loaded, beyond the newest sale. */
final class WatermarkDeclaration {
  private WatermarkDeclaration() {}

  /**
   * Refuses a day later than the day after the run's as-of date: the future is unknown.
   *
   * @param option with its value, for the message
   * @throws ChurnException with exit code USAGE
   */
  static void requireKnowable(Run run, String option, LocalDate loadedTo) {
    LocalDate asOf = run.asOf();
    if (loadedTo.isAfter(asOf.plusDays(1))) {
      throw ChurnException.usage(
          "%s is after %s, the day after the as-of date (--as-of %s); give an earlier day"
              .formatted(option, asOf.plusDays(1), asOf));
    }
  }

  /** The slice of a declared day. */
  static StageSlice slice(LocalDate loadedTo, Warehouse warehouse) {
    return StageSlice.of(
        Stage.INGEST,
        Tables.DECLARED_WATERMARKS.name(),
        new SliceId.LoadedTo(loadedTo),
        StageCode.of(WatermarkDeclaration.class, warehouse.getClass()),
        "",
        List.of(),
        List.of());
  }

  /** Writes the row, in the caller's transaction. */
  static StageCounts write(LocalDate loadedTo, Warehouse warehouse, Run run) {
    warehouse.insert(
        Tables.DECLARED_WATERMARKS,
        List.of(
            Map.of(
                "loaded_to", loadedTo,
                "declared_at", run.clock().instant(),
                "run_id", run.id())));
    return new StageCounts(
        0, 1, new SliceRows(Tables.DECLARED_WATERMARKS, Map.of("loaded_to", loadedTo)));
  }
}
