package org.churnwise.warehouse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Table;

/**
 * What both warehouses share over one JDBC connection: statements, small results, a few rows,
 * transactions.
 */
final class JdbcSession implements AutoCloseable {
  private final Connection connection;
  private final JdbcValues values;
  private final Traffic traffic;
  private final ConnectionTurn turn = new ConnectionTurn();
  private final JdbcTransaction transaction;
  private String tag = "";

  /**
   * A session on an open connection.
   *
   * @param traffic counts its statements
   */
  JdbcSession(Connection connection, JdbcValues values, Traffic traffic) {
    this.connection = connection;
    this.values = values;
    this.traffic = traffic;
    this.transaction = new JdbcTransaction(this, values.transactionsAreStatements());
  }

  /** What was sent. */
  Traffic traffic() {
    return traffic;
  }

  /** The connection, for what only one driver can do. */
  Connection connection() {
    return connection;
  }

  boolean inTransaction() {
    return transaction.isOpen();
  }

  /** Labels the following statements, if the warehouse keeps account of them. */
  void tag(String next) {
    tag = next;
  }

  /**
   * Makes the calling thread the only one that ever uses this session again: the statement of
   * another is cancelled and its transaction rolled back, and it waits for ever.
   *
   * @throws ChurnException if the other thread did not leave the session in time
   */
  void takeOver(Duration patience) {
    if (!turn.takeOver(patience)) {
      throw ChurnException.warehouse("a statement could not be cancelled", null);
    }
    if (transaction.isOpen()) {
      transaction.end(false);
    }
  }

  private <S extends Statement> S tagged(S statement) throws SQLException {
    turn.runs(statement);
    traffic.sent();
    values.tag(statement, tag);
    return statement;
  }

  /** Runs a text without parameters: DDL and settings made by the warehouse itself. */
  void run(String what, String text) {
    inTurn(
        what,
        () -> {
          try (Statement statement = tagged(connection.createStatement())) {
            return statement.execute(text);
          }
        });
  }

  /** For those that are in their turn. */
  void statement(String text) throws SQLException {
    try (Statement statement = tagged(connection.createStatement())) {
      statement.execute(text);
    }
  }

  long execute(Sql sql) {
    Sql.Prepared prepared = sql.prepared();
    return execute(sql.name(), prepared.text(), prepared.values());
  }

  private long execute(String what, String text, List<Object> bound) {
    return inTurn(
        what,
        () -> {
          try (PreparedStatement statement = tagged(connection.prepareStatement(text))) {
            bind(statement, bound);
            return statement.executeLargeUpdate();
          }
        });
  }

  List<ResultRow> query(Sql sql) {
    Sql.Prepared prepared = sql.prepared();
    return inTurn(
        sql.name(),
        () -> {
          try (PreparedStatement statement = tagged(connection.prepareStatement(prepared.text()))) {
            bind(statement, prepared.values());
            try (ResultSet result = statement.executeQuery()) {
              return new JdbcResult(result, values).rows();
            }
          }
        });
  }

  /** The columns of a query, of which no row is read. */
  List<SourceColumn> columnsOf(String what, String query) {
    return inTurn(
        what,
        () -> {
          String text = "select * from (\n" + query + "\n) rows_to_describe where 1 = 0";
          try (PreparedStatement statement = tagged(connection.prepareStatement(text));
              ResultSet none = statement.executeQuery()) {
            return new JdbcResult(none, values).columnsOfSource();
          }
        });
  }

  /** The first rows of a result, with its columns. */
  ShownRows look(String what, Sql.Prepared query, int most) {
    return inTurn(
        what,
        () -> {
          try (PreparedStatement statement = tagged(connection.prepareStatement(query.text()))) {
            bind(statement, query.values());
            try (ResultSet result = statement.executeQuery()) {
              return new JdbcResult(result, values).firstRows(most);
            }
          }
        });
  }

  void insert(Table table, List<Map<String, Object>> rows) {
    int atOnce = values.rowsOfAnInsert();
    int whole = rows.size() - rows.size() % atOnce;
    if (transaction.isOpen() || whole == 0 || whole == rows.size()) {
      insert(table, rows, whole, atOnce);
    } else {
      transaction(() -> insert(table, rows, whole, atOnce));
    }
  }

  /** In statements of as many rows as one takes, and one for the rest. */
  private int insert(Table table, List<Map<String, Object>> rows, int whole, int atOnce) {
    insertAll(table, rows.subList(0, whole), atOnce);
    insertAll(table, rows.subList(whole, rows.size()), rows.size() - whole);
    return rows.size();
  }

  private void insertAll(Table table, List<Map<String, Object>> rows, int atOnce) {
    if (rows.isEmpty()) {
      return;
    }
    int width = table.columns().size();
    String names = String.join(", ", table.columnNames());
    String row = "(" + String.join(", ", Collections.nCopies(width, "?")) + ")";
    String all = String.join(", ", Collections.nCopies(atOnce, row));
    String text = "insert into " + table.name() + " (" + names + ") values " + all;
    inTurn(
        "insert into " + table.name(),
        () -> {
          try (PreparedStatement statement = tagged(connection.prepareStatement(text))) {
            for (int i = 0; i < rows.size(); i++) {
              int place = i % atOnce;
              bind(statement, place * width, table, rows.get(i));
              if (place == atOnce - 1) {
                statement.addBatch();
              }
            }
            return statement.executeBatch();
          }
        });
  }

  private void bind(PreparedStatement statement, int before, Table table, Map<String, Object> row)
      throws SQLException {
    row.keySet().forEach(table::column); // refuses a name that is not in the DDL
    int index = before;
    for (Column column : table.columns()) {
      index++;
      Object value = row.get(column.name());
      if (value == null) {
        statement.setNull(index, JdbcValues.jdbcType(column));
      } else {
        values.bind(statement, index, value);
      }
    }
  }

  long insertFrom(Table table, Sql query) {
    return insertFrom(table, query, "");
  }

  /** Only if a condition holds, which begins with {@code where} and takes no parameter. */
  long insertFrom(Table table, Sql query, String condition) {
    String names = String.join(", ", table.columnNames());
    Sql.Prepared prepared = query.prepared();
    String text =
        """
        insert into %s (%s) select %s from (
        %s
        ) rows_to_insert %s\
        """
            .formatted(table.name(), names, names, prepared.text(), condition);
    return execute(query.name(), text, prepared.values());
  }

  long delete(Table table, Map<String, Object> slice) {
    if (slice.isEmpty()) {
      throw new IllegalArgumentException(
          "a slice of " + table.name() + " needs at least one column");
    }
    List<String> conditions = new ArrayList<>();
    List<Object> bound = new ArrayList<>();
    for (Map.Entry<String, Object> part : slice.entrySet()) {
      List<?> oneOf =
          part.getValue() instanceof List<?> several ? several : List.of(part.getValue());
      if (oneOf.isEmpty()) {
        return 0;
      }
      String marks = oneOf.stream().map(value -> "?").collect(Collectors.joining(", "));
      conditions.add(table.column(part.getKey()).name() + " in (" + marks + ")");
      bound.addAll(oneOf);
    }
    String text = "delete from " + table.name() + " where " + String.join(" and ", conditions);
    return execute("delete from " + table.name(), text, bound);
  }

  <T> T transaction(Supplier<T> work) {
    return transaction.run(work, true);
  }

  /** A transaction that is always rolled back. */
  <T> T rehearse(Supplier<T> work) {
    return transaction.run(work, false);
  }

  /** Work on the connection, while no other thread uses it. */
  <T> T inTurn(String what, SqlWork<T> work) {
    turn.begin();
    try {
      return work.run();
    } catch (SQLException e) {
      throw failure(what, e);
    } finally {
      turn.end();
    }
  }

  /** Work on the connection. */
  interface SqlWork<T> {
    T run() throws SQLException;
  }

  private void bind(PreparedStatement statement, List<Object> bound) throws SQLException {
    for (int i = 0; i < bound.size(); i++) {
      values.bind(statement, i + 1, bound.get(i));
    }
  }

  /**
   * The first line of the driver's message can be a generic one; the whole message stays in the
   * cause.
   */
  private ChurnException failure(String what, SQLException e) {
    String message =
        String.valueOf(e.getMessage())
            .lines()
            .map(String::strip)
            .filter(l -> !l.isEmpty())
            .collect(Collectors.joining(" | "));
    return ChurnException.warehouse(
        "statement " + what + " failed: " + message + values.advice(e), e);
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
