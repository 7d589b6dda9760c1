package org.churnwise.recomputation;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the tables of an embedded warehouse that no other process has open. */
final class WarehouseFile implements AutoCloseable {
  private final Connection connection;

  WarehouseFile(Path database) throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    String quoted = database.toString().replace("'", "''");
    try (Statement statement = connection.createStatement()) {
      // Under a fixed name, because a file's own name could be a reserved word.
      statement.execute("attach '" + quoted + "' as warehouse (read_only)");
      statement.execute("use warehouse.main");
    }
  }

  /** The snapshots of a table in order. */
  List<LocalDate> snapshots(String table) throws SQLException {
    Map<LocalDate, Boolean> found = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select distinct snapshot_date from " + table)) {
      while (rows.next()) {
        found.put(rows.getObject(1, LocalDate.class), true);
      }
    }
    return List.copyOf(found.keySet());
  }

  /** The rows of a snapshot by customer: column to value, without the key columns. */
  Map<String, Map<String, Object>> rows(String table, LocalDate snapshot) throws SQLException {
    Map<String, Map<String, Object>> rowsByCustomer = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select * from " + table + " where snapshot_date = date '" + snapshot + "'")) {
      ResultSetMetaData columns = rows.getMetaData();
      while (rows.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.put(columns.getColumnName(i), rows.getObject(i));
        }
        row.remove("snapshot_date");
        String customer = (String) row.remove("customer_id");
        if (rowsByCustomer.put(customer, row) != null) {
          throw new IllegalStateException(table + " has two rows of " + customer + ", " + snapshot);
        }
      }
    }
    return rowsByCustomer;
  }

  /** feedback_id to sentiment, of the comments that have one. */
  Map<String, Double> sentiments() throws SQLException {
    Map<String, Double> sentiments = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select feedback_id, sentiment from feedback_sentiment"
                    + " where sentiment is not null")) {
      while (rows.next()) {
        sentiments.put(rows.getString(1), rows.getDouble(2));
      }
    }
    return sentiments;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
