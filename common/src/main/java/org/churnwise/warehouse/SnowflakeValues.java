package org.churnwise.warehouse;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.snowflake.client.jdbc.SnowflakeStatement;

/** Snowflake's driver knows the types of java.sql only. */
final class SnowflakeValues implements JdbcValues {
  /** A wall clock as text: the account casts it, so the time zone of this process has no effect. */
  private static final DateTimeFormatter WALL_CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Override
  public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
    if (value instanceof LocalDate day) {
      statement.setDate(index, Date.valueOf(day));
    } else if (value instanceof Instant instant) {
      statement.setString(index, WALL_CLOCK.format(instant));
    } else if (value instanceof BigDecimal number) {
      statement.setBigDecimal(index, number);
    } else if (value instanceof Double number) {
      statement.setDouble(index, number);
    } else if (value instanceof Boolean truth) {
      statement.setBoolean(index, truth);
    } else if (value instanceof Number whole) {
      statement.setLong(index, whole.longValue());
    } else {
      statement.setString(index, value.toString());
    }
  }

  @Override
  public Object read(Object value) {
    if (value instanceof Timestamp time) {
      return time.toLocalDateTime(); // the driver gives the wall clock in the zone of the process
    }
    return value instanceof Date day ? day.toLocalDate() : value;
  }

  @Override
  public boolean transactionsAreStatements() {
    return true;
  }

  /** The tag of one statement goes with it and costs no statement of its own. */
  @Override
  public void tag(Statement statement, String tag) throws SQLException {
    if (!tag.isEmpty()) {
      statement.unwrap(SnowflakeStatement.class).setParameter("QUERY_TAG", tag);
    }
  }

  @Override
  public String advice(SQLException failure) {
    return SnowflakeFailures.advice(failure);
  }
}
