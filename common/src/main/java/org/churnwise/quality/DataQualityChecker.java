package org.churnwise.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.churnwise.run.Run;
import org.churnwise.run.Stage;
import org.churnwise.warehouse.Warehouse;

/** Checks a file's share of bad records and its share of duplicates. */
public final class DataQualityChecker {
  /** The check for bad records. */
  public static final String QUARANTINED_SHARE = "quarantined_share";

  /** The check for rows that repeat others, of the same file or of one that was loaded before. */
  public static final String DUPLICATE_SHARE = "duplicate_share";

  /** The records that the contract leaves out; only of files that have some. */
  public static final String DROPPED_SHARE = "dropped_share";

  /** The lines beside the first of each sale; only of files that have some. */
  public static final String FOLDED_SHARE = "folded_share";

  /** The returns among the rows; only of files that have some. */
  public static final String RETURNED_SHARE = "returned_share";

  /** The records of customers who were erased; only of files that have some. */
  public static final String FORGOTTEN_SHARE = "forgotten_share";

  /** The comments that no function could score; only of files that have some. */
  public static final String NOT_SCORED_SHARE = "not_scored_share";

  private final double quarantinedBound;
  private final double duplicateBound;

  /** A checker with the largest shares, in [0, 1], that are not a breach. */
  public DataQualityChecker(double quarantinedBound, double duplicateBound) {
    this.quarantinedBound = quarantinedBound;
    this.duplicateBound = duplicateBound;
  }

  /** Appends the checks of files to data_quality; call it in the transaction that loads them. */
  public void record(Warehouse warehouse, Run run, List<FileCounts> files) {
    QualityCheck.record(
        warehouse, run, files.stream().flatMap(counts -> check(counts).stream()).toList());
  }

  /** The checks of a file; a file without records gives NO_EVIDENCE. */
  public List<QualityCheck> check(FileCounts counts) {
    List<QualityCheck> checks = new ArrayList<>();
    checks.add(
        share(counts, QUARANTINED_SHARE, counts.quarantined(), counts.records(), quarantinedBound));
    checks.add(share(counts, DUPLICATE_SHARE, counts.duplicates(), counts.rows(), duplicateBound));
    LeftOut leftOut = counts.leftOut();
    if (leftOut.dropped() > 0) {
      checks.add(share(counts, DROPPED_SHARE, leftOut.dropped(), leftOut.read(), 1));
    }
    if (leftOut.folded() > 0) {
      checks.add(share(counts, FOLDED_SHARE, leftOut.folded(), leftOut.read(), 1));
    }
    if (counts.returned() > 0) {
      checks.add(share(counts, RETURNED_SHARE, counts.returned(), counts.rows(), 1));
    }
    if (leftOut.forgotten() > 0) {
      checks.add(share(counts, FORGOTTEN_SHARE, leftOut.forgotten(), leftOut.read(), 1));
    }
    if (counts.notScored() > 0) {
      checks.add(
          share(counts, NOT_SCORED_SHARE, counts.notScored(), counts.rows(), quarantinedBound));
    }
    return checks;
  }

  /** What a breach means, as a person says it. */
  public static String spoken(QualityCheck breach) {
    String what =
        switch (breach.name()) {
          case QUARANTINED_SHARE ->
              "of its records are in quarantine, look at 'submit/churn quarantine list %s'";
          case NOT_SCORED_SHARE ->
              "of its comments could not be scored and have no sentiment, look at the comments of %s";
          default ->
              "of its rows repeat others, of the same file or loaded before; look whether %s should have brought new ones";
        };
    return String.format(
        Locale.ROOT,
        "%s: %.1f %% (bound %.1f %%) " + what,
        breach.subject(),
        100 * breach.value().getAsDouble(),
        100 * breach.threshold(),
        breach.subject());
  }

  private static QualityCheck share(
      FileCounts counts, String name, long part, long whole, double bound) {
    return whole == 0
        ? QualityCheck.noEvidence(counts.stage(), counts.file(), name, bound)
        : QualityCheck.atMost(counts.stage(), counts.file(), name, (double) part / whole, bound);
  }

  /**
   * The counts of a file.
   *
   * @param records that were judged, good and bad
   * @param quarantined of the records
   * @param rows made from the good records
   * @param duplicates of the rows
   * @param leftOut records that became no row
   * @param returned of the rows
   * @param notScored of the rows: comments that no function could score
   */
  public record FileCounts(
      Stage stage,
      String file,
      long records,
      long quarantined,
      long rows,
      long duplicates,
      LeftOut leftOut,
      long returned,
      long notScored) {
    /** The counts of a file without returns or failed comments. */
    public FileCounts(
        Stage stage,
        String file,
        long records,
        long quarantined,
        long rows,
        long duplicates,
        LeftOut leftOut) {
      this(stage, file, records, quarantined, rows, duplicates, leftOut, 0, 0);
    }
  }

  /**
   * Records that became no row.
   *
   * @param read all records of the file
   * @param dropped left out by the contract
   * @param folded lines beside the first of each sale
   * @param forgotten of customers who were erased
   */
  public record LeftOut(long read, long dropped, long folded, long forgotten) {
    /** Every record is judged. */
    public static LeftOut none(long read) {
      return new LeftOut(read, 0, 0, 0);
    }
  }
}
