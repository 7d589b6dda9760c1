package org.churnwise.ingest;

import java.util.Optional;

/**
 * What a correction did to one file.
 *
 * @param feed customers, sales or feedback
 * @param oldLoad number of the load that was taken back; empty if the file was not loaded before
 * @param newLoad number of the load that took its place; empty if none did
 * @param rowsRemoved of the old load, absent from what was loaded instead
 * @param rowsChanged of the old load, with other values in what was loaded instead
 * @param rowsAdded of the new load, absent from what was taken back
 * @param rowsUnchanged of the old load, loaded again with the same values
 * @param rowsHandedOver of the removed ones: they stand with another file that holds them too
 */
public record FileCorrection(
    CorrectionPlan.Kind kind,
    String feed,
    String fileName,
    Optional<Long> oldLoad,
    Optional<Long> newLoad,
    long rowsRemoved,
    long rowsChanged,
    long rowsAdded,
    long rowsUnchanged,
    long rowsHandedOver) {

  /** The rows that have left the tables. */
  long rowsLeft() {
    return rowsRemoved - rowsHandedOver;
  }
}
