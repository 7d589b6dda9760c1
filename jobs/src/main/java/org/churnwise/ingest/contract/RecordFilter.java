package org.churnwise.ingest.contract;

import java.io.Serializable;

/**
 * Records to leave out.
 *
 * @param column whose value decides
 * @param test how it is looked at
 * @param text what it is compared with; not used by EMPTY
 */
public record RecordFilter(ColumnRef column, Test test, String text) implements Serializable {
  /** How a value is looked at. */
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
