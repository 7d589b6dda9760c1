package org.churnwise.ingest.contract;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Set;

/**
 * The source of a column's values and the rules for them.
 *
 * @param target the column of the table
 * @param type its type in the DDL
 * @param source where the value comes from
 * @param required whether a row without a value is bad
 * @param wholeNumber whether the text is a whole number that may be written with decimals
 * @param notNegative whether a number below 0 is bad
 * @param min the smallest allowed number, or null
 * @param max the largest allowed number, or null
 * @param values the allowed texts; empty allows all
 */
public record ColumnRule(
    String target,
    String type,
    ValueSource source,
    boolean required,
    boolean wholeNumber,
    boolean notNegative,
    BigDecimal min,
    BigDecimal max,
    Set<String> values)
    implements Serializable {
  public ColumnRule {
    values = Set.copyOf(values);
  }

  boolean isText() {
    return type.equals("string");
  }

  boolean isNumber() {
    return type.equals("bigint") || type.startsWith("decimal");
  }
}
