package org.churnwise.run;

import java.time.LocalDate;
import java.util.Optional;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.Warehouse;

/**
 * Where the loop stands, whoever brought it there.
 *
 * @param watermark first day that is not known to be loaded; null before the first sale
 * @param champion null if no model is in production
 * @param scoredSnapshot newest with predictions; null without any
 * @param contacts customers on its contact list
 * @param driftSnapshot newest that was compared; null without any
 * @param driftBreaches features and predictions that drifted there
 * @param diagnosis what has changed there, NONE among it; null if it was not judged
 * @param openAlerts alerts that nobody has dealt with
 */
public record LoopState(
    LocalDate watermark,
    String champion,
    LocalDate scoredSnapshot,
    long contacts,
    LocalDate driftSnapshot,
    long driftBreaches,
    String diagnosis,
    long openAlerts) {
  /** The state now; costs one query, and the read of the loaded files unless it is known. */
  public static LoopState of(Warehouse warehouse, LedgerView view) {
    Counted counted =
        RecordRows.read(warehouse.query(Sql.named("run/loop_state")).get(0), Counted.class);
    return new LoopState(
        view.loaded().watermark().orElse(null),
        counted.champion().orElse(null),
        counted.scoredSnapshot().orElse(null),
        counted.contacts(),
        counted.driftSnapshot().orElse(null),
        counted.driftBreaches(),
        counted.diagnosis().orElse(null),
        counted.openAlerts());
  }

  private record Counted(
      Optional<String> champion,
      Optional<LocalDate> scoredSnapshot,
      long contacts,
      Optional<LocalDate> driftSnapshot,
      long driftBreaches,
      Optional<String> diagnosis,
      long openAlerts) {}
}
