package org.churnwise.features;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.churnwise.run.RequestedSnapshots;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * The snapshots whose features one statement computes: all of them, but where this machine computes
 * only as many as its memory holds, and one at least. With more DuckDB writes to disk what it
 * computes, or fails for want of memory; fewer cost more, for each statement reads all sales and
 * comments.
 */
public final class SnapshotBatches {
  private static final Sql CUSTOMERS = Sql.named("features/customers_of_snapshots");

  /**
   * What a customer of a snapshot takes meanwhile, measured with seven sales and seven comments of
   * each. Histories of hundreds of purchases take more, and no batch takes less of them: those
   * DuckDB writes to disk.
   */
  private static final long BYTES_OF_A_ROW = 1_400;

  private SnapshotBatches() {}

  /** The snapshots of each statement, in order; of several snapshots one query. */
  public static List<List<LocalDate>> of(Warehouse warehouse, List<LocalDate> snapshots) {
    OptionalLong memory = warehouse.localMemory();
    if (memory.isEmpty() || snapshots.size() == 1) {
      return List.of(snapshots);
    }
    SortedMap<LocalDate, Long> customers = new TreeMap<>();
    for (ResultRow row : warehouse.query(RequestedSnapshots.in(CUSTOMERS, snapshots))) {
      customers.put(row.date("snapshot_date"), row.longValue("customers"));
    }
    return of(customers, memory.getAsLong() / BYTES_OF_A_ROW);
  }

  static List<List<LocalDate>> of(SortedMap<LocalDate, Long> customers, long mostRows) {
    List<List<LocalDate>> batches = new ArrayList<>();
    long rows = 0;
    for (Map.Entry<LocalDate, Long> snapshot : customers.entrySet()) {
      rows += snapshot.getValue();
      if (batches.isEmpty() || rows > mostRows) {
        batches.add(new ArrayList<>());
        rows = snapshot.getValue();
      }
      batches.get(batches.size() - 1).add(snapshot.getKey());
    }
    return batches;
  }
}
