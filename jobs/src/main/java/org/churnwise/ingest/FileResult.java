package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What became of one loaded file.
 *
 * @param file that was loaded
 * @param rowsRead its records; the rest of loaded, quarantined and duplicate was left out by the
 *     contract, or folded into a sale
 * @param rowsLoaded new rows of the feed's table
 * @param rowsQuarantined bad records and rows that contradict a loaded one
 * @param rowsDuplicate rows that equal a loaded one
 * @param firstDay of its rows in the table; empty for customers and when none was loaded
 * @param lastDay likewise
 * @param seconds its transaction took
 */
public record FileResult(
    SourceFile file,
    long rowsRead,
    long rowsLoaded,
    long rowsQuarantined,
    long rowsDuplicate,
    Optional<LocalDate> firstDay,
    Optional<LocalDate> lastDay,
    double seconds) {}
