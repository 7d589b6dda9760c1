package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.junit.jupiter.api.Test;

class EmbeddedWarehouseTest extends WarehouseContract {
  private static final Table TABLE = Tables.MODEL_PERFORMANCE;
  private static final Instant NOON = Instant.parse("2025-06-01T12:00:00Z");

  @Override
  protected Warehouse open(Path scratch) {
    return EmbeddedFiles.open(scratch.resolve("contract.duckdb"));
  }

  /** A migration adds columns at the end of a table. The values are 0, 1, 2, ... 149. */
  @Test
  void manyRowsGoByNameIntoATableWithAnotherOrderOfColumns() {
    createWithColumnsReversed();
    warehouse.insert(TABLE, rows(150));

    ResultRow found =
        warehouse
            .query(
                query(
                    "select count(*) as n, sum(value) as values, count(low) as lows, sum(row_count) as rows_of_all, min(computed_at) as earliest, max(snapshot_date) as day, max(segment) as segment from model_performance"))
            .get(0);
    assertEquals(150, found.longValue("n"));
    assertEquals(149 * 150 / 2, found.doubleValue("values"));
    assertEquals(0, found.longValue("lows"));
    assertEquals(150 * 7, found.longValue("rows_of_all"));
    assertEquals(NOON, found.instant("earliest"));
    assertEquals(LocalDate.of(2025, 6, 1), found.date("day"));
    assertEquals("it's all", found.string("segment"));
  }

  @Test
  void manyRowsOfWhichOneIsRefusedLeaveNothing() {
    createWithColumnsReversed();
    List<Map<String, Object>> rows = rows(150);
    rows.get(149).remove("metric");

    assertThrows(ChurnException.class, () -> warehouse.insert(TABLE, rows));
    assertEquals(List.of(), warehouse.query(query("select metric from model_performance")));
    warehouse.insert(TABLE, rows(150));
  }

  private void createWithColumnsReversed() {
    List<Column> columns = new ArrayList<>(TABLE.columns());
    Collections.reverse(columns);
    String reversed =
        columns.stream()
            .map(
                column ->
                    column.name() + " " + column.type() + (column.nullable() ? "" : " not null"))
            .collect(Collectors.joining(", "));
    warehouse.createTables();
    warehouse.execute(query("drop table model_performance"));
    warehouse.execute(query("create table model_performance (" + reversed + ")"));
  }

  private static List<Map<String, Object>> rows(int number) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int value = 0; value < number; value++) {
      Map<String, Object> row = new HashMap<>();
      row.put("snapshot_date", LocalDate.of(2025, 6, 1));
      row.put("model_version", "v1");
      row.put("segment", "it's all");
      row.put("metric", "auc");
      row.put("value", value);
      row.put("row_count", 7);
      row.put("positives", 3L);
      row.put("status", "OK");
      row.put("computed_at", NOON);
      row.put("run_id", "r1");
      rows.add(row);
    }
    return rows;
  }

  private static Sql query(String text) {
    return new Sql("test", text, Map.of());
  }
}
