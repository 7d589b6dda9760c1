package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Which rows of a feed's table are loaded as one file.
 *
 * @param above of the growing column, the value beyond which rows are new; empty if all rows of the
 *     month are
 * @param grownTo how far the growing column has come; empty if there is none
 * @param overlapFrom the day from which rows are sought that became visible late; empty for none
 * @param takesUndated whether the rows that belong to no month are among them
 * @param again whether rows are read that are loaded as they are: they take the place of those
 */
record TablePart(
    Optional<String> above,
    Optional<String> grownTo,
    Optional<LocalDate> overlapFrom,
    boolean takesUndated,
    boolean again) {
  /** All rows of a month. */
  static final TablePart WHOLE =
      new TablePart(Optional.empty(), Optional.empty(), Optional.empty(), false, false);

  /** All rows of a month, in place of those that are loaded. */
  static final TablePart REPLACEMENT =
      new TablePart(Optional.empty(), Optional.empty(), Optional.empty(), false, true);

  TablePart upTo(Optional<String> grown) {
    return new TablePart(above, grown, overlapFrom, takesUndated, again);
  }

  TablePart withUndated() {
    return new TablePart(above, grownTo, overlapFrom, true, again);
  }
}
