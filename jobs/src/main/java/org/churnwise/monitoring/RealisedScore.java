package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.churnwise.quality.AlertChange;
import org.churnwise.quality.Diagnosis;
import org.churnwise.stats.MetricStatus;
import org.churnwise.stats.MetricTexts;
import org.churnwise.stats.Verdict;

/**
 * The F1 that production realised on a snapshot.
 *
 * @param modelVersion that predicted it, or {@code none}
 * @param value absent unless there is evidence
 * @param constantValue F1 of the best constant prediction on the same rows
 */
public record RealisedScore(
    LocalDate snapshot,
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
   * @param diagnosis of the snapshot, once its labels are final
   */
  List<AlertChange> alerts(
      double threshold, List<LocalDate> upToNow, Optional<Diagnosis> diagnosis) {
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
      Optional<Diagnosis> cause = diagnosis.filter(one -> one.cause().isChange());
      changes.add(
          AlertChange.open(
              "performance",
              "f1",
              snapshot,
              cause.map(DiagnosisAlerts::severity).orElse("WARNING"),
              message + cause.map(one -> "; diagnosis: " + one.inBrief()).orElse("")));
    }
    return changes;
  }

  /** Closes the alerts of these snapshots. */
  static AlertChange withdrawal(List<LocalDate> snapshots) {
    return AlertChange.close("performance", "f1", snapshots);
  }
}
