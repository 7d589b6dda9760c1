package org.churnwise.testkit;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.churnwise.table.Table;
import org.churnwise.warehouse.Warehouse;

/** A small table that the product does not have, for tests of a warehouse. */
public final class TestDays {
  public static final Table TABLE = Table.named("test_days");

  private TestDays() {}

  /** Creates the tables of the product and this one. */
  public static void createIn(Warehouse warehouse) {
    warehouse.createMissing();
    createAlone(warehouse);
  }

  /** Creates this one only, where a test needs no other: all of them take a second on Snowflake. */
  public static void createAlone(Warehouse warehouse) {
    warehouse.execute(TABLE.ddl());
  }

  /** Inserts a row. */
  public static void insert(Warehouse warehouse, String runId, LocalDate day) {
    warehouse.insert(TABLE, List.of(Map.of("run_id", runId, "snapshot_date", day)));
  }
}
