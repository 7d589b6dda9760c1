package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.churnwise.model.features.FeatureKind;
import org.churnwise.monitoring.DriftBins.NewCategory;
import org.churnwise.stats.Verdict;
import org.churnwise.table.ColumnName;

/**
 * How one distribution of a snapshot differs from its reference: a row of feature_drift.
 *
 * @param words what it is compared with
 * @param value excess of the population stability index over what chance explains; absent without
 *     evidence
 * @param threshold above which the value is a breach
 * @param segment the part of the customers; all, customer_segment=Gold, customers=new
 * @param newCategories that the reference has not; empty if there are none
 * @param breachSince first snapshot of a change that has not gone
 * @param importance share of the champion's importance, in [0, 1]
 */
record DriftFinding(
    String subject,
    String name,
    @ColumnName("baseline") String words,
    OptionalDouble value,
    double threshold,
    Verdict verdict,
    String segment,
    FeatureKind kind,
    Optional<LocalDate> referenceDate,
    OptionalDouble psi,
    OptionalDouble jsDistance,
    OptionalDouble meanDifference,
    long referenceRows,
    long snapshotRows,
    Optional<List<NewCategory>> newCategories,
    OptionalDouble psiSinceTraining,
    Optional<LocalDate> breachSince,
    OptionalDouble importance) {
  static final String ALL = "all";

  /** Whether it is about all customers; others tell where a drift is, and raise nothing. */
  boolean isOfAll() {
    return segment.equals(ALL);
  }

  boolean isBreach() {
    return verdict == Verdict.BREACH;
  }

  /** How many times its bound it drifted; without a value it lost all it had. */
  double size() {
    return value.isPresent() ? value.getAsDouble() / threshold : Double.POSITIVE_INFINITY;
  }

  /** What the next comparisons need to know of it. */
  DriftHistory.Compared compared(LocalDate snapshot, String modelVersion) {
    return new DriftHistory.Compared(
        snapshot, subject, name, modelVersion, verdict, value, threshold, breachSince);
  }
}
