package org.churnwise.run;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * The snapshots that a statement computes: a set of dates travels as rows, not as text. The end of
 * a run forgets its requests, and the next run those of a killed one.
 */
public final class RequestedSnapshots {
  private final Warehouse warehouse;
  private final Run run;

  public RequestedSnapshots(Warehouse warehouse, Run run) {
    this.warehouse = warehouse;
    this.run = run;
  }

  /** Requests snapshots; returns what is {@code :run_id} in the statements on them. */
  public String request(List<LocalDate> snapshots) {
    String request = run.id() + "-" + UUID.randomUUID();
    warehouse.insert(
        Tables.REQUESTED_SNAPSHOTS,
        snapshots.stream()
            .map(date -> Map.<String, Object>of("run_id", request, "snapshot_date", date))
            .toList());
    return request;
  }
}
