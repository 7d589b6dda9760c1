package org.churnwise.quality;

import java.util.List;
import org.churnwise.run.Run;
import org.churnwise.run.Stage;
import org.churnwise.warehouse.Warehouse;

/** Checks a file's share of bad records and its share of duplicates. */
public final class DataQualityChecker {
  /** The check for bad records. */
  public static final String QUARANTINED_SHARE = "quarantined_share";

  /** The check for rows that were loaded before. */
  public static final String DUPLICATE_SHARE = "duplicate_share";

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
    return List.of(
        share(counts, QUARANTINED_SHARE, counts.quarantined(), counts.records(), quarantinedBound),
        share(counts, DUPLICATE_SHARE, counts.duplicates(), counts.rows(), duplicateBound));
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
   * @param records that were checked
   * @param quarantined of the records
   * @param rows made from the good records
   * @param duplicates of the rows
   */
  public record FileCounts(
      Stage stage, String file, long records, long quarantined, long rows, long duplicates) {}
}
