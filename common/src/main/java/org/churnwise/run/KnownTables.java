package org.churnwise.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
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
    long lastLoad = lastLoad(live, moment);
    KnownTables known = new KnownTables(live.scratch(scratchName));
    try {
      for (Table table : List.of(Tables.CUSTOMERS, Tables.SALES, Tables.FEEDBACK_SENTIMENT)) {
        Sql rows = Sql.named("run/known_" + table.name()).with("last_load", lastLoad);
        known.fill(table, live, rows, spark.get());
      }
      known.copyStamped(live, moment);
      return known;
    } catch (RuntimeException e) {
      known.close();
      throw e;
    }
  }

  private static long lastLoad(Warehouse live, Instant moment) {
    return live.query(Sql.named("run/loads")).stream()
        .filter(row -> !row.instant("ingested_at").isAfter(moment))
        .mapToLong(row -> row.longValue("load_number"))
        .max()
        .orElseThrow(() -> ChurnException.dataRefused("nothing was loaded yet at " + moment));
  }

  private void fill(Table table, Warehouse live, Sql rows, SparkSession spark) {
    Table landing = new Table("landing_" + table.name(), table.columns(), table.ddl());
    scratch.land(landing, live.read(spark, rows, table));
    String columns = String.join(", ", table.columnNames());
    scratch.insertFrom(
        table, new Sql("take in", "select " + columns + " from " + landing.name(), Map.of()));
    scratch.discard(landing);
  }

  private void copyStamped(Warehouse live, Instant moment) {
    copy(live, Tables.FILES_INGESTED, "ingested_at", moment);
    copy(live, Tables.DECLARED_WATERMARKS, "declared_at", moment);
  }

  private void copy(Warehouse live, Table table, String stamp, Instant moment) {
    String columns = String.join(", ", table.columnNames());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (ResultRow row :
        live.query(new Sql("copy", "select " + columns + " from " + table.name(), Map.of()))) {
      if (!row.instant(stamp).isAfter(moment)) {
        rows.add(row.values());
      }
    }
    scratch.insert(table, rows);
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
