package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.List;
import org.churnwise.ingest.contract.Feed;

/**
 * The result of a load.
 *
 * @param filesLoaded in this call
 * @param filesSkipped loaded before, or with the content of another file
 * @param rowsRead records of the loaded files, and those whose day has come: dropped, forgotten,
 *     folded, loaded, quarantined and duplicate
 * @param rowsDropped left out by the contract
 * @param rowsForgotten left out because their customer was erased
 * @param rowsFolded lines beside the first of each sale
 * @param rowsLoaded new rows
 * @param rowsQuarantined bad records
 * @param rowsDuplicate rows that equal a loaded one
 * @param customerRows of rowsLoaded
 * @param salesRows of rowsLoaded
 * @param feedbackRows of rowsLoaded
 * @param newestDay of the loaded rows; null if there is none
 */
public record IngestResult(
    int filesLoaded,
    int filesSkipped,
    long rowsRead,
    long rowsDropped,
    long rowsForgotten,
    long rowsFolded,
    long rowsLoaded,
    long rowsQuarantined,
    long rowsDuplicate,
    long customerRows,
    long salesRows,
    long feedbackRows,
    LocalDate newestDay) {

  static IngestResult of(List<FileResult> files, int skipped) {
    return new IngestResult(
        (int) files.stream().filter(result -> result.file().release().isEmpty()).count(),
        skipped,
        files.stream().mapToLong(FileResult::rowsRead).sum(),
        files.stream().mapToLong(FileResult::rowsDropped).sum(),
        files.stream().mapToLong(FileResult::rowsForgotten).sum(),
        files.stream().mapToLong(FileResult::rowsFolded).sum(),
        files.stream().mapToLong(FileResult::rowsLoaded).sum(),
        files.stream().mapToLong(FileResult::rowsQuarantined).sum(),
        files.stream().mapToLong(FileResult::rowsDuplicate).sum(),
        loaded(files, Feed.CUSTOMERS),
        loaded(files, Feed.SALES),
        loaded(files, Feed.FEEDBACK),
        files.stream()
            .flatMap(file -> file.lastDay().stream())
            .max(LocalDate::compareTo)
            .orElse(null));
  }

  private static long loaded(List<FileResult> files, Feed feed) {
    return files.stream()
        .filter(result -> result.file().feed().equals(feed.label()))
        .mapToLong(FileResult::rowsLoaded)
        .sum();
  }
}
