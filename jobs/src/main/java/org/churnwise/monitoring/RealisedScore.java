package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.churnwise.quality.AlertChange;
import org.churnwise.stats.MetricStatus;
import org.churnwise.stats.MetricTexts;
import org.churnwise.stats.Verdict;
import org.churnwise.table.ColumnName;

/**
 * The F1 that production realised on a snapshot.
 *
 * @param modelVersion that predicted it, or {@code none}
 * @param value absent unless there is evidence
 * @param constantValue F1 of the best constant prediction on the same rows
 */
public record RealisedScore(
    @ColumnName("snapshot_date") LocalDate snapshot,
    String modelVersion,
    MetricStatus status,
    OptionalDouble value,
    OptionalDouble constantValue) {

  /** Whether it is below the retraining threshold; only status OK can say so. */
  public Verdict verdict(double threshold) {
    return Verdict.atLeast(status, value, threshold);
  }

  /**
   * Closes the alerts of this and earlier snapshots if there is evidence, and opens one for a
   * breach.
   *
   * @param upToNow the snapshots that may have one
   */
  List<AlertChange> alerts(double threshold, List<LocalDate> upToNow) {
    Verdict verdict = verdict(threshold);
    List<AlertChange> changes = new ArrayList<>();
    if (verdict != Verdict.NO_EVIDENCE) {
      changes.add(withdrawal(upToNow));
    }
    if (verdict == Verdict.BREACH) {
      String message =
          "F1 of %s on %s is %s, below the threshold %s; the best constant prediction reaches %s"
              .formatted(
                  modelVersion,
                  snapshot,
                  MetricTexts.threeDigits(value),
                  threshold,
                  MetricTexts.threeDigits(constantValue));
      changes.add(AlertChange.open("performance", "f1", snapshot, "WARNING", message));
    }
    return changes;
  }

  /** Closes the alerts of these snapshots. */
  static AlertChange withdrawal(List<LocalDate> snapshots) {
    return AlertChange.close("performance", "f1", snapshots);
  }
}
