package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.run.RecordRows;
import org.churnwise.table.ColumnName;
import org.churnwise.warehouse.ResultRow;

/**
 * The result of reading one file.
 *
 * @param number of the file in the load
 * @param recordsRead all records but the header
 * @param recordsFiltered left out by the contract
 * @param recordsForgotten left out because their customer was erased
 * @param recordsBad records with at least one problem
 * @param goodRows after records were folded into sales
 * @param returns of the good rows
 * @param firstBadLine the line of the first bad record
 * @param firstDay of the good rows; empty for customers, like the last day
 * @param refusal why the file cannot be used at all
 * @param firstCurrency first in the alphabet of the currencies that the file names
 * @param lastCurrency last of them
 * @param header text of the first line, where it names the columns
 * @param isKept whether it was loaded before, and the days are those of its rows in the table
 * @param commentsNotScored good rows whose comment the function could not score
 * @param textsToScore of all files of the load, that the function was not asked about
 */
record LandedFile(
    @ColumnName("file_number") long number,
    long recordsRead,
    long recordsFiltered,
    long recordsForgotten,
    long recordsBad,
    long goodRows,
    long returns,
    Optional<Long> firstBadLine,
    Optional<LocalDate> firstDay,
    Optional<LocalDate> lastDay,
    Optional<String> refusal,
    Optional<String> firstCurrency,
    Optional<String> lastCurrency,
    Optional<String> header,
    boolean isKept,
    long commentsNotScored,
    long textsToScore) {

  private static final int FEWEST_CONFLICTS = 3;

  /** The files of rows of landed_files. */
  static List<LandedFile> of(List<ResultRow> rows) {
    return RecordRows.read(rows, LandedFile.class);
  }

  /** The same with so many comments that could not be scored. */
  LandedFile withCommentsNotScored(long comments) {
    return new LandedFile(
        number,
        recordsRead,
        recordsFiltered,
        recordsForgotten,
        recordsBad,
        goodRows,
        returns,
        firstBadLine,
        firstDay,
        lastDay,
        refusal,
        firstCurrency,
        lastCurrency,
        header,
        isKept,
        comments,
        textsToScore);
  }

  /** The currency of its money, as far as the file or the contract names it. */
  Optional<String> currency(Optional<FeedContract> contract) {
    boolean hasMoney = !isKept && goodRows + recordsForgotten > 0;
    return firstCurrency.or(
        () -> contract.filter(feed -> hasMoney).flatMap(feed -> feed.currency().declared()));
  }

  /** Records that were checked: all except the filtered ones and those of erased customers. */
  long recordsChecked() {
    return recordsRead - recordsFiltered - recordsForgotten;
  }

  /** Good records that were folded into a sale of another line. */
  long recordsFolded() {
    return isKept ? 0 : recordsChecked() - recordsBad - goodRows;
  }

  /**
   * The records that were judged, good and bad; of a file that was loaded before, its bad records
   * and its rows.
   */
  long recordsJudged() {
    return isKept ? recordsBad + goodRows : recordsChecked();
  }

  /** The good records that so many of the good rows were made from; estimated by their mean. */
  double recordsOf(long rows) {
    return goodRows == 0 ? 0 : (double) rows * (recordsJudged() - recordsBad) / goodRows;
  }

  /** Whether there is nothing to check or load: the file is blank, or the contract drops it all. */
  boolean isWithoutRecords() {
    return refusal.isEmpty() && recordsChecked() + recordsForgotten == 0;
  }

  /**
   * Whether so many records are bad that the rest cannot be trusted either.
   *
   * @param conflicts good rows that contradict others of their key; their records count as bad
   */
  boolean isMostlyBad(Contract.Limits limits, long conflicts) {
    double bad = recordsBad + recordsOf(conflicts);
    boolean all = bad > 0 && conflicts == goodRows;
    // even in a small file, many rows that were loaded with other values are a newer version
    boolean restated =
        conflicts >= FEWEST_CONFLICTS && conflicts > limits.refusedQuarantinedShare() * goodRows;
    boolean enough = recordsChecked() >= Contract.Limits.FEWEST_RECORDS;
    return all || restated || enough && bad > limits.refusedQuarantinedShare() * recordsChecked();
  }
}
