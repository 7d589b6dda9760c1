package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.OptionalDouble;
import org.churnwise.stats.MetricStatus;
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
}
