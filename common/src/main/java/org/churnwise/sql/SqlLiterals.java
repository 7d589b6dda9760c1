package org.churnwise.sql;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Writes a value as a typed literal that both warehouses read alike, where a JDBC bind is
 * impossible.
 */
final class SqlLiterals {
  private SqlLiterals() {}

  static String of(Object value) {
    if (value instanceof LocalDate date) {
      return "cast('" + date + "' as date)";
    }
    if (value instanceof Long number) {
      return "cast(" + number + " as bigint)";
    }
    if (value instanceof Double number) {
      return "cast(" + new BigDecimal(number).toPlainString() + " as double)";
    }
    if (value instanceof Boolean truth) {
      return truth.toString();
    }
    if (value instanceof Identifier identifier) {
      return identifier.name();
    }
    if (value instanceof String name) {
      return "'" + name + "'"; // Sql.with lets only [A-Za-z0-9_.-]+ through
    }
    throw new IllegalArgumentException("no literal for " + value.getClass().getName());
  }
}
