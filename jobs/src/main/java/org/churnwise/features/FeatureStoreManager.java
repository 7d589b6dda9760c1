package org.churnwise.features;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureView;
import org.churnwise.model.features.FeatureViews;
import org.churnwise.run.Ledger;
import org.churnwise.run.RequestedSnapshots;
import org.churnwise.run.Run;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * The feature store: the table customer_features, one slice a snapshot, and the versions of the
 * feature view that computed the slices. Other columns or other SQL than any version has are a new
 * version.
 */
final class FeatureStoreManager {
  private static final Sql CUSTOMERS = Sql.named("features/customers_of_snapshots");

  /** What a customer of a snapshot takes while the features of both are computed. */
  private static final long BYTES_OF_A_ROW = 1_400;

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
    return statements(snapshots).stream()
        .mapToLong(
            some ->
                warehouse.insertFrom(Tables.CUSTOMER_FEATURES, RequestedSnapshots.in(query, some)))
        .sum();
  }

  private List<List<LocalDate>> statements(List<LocalDate> snapshots) {
    OptionalLong memory = warehouse.localMemory();
    if (memory.isEmpty() || snapshots.size() == 1) {
      return List.of(snapshots);
    }
    SortedMap<LocalDate, Long> customers = new TreeMap<>();
    for (ResultRow row : warehouse.query(RequestedSnapshots.in(CUSTOMERS, snapshots))) {
      customers.put(row.date("snapshot_date"), row.longValue("customers"));
    }
    return statements(customers, memory.getAsLong() / BYTES_OF_A_ROW);
  }

  /**
   * The snapshots of each statement, of which memory holds all rows, and one at least. With more
   * DuckDB writes to disk what it computes, or fails for want of memory; fewer cost more, for each
   * statement reads all sales and comments.
   *
   * @param customers of each snapshot
   */
  static List<List<LocalDate>> statements(SortedMap<LocalDate, Long> customers, long mostRows) {
    List<List<LocalDate>> statements = new ArrayList<>();
    long rows = 0;
    for (Map.Entry<LocalDate, Long> snapshot : customers.entrySet()) {
      rows += snapshot.getValue();
      if (statements.isEmpty() || rows > mostRows) {
        statements.add(new ArrayList<>());
        rows = snapshot.getValue();
      }
      statements.get(statements.size() - 1).add(snapshot.getKey());
    }
    return statements;
  }
}
