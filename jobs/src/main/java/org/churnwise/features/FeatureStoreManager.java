package org.churnwise.features;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureView;
import org.churnwise.model.features.FeatureViews;
import org.churnwise.run.Ledger;
import org.churnwise.run.RequestedSnapshots;
import org.churnwise.run.Run;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * The feature store: the table customer_features, one slice a snapshot, and the versions of the
 * feature view that computed the slices. Other columns or other SQL than any version has are a new
 * version.
 */
final class FeatureStoreManager {
  private final Warehouse warehouse;
  private final Run run;
  private final FeatureCatalogue catalogue;
  private final FeatureViews views;

  FeatureStoreManager(Warehouse warehouse, Ledger ledger, FeatureCatalogue catalogue) {
    this.warehouse = warehouse;
    this.run = ledger.run();
    this.catalogue = catalogue;
    this.views = new FeatureViews(warehouse, ledger);
  }

  /** The version of the feature view that this program computes; it may not be registered yet. */
  FeatureView view() {
    return views.computedBy(catalogue);
  }

  /**
   * The version that this program computes, with room for its columns if it is not registered; not
   * within a transaction.
   */
  FeatureView prepare() {
    if (views.registered(catalogue).isEmpty()) {
      warehouse.alignColumns(Tables.CUSTOMER_FEATURES);
    }
    return view();
  }

  /** Notes that a version has computed snapshots, after the commit. */
  void computed(List<LocalDate> snapshots, FeatureView by) {
    views.computed(snapshots, by);
  }

  /** Registers a version, inside the caller's transaction, unless it is registered. */
  void register(FeatureView view) {
    views.add(view);
  }

  /**
   * Inside the caller's transaction, replaces the slices of snapshots by the rows of a query over
   * requested_snapshots. Returns the number of new rows.
   *
   * @param standing the snapshots that have rows
   */
  long replace(List<LocalDate> standing, List<LocalDate> snapshots, Sql query) {
    warehouse.delete(Tables.CUSTOMER_FEATURES, Map.of("snapshot_date", standing));
    return SnapshotBatches.of(warehouse, snapshots).stream()
        .mapToLong(
            some ->
                warehouse.insertFrom(Tables.CUSTOMER_FEATURES, RequestedSnapshots.in(query, some)))
        .sum();
  }
}
