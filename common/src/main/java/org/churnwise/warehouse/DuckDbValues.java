package org.churnwise.warehouse;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.churnwise.table.Column;
import org.churnwise.table.Table;

/** DuckDB's driver takes java.time values, and returns whole sums as BigInteger. */
final class DuckDbValues implements JdbcValues {
  @Override
  public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
    statement.setObject(index, jdbcValue(value));
  }

  private static Object jdbcValue(Object value) {
    if (value instanceof Instant instant) {
      return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
    return value instanceof Integer number ? Long.valueOf(number) : value;
  }

  /**
   * A row's values in the order of a table's columns, in the types that the appender takes for
   * them.
   *
   * @throws IllegalArgumentException for a name that the table has not
   */
  static Object[] inOrder(Table table, Map<String, Object> row) {
    row.keySet().forEach(table::column);
    return table.columns().stream()
        .map(column -> appended(column, jdbcValue(row.get(column.name()))))
        .toArray();
  }

  /** The appender rounds no decimal number to the digits of its column, as a statement does. */
  static boolean areAppended(Table table) {
    return table.columns().stream().noneMatch(column -> column.type().startsWith("decimal("));
  }

  private static Object appended(Column column, Object value) {
    if (!(value instanceof Number number)) {
      return value;
    }
    return column.type().equals("double")
        ? (Object) number.doubleValue()
        : (Object) number.longValue();
  }

  @Override
  public Object read(Object value) {
    return value instanceof BigInteger whole ? new BigDecimal(whole) : value;
  }

  @Override
  public String advice(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("No space left on device")) {
      return "; free space on that disk, and run this again: what was committed before is kept";
    }
    if (message.contains("ermission denied")
        || message.contains("Operation not permitted")
        || message.contains("Read-only file system")) {
      return "; make the database and its folder writable, or set warehouse.path to another place";
    }
    if (message.contains("max_temp_directory_size")) {
      return "; free space on the disk of the database, or set warehouse.memory to more: what did not fit into it filled that disk";
    }
    if (message.contains("Out of Memory Error") || message.contains("could not allocate block")) {
      return "; set warehouse.memory to more, or warehouse.threads to less";
    }
    return "";
  }

  /** The driver runs a batch row by row; of 30 rows in a statement each costs a fifth of that. */
  @Override
  public int rowsOfAnInsert() {
    return 30;
  }
}
