package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The result of loading one file.
 *
 * @param file that was loaded
 * @param rowsRead its records: dropped, forgotten, folded, loaded, quarantined and duplicate
 *     together
 * @param rowsDropped left out by the contract
 * @param rowsForgotten left out because their customer was erased
 * @param rowsFolded lines beside the first of each sale
 * @param rowsLoaded new rows of the feed's table
 * @param rowsQuarantined bad records and rows that contradict a loaded one
 * @param rowsDuplicate rows that equal a loaded one
 * @param rowsReturned good rows that are returns
 * @param firstDay first day of its rows in the table; for customers, the last day before a snapshot
 *     can read one, empty if all can; empty if none was loaded
 * @param lastDay last day of these rows; empty for customers and if none was loaded
 * @param seconds its transaction took
 */
public record FileResult(
    SourceFile file,
    long rowsRead,
    long rowsDropped,
    long rowsForgotten,
    long rowsFolded,
    long rowsLoaded,
    long rowsQuarantined,
    long rowsDuplicate,
    long rowsReturned,
    Optional<LocalDate> firstDay,
    Optional<LocalDate> lastDay,
    double seconds) {

  /** The same with its first day, which is known when its rows are in the table. */
  FileResult readFrom(Optional<LocalDate> day) {
    return new FileResult(
        file,
        rowsRead,
        rowsDropped,
        rowsForgotten,
        rowsFolded,
        rowsLoaded,
        rowsQuarantined,
        rowsDuplicate,
        rowsReturned,
        day,
        lastDay,
        seconds);
  }
}
