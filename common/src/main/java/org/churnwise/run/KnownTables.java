package org.churnwise.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.table.RowColumns;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * The tables that features and labels are made from as they were known at a moment, in a scratch
 * warehouse of the same kind; {@link #close} removes it. Costs one copy of them.
 */
public final class KnownTables implements AutoCloseable {
  private final Warehouse scratch;

  private KnownTables(Warehouse scratch) {
    this.scratch = scratch;
  }

  /**
   * Copies what the loads up to a moment had brought.
   *
   * @throws ChurnException exit 3 if nothing was loaded by then
   */
  public static KnownTables at(
      Warehouse live, Supplier<SparkSession> spark, String scratchName, Instant moment) {
    List<ResultRow> loads = live.query(Sql.named("run/loads"));
    long lastLoad = lastLoad(loads, moment);
    KnownTables known = new KnownTables(live.scratch(scratchName));
    try {
      for (Table table : List.of(Tables.CUSTOMERS, Tables.SALES, Tables.FEEDBACK_SENTIMENT)) {
        Sql rows =
            RowColumns.in(Sql.named("run/known_" + table.name()))
                .with("last_load", lastLoad)
                .with("last_correction", corrections(loads, moment));
        known.fill(table, live, rows, spark.get());
      }
      known.copyStamped(live, moment);
      return known;
    } catch (RuntimeException e) {
      known.close();
      throw e;
    }
  }

  private static long lastLoad(List<ResultRow> loads, Instant moment) {
    return loads.stream()
        .filter(row -> !row.instant("ingested_at").isAfter(moment))
        .mapToLong(row -> row.longValue("load_number"))
        .max()
        .orElseThrow(() -> ChurnException.dataRefused("nothing was loaded yet at " + moment));
  }

  /** How many runs had taken loads back by then. */
  private static long corrections(List<ResultRow> loads, Instant moment) {
    return loads.stream()
        .filter(row -> row.values().get("superseded_at") != null)
        .map(row -> row.instant("superseded_at"))
        .filter(takenBack -> !takenBack.isAfter(moment))
        .distinct()
        .count();
  }

  private void fill(Table table, Warehouse live, Sql rows, SparkSession spark) {
    Table landing = new Table("landing_" + table.name(), table.columns(), table.ddl());
    scratch.land(landing, live.read(spark, rows, table));
    scratch.insertFrom(table, landing.rows());
    scratch.discard(landing);
  }

  private void copyStamped(Warehouse live, Instant moment) {
    copy(live, Tables.FILES_INGESTED, Tables.SUPERSEDED_FILES, "ingested_at", moment);
    copy(live, Tables.DECLARED_WATERMARKS, Tables.SUPERSEDED_WATERMARKS, "declared_at", moment);
  }

  /** What was taken back later stood then. */
  private void copy(Warehouse live, Table standing, Table takenBack, String stamp, Instant moment) {
    List<Map<String, Object>> stood = new ArrayList<>();
    List<Map<String, Object>> gone = new ArrayList<>();
    until(live, standing, stamp, moment).forEach(row -> stood.add(row.values()));
    for (ResultRow row : until(live, takenBack, stamp, moment)) {
      if (row.instant("superseded_at").isAfter(moment)) {
        Map<String, Object> values = new HashMap<>(row.values());
        values.keySet().retainAll(standing.columnNames());
        stood.add(values);
      } else {
        gone.add(row.values());
      }
    }
    scratch.insert(standing, stood);
    scratch.insert(takenBack, gone);
  }

  private static List<ResultRow> until(Warehouse live, Table table, String stamp, Instant moment) {
    return live.query(table.rows()).stream()
        .filter(row -> !row.instant(stamp).isAfter(moment))
        .toList();
  }

  /** Where the stages compute from them. */
  public Warehouse warehouse() {
    return scratch;
  }

  @Override
  public void close() {
    scratch.close();
  }
}
