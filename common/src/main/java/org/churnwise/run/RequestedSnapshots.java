package org.churnwise.run;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * The snapshots that the statements of a transaction compute: a set of dates travels as rows, not
 * as text.
 */
public final class RequestedSnapshots {
  private final Warehouse warehouse;
  private final Run run;

  public RequestedSnapshots(Warehouse warehouse, Run run) {
    this.warehouse = warehouse;
    this.run = run;
  }

  /** Makes exactly these snapshots the requested ones of this run. */
  public void replace(List<LocalDate> snapshots) {
    clear();
    warehouse.insert(
        Tables.REQUESTED_SNAPSHOTS,
        snapshots.stream()
            .map(date -> Map.<String, Object>of("run_id", run.id(), "snapshot_date", date))
            .toList());
  }

  /** Forgets the requested snapshots of this run. */
  public void clear() {
    warehouse.execute(Sql.named("run/forget_requested_snapshots").with("run_id", run.id()));
  }
}
