package org.churnwise.endtoend;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;

/** Reads a database file that no process has open. */
public final class WarehouseContent {
  private final Path database;

  public WarehouseContent(Path database) {
    this.database = database;
  }

  /** The rows of a query, their values joined by " | ", in the order of the query. */
  public List<String> query(String sql) throws SQLException {
    return query(Map.of("rows", sql)).get("rows");
  }

  /** The rows of several queries, by their names; the file is opened once. */
  Map<String, List<String>> query(Map<String, String> queries) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      attach(statement);
      Map<String, List<String>> rows = new LinkedHashMap<>();
      for (Map.Entry<String, String> query : queries.entrySet()) {
        rows.put(query.getKey(), rows(statement, query.getValue()));
      }
      return rows;
    }
  }

  private static List<String> rows(Statement statement, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          values.add(String.valueOf(result.getObject(i)));
        }
        rows.add(String.join(" | ", values));
      }
    }
    return rows;
  }

  /** Writes the rows of a query to a file, one JSON object a line, in the order of the query. */
  public Path export(String sql, Path file) throws SQLException {
    String target = file.toString().replace("'", "''");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      attach(statement);
      statement.execute("copy (" + sql + ") to '" + target + "' (format json)");
    }
    return file;
  }

  private void attach(Statement statement) throws SQLException {
    String file = database.toString().replace("'", "''");
    statement.execute("attach '" + file + "' as warehouse (read_only)");
    statement.execute("use warehouse.main");
  }

  /** The single number that a query answers. */
  long number(String sql) throws SQLException {
    return Long.parseLong(query(sql).get(0));
  }

  /**
   * Every row of every table but pipeline_runs and run_settings: what a run that does nothing
   * leaves alone.
   */
  Map<String, List<String>> data() throws SQLException {
    return data(column -> true);
  }

  /**
   * The number of rows and a hash of them for each table of {@link #data}; without the rows that a
   * refusal leaves in the ledger.
   */
  Map<String, List<String>> fingerprints() throws SQLException {
    Map<String, String> queries = new LinkedHashMap<>();
    for (Table table : Tables.kept()) {
      if (!table.equals(Tables.PIPELINE_RUNS) && !table.equals(Tables.RUN_SETTINGS)) {
        String refusals = table.equals(Tables.STAGE_RUNS) ? " where status <> 'REFUSED'" : "";
        String rows = "select count(*), sum(cast(hash(t) as hugeint)) from " + table.name() + " t";
        queries.put(table.name(), rows + refusals);
      }
    }
    return query(queries);
  }

  /** The same without ids and times of runs: equal for equal runs. */
  Map<String, List<String>> dataOfAnyRun() throws SQLException {
    return withoutRuns(data(WarehouseContent::isOfAnyRun));
  }

  /**
   * The same without the numbers of loads, which conditions on rows may name: equal for files that
   * were loaded in another order.
   */
  Map<String, List<String>> dataOfAnyOrder() throws SQLException {
    return data(
        column ->
            isOfAnyRun(column) && !column.endsWith("load_number") && !column.equals("row_filter"));
  }

  /** Conditions on rows may name the run that took them back. */
  private Map<String, List<String>> withoutRuns(Map<String, List<String>> rows)
      throws SQLException {
    Pattern runs =
        Pattern.compile(
            query("select run_id from pipeline_runs").stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
    rows.replaceAll(
        (table, ofTable) ->
            ofTable.stream().map(row -> runs.matcher(row).replaceAll("a run")).sorted().toList());
    return rows;
  }

  private static boolean isOfAnyRun(String column) {
    return !column.equals("run_id")
        && !column.equals("superseded_by")
        && !column.endsWith("seconds")
        && !column.equals("peak_heap_bytes")
        && !column.equals("statements")
        && !column.startsWith("bytes_")
        && !column.endsWith("_at");
  }

  private Map<String, List<String>> data(Predicate<String> compared) throws SQLException {
    Map<String, String> queries = new LinkedHashMap<>();
    for (Table table : Tables.kept()) {
      if (!table.equals(Tables.PIPELINE_RUNS) && !table.equals(Tables.RUN_SETTINGS)) {
        String columns =
            table.columnNames().stream().filter(compared).collect(Collectors.joining(", "));
        queries.put(table.name(), "select " + columns + " from " + table.name() + " order by all");
      }
    }
    return query(queries);
  }
}
