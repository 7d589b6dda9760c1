package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Every table of a warehouse as sorted lines of text, equal for equal rows whichever the warehouse.
 */
final class TableText {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private TableText() {}

  /**
   * All tables but those of single runs. Left out are the ids and times of runs, which no two runs
   * share, the hashes of rows, for the two kinds of warehouse may write a double differently, and
   * what cards say of DuckDB. A stage key, which covers the warehouse's code, is told as what it is
   * the key of.
   */
  static Map<String, List<String>> of(Warehouse warehouse) {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    for (Table table : Tables.kept()) {
      if (!table.equals(Tables.PIPELINE_RUNS) && !table.equals(Tables.RUN_SETTINGS)) {
        tables.put(table.name(), rows(warehouse, table));
      }
    }
    return tables;
  }

  /** The rows of one table. */
  static List<String> rows(Warehouse warehouse, Table table) {
    List<Column> columns =
        table.columns().stream()
            .filter(TableText::isCompared)
            .filter(
                column ->
                    !table.equals(Tables.SLICE_CONTENTS) || !column.name().equals("content_hash"))
            .toList();
    String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
    Sql query = new Sql("test", "select " + names + " from " + table.name(), Map.of());
    Map<String, String> keys = keys(warehouse);
    return warehouse.query(query).stream()
        .map(row -> withoutDuckDb(keysTold(line(row, columns), keys)))
        .sorted()
        .toList();
  }

  private static Map<String, String> keys(Warehouse warehouse) {
    Sql query = new Sql("test", "select stage, slice, stage_key from stage_runs", Map.of());
    return warehouse.query(query).stream()
        .collect(
            Collectors.toMap(
                row -> row.string("stage_key"),
                row -> "key of " + row.string("stage") + " " + row.string("slice"),
                (one, same) -> one));
  }

  private static String keysTold(String line, Map<String, String> keys) {
    return SHA256.matcher(line).replaceAll(hash -> keys.getOrDefault(hash.group(), hash.group()));
  }

  private static String withoutDuckDb(String line) {
    return line.replaceAll("\"duckdb\":[^,}]*", "").replaceAll("\"threads\":[^,}]*", "");
  }

  private static boolean isCompared(Column column) {
    return !column.name().equals("run_id")
        && !column.name().endsWith("seconds")
        && !column.name().equals("peak_heap_bytes")
        && !column.name().equals("statements")
        && !column.name().startsWith("bytes_")
        && !column.name().endsWith("_at");
  }

  private static String line(ResultRow row, List<Column> columns) {
    return columns.stream().map(column -> cell(row, column)).collect(Collectors.joining(" | "));
  }

  /** Numbers by value: a driver's Long and the other's BigDecimal are the same whole number. */
  private static String cell(ResultRow row, Column column) {
    if (row.values().get(column.name()) == null) {
      return "null";
    }
    return switch (column.type()) {
      case "string" -> row.string(column.name());
      case "date" -> row.date(column.name()).toString();
      case "timestamp" -> row.instant(column.name()).toString();
      case "boolean" -> String.valueOf(row.truth(column.name()));
      case "double" -> String.valueOf(row.doubleValue(column.name()));
      default -> new BigDecimal(row.string(column.name())).stripTrailingZeros().toPlainString();
    };
  }

  /** The first rows of either side that the other lacks, then all rows. */
  static void requireEqual(Map<String, List<String>> expected, Map<String, List<String>> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    for (String table : expected.keySet()) {
      assertEquals(
          firstWithout(expected.get(table), actual.get(table)),
          firstWithout(actual.get(table), expected.get(table)),
          () -> "rows of " + table + " that only one warehouse has");
      assertEquals(expected.get(table), actual.get(table), table);
    }
  }

  private static String firstWithout(List<String> rows, List<String> others) {
    Set<String> known = new HashSet<>(others);
    return rows.stream()
        .filter(row -> !known.contains(row))
        .limit(3)
        .collect(Collectors.joining("\n"));
  }
}
