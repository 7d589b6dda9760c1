package org.churnwise.warehouse;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.churnwise.table.Column;

/** What the two drivers do differently with a value, and what their failures ask for. */
interface JdbcValues {
  /** Binds a value that is not null: LocalDate, Instant, BigDecimal, Boolean, String, a number. */
  void bind(PreparedStatement statement, int index, Object value) throws SQLException;

  /** What the driver returned, as {@link ResultRow} wants it. */
  Object read(Object value);

  /** What a person can do about a failure, as the end of a sentence; empty if nothing is known. */
  String advice(SQLException failure);

  /** The JDBC type of a null in this column. */
  static int jdbcType(Column column) {
    return switch (column.type()) {
      case "string" -> Types.VARCHAR;
      case "bigint" -> Types.BIGINT;
      case "double" -> Types.DOUBLE;
      case "boolean" -> Types.BOOLEAN;
      case "date" -> Types.DATE;
      case "timestamp" -> Types.TIMESTAMP;
      default -> Types.DECIMAL;
    };
  }
}
