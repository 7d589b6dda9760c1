package org.churnwise.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/** The database of a shop, which is none of ours, and contracts that read its tables. */
record ShopFile(Path folder) {
  Path path() {
    return folder.resolve("shop.duckdb");
  }

  /** Runs statements in the shop's database. */
  void run(String... statements) {
    try (Connection shop = DriverManager.getConnection("jdbc:duckdb:" + path());
        Statement statement = shop.createStatement()) {
      statement.execute("set TimeZone = 'UTC'");
      for (String text : statements) {
        statement.execute(text);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rows of a table as a Parquet file. */
  Path parquet(String table, String name) {
    Path file = folder.resolve(name);
    run("copy (select * from %s) to '%s' (format parquet)".formatted(table, file));
    return file;
  }

  Map<String, Path> attached() {
    return Map.of("shop", path());
  }

  Contract contract(String text) {
    try {
      return Contract.load(Files.writeString(folder.resolve("shop.conf"), text).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What has landed, without lines and names; sorted. */
  static List<String> landed(Warehouse warehouse) {
    String names = String.join(", ", Tables.LANDING_ROWS.columnNames());
    return warehouse
        .query(new Sql("landed", "select " + names + " from landing_rows", Map.of()))
        .stream()
        .map(row -> text(name -> value(row, name)))
        .filter(text -> !text.startsWith("FILTERED|0"))
        .distinct() // a currency is said by SQL and by Java
        .sorted()
        .toList();
  }

  private static Object value(ResultRow row, String name) {
    return row.optionalString(name).orElse(null);
  }

  /** The columns that say the same of a file and of a table. */
  static String text(java.util.function.Function<String, Object> values) {
    List<String> cells = new ArrayList<>(List.of(cell(values.apply("outcome"))));
    cells.add(cell(values.apply("record_count")));
    boolean isRow = List.of("GOOD", "BAD").contains(cells.get(0));
    for (Column column : Tables.LANDING_ROWS.columns().subList(6, 10)) {
      cells.add(cell(values.apply(column.name())));
    }
    cells.add(isRow ? cell(values.apply("raw_row")) : "");
    Tables.LANDING_ROWS.columns().subList(11, Tables.LANDING_ROWS.columns().size()).stream()
        .map(column -> cell(values.apply(column.name())))
        .forEach(cells::add);
    return cells.stream().collect(Collectors.joining("|"));
  }

  private static String cell(Object value) {
    if (value instanceof java.math.BigDecimal number) {
      return number.setScale(4).toPlainString();
    }
    return value == null ? "" : value.toString();
  }
}
