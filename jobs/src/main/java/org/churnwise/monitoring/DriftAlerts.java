package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.churnwise.quality.AlertChange;
import org.churnwise.quality.Diagnosis;
import org.churnwise.quality.Diagnosis.Cause;
import org.churnwise.run.SliceId;
import org.churnwise.stats.Verdict;

/**
 * One alert for all features of a snapshot that drifted. It stays open until a later snapshot shows
 * none of the change, or a model was evaluated on it; that the reference has moved on closes
 * nothing.
 */
final class DriftAlerts {
  private static final String SOURCE = "drift";

  /** Share of the champion's importance from which a drift of its features is severe. */
  private static final double SEVERE = 0.3;

  private DriftAlerts() {}

  /**
   * What the findings of a comparison do to alerts.
   *
   * @param findings over all customers
   * @param compared the snapshots of the same subject, this one among them
   * @param diagnosis of the snapshot; a broken feed has an alert of its own, which names what
   *     drifted
   */
  static List<AlertChange> of(
      SliceId.Drift drift,
      List<DriftFinding> findings,
      List<LocalDate> compared,
      Optional<Diagnosis> diagnosis) {
    String subject = drift.subject().toString();
    List<DriftFinding> breaches = findings.stream().filter(DriftFinding::isBreach).toList();
    boolean isNewest = compared.stream().noneMatch(drift.snapshot()::isBefore);
    List<LocalDate> upToNow =
        compared.stream().filter(day -> !day.isAfter(drift.snapshot())).toList();
    boolean isEvidence =
        findings.stream().anyMatch(finding -> finding.verdict() != Verdict.NO_EVIDENCE);
    boolean isOver = findings.stream().allMatch(finding -> finding.breachSince().isEmpty());
    List<AlertChange> changes = new ArrayList<>();
    boolean isTold = diagnosis.filter(one -> one.cause() == Cause.FEED_FAULT).isPresent();
    if (isEvidence && (isOver || isTold || !breaches.isEmpty())) {
      changes.add(AlertChange.close(SOURCE, subject, upToNow));
    }
    if (!breaches.isEmpty() && isNewest && !isTold) {
      String message = message(drift, breaches) + inBrief(diagnosis);
      changes.add(AlertChange.open(SOURCE, subject, drift.snapshot(), severity(breaches), message));
    }
    return changes;
  }

  private static String inBrief(Optional<Diagnosis> diagnosis) {
    return diagnosis
        .filter(one -> one.cause().isChange())
        .map(one -> "; diagnosis: " + one.inBrief())
        .orElse("");
  }

  private static String severity(List<DriftFinding> breaches) {
    double importance = breaches.stream().mapToDouble(f -> f.importance().orElse(0)).sum();
    return importance >= SEVERE ? "CRITICAL" : "WARNING";
  }

  private static String message(SliceId.Drift drift, List<DriftFinding> breaches) {
    LocalDate since =
        breaches.stream()
            .flatMap(finding -> finding.breachSince().stream())
            .min(LocalDate::compareTo)
            .orElse(drift.snapshot());
    String known = since.isBefore(drift.snapshot()) ? ", since " + since : "";
    return drift.subject() == SliceId.DriftSubject.PREDICTION
        ? "the predictions for %s drifted%s: %s"
            .formatted(drift.snapshot(), known, named(drift.snapshot(), breaches))
        : "%d %s drifted at %s%s: %s"
            .formatted(
                breaches.size(),
                breaches.size() == 1 ? "feature" : "features",
                drift.snapshot(),
                known,
                named(drift.snapshot(), breaches));
  }

  /**
   * Names with their excess, the farthest beyond its bound first: {@code location (0.31), age
   * (0.12)}.
   */
  private static String named(LocalDate snapshot, List<DriftFinding> breaches) {
    return String.join(
        ", ", MonitorResult.drifted(breaches.stream().map(f -> f.compared(snapshot, "")).toList()));
  }
}
