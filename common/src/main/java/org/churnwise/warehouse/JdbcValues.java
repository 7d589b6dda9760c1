package org.churnwise.warehouse;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import org.churnwise.table.Column;

/** How the two drivers differ in values, and what to do about their failures. */
interface JdbcValues {
  /** Binds a value that is not null: LocalDate, Instant, BigDecimal, Boolean, String, a number. */
  void bind(PreparedStatement statement, int index, Object value) throws SQLException;

  /** What the driver returned, as {@link ResultRow} wants it. */
  Object read(Object value);

  /** What a person can do about a failure, as the end of a sentence; empty if nothing is known. */
  String advice(SQLException failure);

  /**
   * Whether our own statements begin and end a transaction. The driver's own switch costs two
   * statements more on Snowflake; DuckDB's driver needs it to send rows in batches.
   */
  default boolean transactionsAreStatements() {
    return false;
  }

  /** How many rows one insert statement takes; a driver that sends batches at once needs one. */
  default int rowsOfAnInsert() {
    return 1;
  }

  /** Labels a statement, if the warehouse keeps account of it. */
  default void tag(Statement statement, String tag) throws SQLException {}

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
