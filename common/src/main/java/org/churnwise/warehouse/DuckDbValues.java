package org.churnwise.warehouse;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

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
