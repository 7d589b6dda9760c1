package org.churnwise.warehouse;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;

/**
 * What both warehouses do alike over one JDBC connection: run statements, read small results, write
 * small rows, transactions.
 */
final class JdbcSession implements AutoCloseable {
  private final Connection connection;

  JdbcSession(Connection connection) {
    this.connection = connection;
  }

  /** Runs a text that no parameter goes into: DDL and settings made by the warehouse itself. */
  void run(String what, String text) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
    } catch (SQLException e) {
      throw failure(what, e);
    }
  }

  long execute(Sql sql) {
    Sql.Prepared prepared = sql.prepared();
    return execute(sql.name(), prepared.text(), prepared.values());
  }

  private long execute(String what, String text, List<Object> values) {
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      bind(statement, values);
      return statement.executeLargeUpdate();
    } catch (SQLException e) {
      throw failure(what, e);
    }
  }

  List<ResultRow> query(Sql sql) {
    Sql.Prepared prepared = sql.prepared();
    try (PreparedStatement statement = connection.prepareStatement(prepared.text())) {
      bind(statement, prepared.values());
      try (ResultSet result = statement.executeQuery()) {
        return rows(result);
      }
    } catch (SQLException e) {
      throw failure(sql.name(), e);
    }
  }

  void insert(Table table, List<Map<String, Object>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    String names = String.join(", ", table.columnNames());
    String marks = table.columns().stream().map(column -> "?").collect(Collectors.joining(", "));
    String text = "insert into " + table.name() + " (" + names + ") values (" + marks + ")";
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      for (Map<String, Object> row : rows) {
        row.keySet().forEach(table::column); // refuses a name that the DDL does not know
        List<Object> values = new ArrayList<>();
        table.columnNames().forEach(name -> values.add(row.get(name)));
        bind(statement, values);
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (SQLException e) {
      throw failure("insert into " + table.name(), e);
    }
  }

  long insertFrom(Table table, Sql query) {
    String names = String.join(", ", table.columnNames());
    Sql.Prepared prepared = query.prepared();
    String text =
        "insert into "
            + table.name()
            + " ("
            + names
            + ") select "
            + names
            + " from (\n"
            + prepared.text()
            + "\n) rows_to_insert";
    return execute(query.name(), text, prepared.values());
  }

  long delete(Table table, Map<String, Object> slice) {
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    slice.forEach(
        (name, value) -> {
          conditions.add(table.column(name).name() + " = ?");
          values.add(value);
        });
    if (conditions.isEmpty()) {
      throw new IllegalArgumentException(
          "a slice of " + table.name() + " needs at least one column");
    }
    String text = "delete from " + table.name() + " where " + String.join(" and ", conditions);
    return execute("delete from " + table.name(), text, values);
  }

  void transaction(Runnable work) {
    try {
      connection.setAutoCommit(false);
      try {
        work.run();
        connection.commit();
      } catch (RuntimeException | Error e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw failure("transaction", e);
    }
  }

  private static void bind(PreparedStatement statement, List<Object> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, jdbcValue(values.get(i)));
    }
  }

  private static Object jdbcValue(Object value) {
    if (value instanceof Instant instant) {
      return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
    return value instanceof Integer number ? Long.valueOf(number) : value;
  }

  private static List<ResultRow> rows(ResultSet result) throws SQLException {
    ResultSetMetaData shape = result.getMetaData();
    List<ResultRow> rows = new ArrayList<>();
    while (result.next()) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (int i = 1; i <= shape.getColumnCount(); i++) {
        Object value = result.getObject(i);
        Object plain = value instanceof java.math.BigInteger whole ? new BigDecimal(whole) : value;
        values.put(shape.getColumnLabel(i).toLowerCase(Locale.ROOT), plain);
      }
      rows.add(new ResultRow(values));
    }
    return rows;
  }

  /**
   * The first line of the driver's message can be a generic one; the whole message stays in the
   * cause.
   */
  private static ChurnException failure(String what, SQLException e) {
    String message =
        String.valueOf(e.getMessage())
            .lines()
            .map(String::strip)
            .filter(l -> !l.isEmpty())
            .collect(Collectors.joining(" | "));
    return ChurnException.warehouse("statement " + what + " failed: " + message, e);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure("close", e);
    }
  }
}
