package org.churnwise.features;

import java.time.LocalDate;
import java.util.List;
import org.churnwise.run.RequestedSnapshots;
import org.churnwise.run.Run;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * The feature store is the table customer_features, one slice a snapshot; this class replaces
 * slices, inside the caller's transaction.
 */
final class FeatureStoreManager {
  private final Warehouse warehouse;
  private final Run run;
  private final RequestedSnapshots requested;

  FeatureStoreManager(Warehouse warehouse, Run run) {
    this.warehouse = warehouse;
    this.run = run;
    this.requested = new RequestedSnapshots(warehouse, run);
  }

  /**
   * Replaces the slices of the snapshots by the rows of a query over requested_snapshots. Returns
   * the number of new rows.
   */
  long replace(List<LocalDate> snapshots, Sql query) {
    requested.replace(snapshots);
    warehouse.execute(Sql.named("features/delete_requested_features").with("run_id", run.id()));
    return warehouse.insertFrom(Tables.CUSTOMER_FEATURES, query);
  }

  /** Ends the work on the snapshots of the last {@link #replace}. */
  void release() {
    requested.clear();
  }
}
