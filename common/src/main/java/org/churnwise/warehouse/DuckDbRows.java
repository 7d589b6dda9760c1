package org.churnwise.warehouse;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.churnwise.table.Table;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Adds rows that this process makes to a temporary table, without a statement: a microsecond a row.
 */
final class DuckDbRows {
  private final JdbcSession session;
  private final Table table;

  DuckDbRows(JdbcSession session, Table table) {
    this.session = session;
    this.table = table;
  }

  /** The rows are made between the turns on the connection, so that it can be taken over. */
  void append(Iterator<Object[]> rows) {
    List<Object[]> some = new ArrayList<>(Warehouse.ROWS_AT_ONCE);
    while (rows.hasNext()) {
      some.add(rows.next());
      if (some.size() == Warehouse.ROWS_AT_ONCE || !rows.hasNext()) {
        session.inTurn("append to " + table.name(), () -> append(some));
        some.clear();
      }
    }
  }

  private Void append(List<Object[]> rows) throws SQLException {
    DuckDBConnection connection = (DuckDBConnection) session.connection();
    try (DuckDBAppender appender = connection.createAppender("temp", "main", table.name())) {
      for (Object[] row : rows) {
        appender.beginRow();
        for (Object value : row) {
          append(appender, value);
        }
        appender.endRow();
      }
    }
    return null;
  }

  private static void append(DuckDBAppender appender, Object value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else if (value instanceof String text) {
      appender.append(text);
    } else if (value instanceof Long number) {
      appender.append(number.longValue());
    } else if (value instanceof Double number) {
      appender.append(number.doubleValue());
    } else if (value instanceof BigDecimal amount) {
      appender.append(amount);
    } else if (value instanceof LocalDate day) {
      appender.append(day);
    } else if (value instanceof LocalDateTime time) {
      appender.append(time);
    } else {
      appender.append((Boolean) value);
    }
  }
}
