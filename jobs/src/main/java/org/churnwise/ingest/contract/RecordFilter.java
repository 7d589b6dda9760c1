package org.churnwise.ingest.contract;

import java.io.Serializable;
import java.util.Optional;

/**
 * A filter for records to leave out.
 *
 * @param column to test
 * @param test what it must say
 * @param ofWholeSale whether one such line leaves out all lines of its sale
 */
public record RecordFilter(ColumnRef column, FilterTest test, boolean ofWholeSale)
    implements Serializable {

  /** Whether a record with this value is left out. */
  public boolean drops(String value, FileFormat format) {
    return test.holds(value, format.isMissing(value));
  }

  /** The same for a value that is null where it is missing. */
  public boolean drops(String value) {
    return test.holds(value == null ? "" : value, value == null);
  }

  /** The rule that a value breaks which the test cannot judge. */
  public Optional<String> brokenRule(String value, FileFormat format) {
    return test instanceof FilterTest.InRange range && !format.isMissing(value)
        ? range.brokenRule(value)
        : Optional.empty();
  }
}
