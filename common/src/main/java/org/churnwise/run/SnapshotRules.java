package org.churnwise.run;

import java.time.LocalDate;
import java.util.List;
import org.churnwise.error.ChurnException;

/**
 * The contract of time: what may be computed at a watermark, and when a label is known.
 *
 * @param windowDays length of the churn window in days
 * @param graceDays days to wait for late sales after the window
 */
public record SnapshotRules(int windowDays, int graceDays) {

  /**
   * The day from which the label of a snapshot is known: it is FINAL once the watermark has reached
   * this day.
   */
  public LocalDate maturesOn(LocalDate snapshot) {
    return snapshot.plusDays((long) windowDays + graceDays);
  }

  /** Whether the label of a snapshot is known at a watermark. */
  public boolean isMature(LocalDate snapshot, LocalDate watermark) {
    return !maturesOn(snapshot).isAfter(watermark);
  }

  /** First day after the churn window of a snapshot. */
  public LocalDate windowEnd(LocalDate snapshot) {
    return snapshot.plusDays(windowDays);
  }

  /** The watermark, or a refusal (exit 3) when no sale is loaded. */
  public static LocalDate requireWatermark(LoadedFiles loaded) {
    return loaded
        .watermark()
        .orElseThrow(
            () ->
                ChurnException.dataRefused("no sales are loaded; run 'submit/churn ingest' first"));
  }

  /** Refuses (exit 3) a snapshot after the watermark: part of the days before it are not known. */
  public static void requireNotAfter(LocalDate watermark, List<LocalDate> snapshots) {
    for (LocalDate snapshot : snapshots) {
      if (snapshot.isAfter(watermark)) {
        throw ChurnException.dataRefused(
            "snapshot "
                + snapshot
                + " is after the watermark "
                + watermark
                + ": sales are known only before "
                + watermark
                + "; load newer sales, declare a month that has ended with 'submit/churn ingest --complete YYYY-MM' or a later day with --loaded-to, or ask for a snapshot up to "
                + watermark);
      }
    }
  }
}
