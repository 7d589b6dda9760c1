package org.churnwise.ingest.contract;

import java.io.Serializable;

/**
 * A filter for records to leave out.
 *
 * @param column to test
 * @param test how to test it
 * @param text to compare with; ignored by EMPTY
 */
public record RecordFilter(ColumnRef column, Test test, String text) implements Serializable {
  /** The kinds of tests. */
  enum Test {
    STARTS_WITH,
    EQUALS,
    EMPTY
  }

  /** Whether a record with this value is left out. */
  public boolean drops(String value, FileFormat format) {
    return switch (test) {
      case STARTS_WITH -> value.startsWith(text);
      case EQUALS -> value.equals(text);
      case EMPTY -> format.missing().contains(value);
    };
  }
}
