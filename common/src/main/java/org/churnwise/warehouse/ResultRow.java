package org.churnwise.warehouse;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One row of a small query result.
 *
 * @param values lower-case column name to value; null where the warehouse holds null
 */
public record ResultRow(Map<String, Object> values) {

  public ResultRow {
    values = Collections.unmodifiableMap(values);
  }

  /** The text of a column that is not null. */
  public String string(String column) {
    return required(column).toString();
  }

  /** The text of a column, if it is not null. */
  public Optional<String> optionalString(String column) {
    return Optional.ofNullable(value(column)).map(Object::toString);
  }

  /**
   * The whole number of a column that is not null. Throws ArithmeticException if it has a fraction.
   */
  public long longValue(String column) {
    Object value = required(column);
    return value instanceof BigDecimal decimal
        ? decimal.longValueExact()
        : ((Number) value).longValue();
  }

  /** The number of a column that is not null. */
  public double doubleValue(String column) {
    return ((Number) required(column)).doubleValue();
  }

  /** The number of a column, if it is not null. */
  public OptionalDouble optionalDouble(String column) {
    Object value = value(column);
    return value == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(((Number) value).doubleValue());
  }

  /** The day of a column that is not null. */
  public LocalDate date(String column) {
    return asDate(required(column));
  }

  /** The day of a column, if it is not null. */
  public Optional<LocalDate> optionalDate(String column) {
    return Optional.ofNullable(value(column)).map(ResultRow::asDate);
  }

  /** The instant of a timestamp column that is not null; timestamps are UTC. */
  public Instant instant(String column) {
    Object value = required(column);
    return value instanceof LocalDateTime time
        ? time.toInstant(ZoneOffset.UTC)
        : ((Timestamp) value).toLocalDateTime().toInstant(ZoneOffset.UTC);
  }

  /** The truth value of a column that is not null. */
  public boolean truth(String column) {
    return (Boolean) required(column);
  }

  private static LocalDate asDate(Object value) {
    return value instanceof LocalDate date ? date : ((java.sql.Date) value).toLocalDate();
  }

  private Object required(String column) {
    Object value = value(column);
    if (value == null) {
      throw new IllegalStateException("column " + column + " is null");
    }
    return value;
  }

  private Object value(String column) {
    Object value = values.get(column);
    if (value == null && !values.containsKey(column)) {
      throw new IllegalArgumentException("no column " + column + " in " + values.keySet());
    }
    return value;
  }
}
