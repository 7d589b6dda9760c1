package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.churnwise.quality.AlertChange;
import org.churnwise.run.SliceId;
import org.churnwise.stats.MetricTexts;
import org.churnwise.stats.Verdict;

/**
 * The drift of one distribution of a snapshot from the champion's training rows.
 *
 * @param subject feature or prediction
 * @param name of the feature
 * @param value population stability index; absent without evidence
 */
public record DriftFinding(String subject, String name, OptionalDouble value, Verdict verdict) {

  /** The three largest findings as a text. */
  static String largest(List<DriftFinding> findings) {
    return findings.stream()
        .sorted(
            Comparator.comparingDouble((DriftFinding f) -> -f.value().orElse(0))
                .thenComparing(DriftFinding::name))
        .limit(3)
        .map(finding -> finding.name() + " (PSI " + MetricTexts.threeDigits(finding.value()) + ")")
        .collect(Collectors.joining(", "));
  }

  /**
   * Closes the alerts of this and earlier snapshots if there is evidence, and opens one if a
   * distribution has drifted.
   *
   * @param upToNow the snapshots that may have one
   */
  static List<AlertChange> alerts(
      SliceId.Drift drift, List<DriftFinding> findings, List<LocalDate> upToNow) {
    String subject = drift.subject().toString();
    List<DriftFinding> breaches =
        findings.stream().filter(finding -> finding.verdict == Verdict.BREACH).toList();
    List<AlertChange> changes = new ArrayList<>();
    if (findings.stream().anyMatch(finding -> finding.verdict != Verdict.NO_EVIDENCE)) {
      changes.add(AlertChange.close("drift", subject, upToNow));
    }
    if (!breaches.isEmpty()) {
      String message =
          "%d of %d %s distributions at %s drifted from the champion's training data, largest: %s"
              .formatted(
                  breaches.size(), findings.size(), subject, drift.snapshot(), largest(breaches));
      changes.add(AlertChange.open("drift", subject, drift.snapshot(), "WARNING", message));
    }
    return changes;
  }
}
