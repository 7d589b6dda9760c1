package org.churnwise.ingest.contract;

import java.io.Serializable;

/**
 * The source of a column's values and the rules for them.
 *
 * @param target the column of the table
 * @param type its type in the DDL
 * @param source where the value comes from
 * @param required whether a row without a value is bad
 * @param repeats whether the lines of a sale repeat its value, so that it counts once
 * @param texts what holds before a text is read
 * @param numbers what holds for a number
 * @param truth the words of a column of true and false
 */
public record ColumnRule(
    String target,
    String type,
    ValueSource source,
    boolean required,
    boolean repeats,
    TextRule texts,
    NumberRule numbers,
    TruthWords truth)
    implements Serializable {

  /** Whether a text is a word for true or false here. */
  public boolean gives(String text) {
    return isTruth() && truth.read(text).isPresent();
  }

  /** Whether it is a column of texts. */
  public boolean isText() {
    return type.equals("string");
  }

  /** Whether it is a column of days. */
  public boolean isDay() {
    return type.equals("date");
  }

  boolean isNumber() {
    return type.equals("bigint") || type.startsWith("decimal");
  }

  boolean isTruth() {
    return type.equals("boolean");
  }
}
