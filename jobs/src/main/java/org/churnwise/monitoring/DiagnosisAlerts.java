package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.churnwise.quality.Alert;
import org.churnwise.quality.AlertChange;
import org.churnwise.quality.Diagnosis;
import org.churnwise.quality.Diagnosis.Cause;
import org.churnwise.run.DataFault;
import org.churnwise.run.Stage;

/**
 * What diagnoses do to alerts. A cause has one alert: a fault that a load has raised gets worse
 * there, drift is told by the alert of the drift, a loss of F1 by that of the F1; only what none of
 * them tells has an alert of its own.
 */
final class DiagnosisAlerts {
  private static final String SOURCE = "diagnosis";
  private static final String EFFECT = "; feed fault at ";
  private static final String SUBJECT_OF_FEED = "feed_fault";
  private static final List<Cause> OF_THE_MODEL =
      List.of(Cause.CONCEPT_CHANGE, Cause.CALIBRATION_CHANGE);

  private DiagnosisAlerts() {}

  /**
   * Of what is known without labels.
   *
   * @param faults that loads found near the snapshot
   * @param active alerts that are not resolved
   * @param upToNow the snapshots that may have an alert, this one among them
   * @param isNewest whether no later snapshot was compared
   */
  static List<AlertChange> ofData(
      Diagnosis diagnosis,
      List<DataFault> faults,
      List<Alert> active,
      List<LocalDate> upToNow,
      boolean isNewest) {
    List<AlertChange> changes = new ArrayList<>();
    if (diagnosis.cause() != Cause.NO_EVIDENCE) {
      changes.add(AlertChange.close(SOURCE, SUBJECT_OF_FEED, upToNow));
    }
    if (diagnosis.cause() != Cause.FEED_FAULT || !isNewest) {
      return changes;
    }
    int told = 0;
    for (DataFault fault : faults) {
      Optional<Alert> raised = raised(fault, active);
      raised.ifPresent(alert -> changes.add(worse(alert, diagnosis)));
      told += raised.isPresent() ? 1 : 0;
    }
    if (told < faults.size() || diagnosis.deadFeed().isPresent()) {
      changes.add(ofFeed(diagnosis, faults));
    }
    return changes;
  }

  private static Optional<Alert> raised(DataFault fault, List<Alert> active) {
    return active.stream()
        .filter(alert -> alert.source().equals(Stage.INGEST.toString()))
        .filter(alert -> alert.subject().equals(fault.identity()))
        .findFirst();
  }

  private static AlertChange worse(Alert alert, Diagnosis diagnosis) {
    String found = alert.message();
    int end = found.indexOf(EFFECT);
    String message =
        (end < 0 ? found : found.substring(0, end))
            + EFFECT
            + diagnosis.snapshotDate()
            + ": no retraining, its scores rest on these data";
    return AlertChange.open(alert.source(), alert.subject(), "CRITICAL", message)
        .concerning(alert.ownerNames(), alert.nextCommand().orElse("submit/churn status"));
  }

  /** What somebody has accepted is known to him already. */
  private static AlertChange ofFeed(Diagnosis diagnosis, List<DataFault> faults) {
    boolean isAccepted =
        diagnosis.deadFeed().isEmpty() && faults.stream().allMatch(DataFault::accepted);
    boolean isOfComments =
        diagnosis.deadFeed().isPresent()
            || faults.stream().anyMatch(fault -> fault.kind() == DataFault.Kind.NO_FEEDBACK);
    return AlertChange.open(
            SOURCE,
            SUBJECT_OF_FEED,
            diagnosis.snapshotDate(),
            isAccepted ? "WARNING" : "CRITICAL",
            "feed fault at %s: %s; no retraining, its scores rest on these data"
                .formatted(diagnosis.snapshotDate(), diagnosis.reason()))
        .concerning(
            List.of(isOfComments ? "feedback-data" : "sales-data"), "submit/churn show quality");
  }

  /**
   * Of what labels tell.
   *
   * @param isTold whether the alert of the F1 tells it
   * @param upToNow the snapshots that may have an alert, this one among them
   */
  static List<AlertChange> ofLabels(Diagnosis diagnosis, boolean isTold, List<LocalDate> upToNow) {
    List<AlertChange> changes = new ArrayList<>();
    for (Cause cause : OF_THE_MODEL) {
      changes.add(AlertChange.close(SOURCE, subject(cause), upToNow));
    }
    if (OF_THE_MODEL.contains(diagnosis.cause()) && !isTold) {
      changes.add(
          AlertChange.open(
                  SOURCE,
                  subject(diagnosis.cause()),
                  diagnosis.snapshotDate(),
                  severity(diagnosis),
                  "%s: %s".formatted(diagnosis.snapshotDate(), diagnosis.spoken()))
              .concerning(List.of("model"), "submit/churn show performance"));
    }
    return changes;
  }

  static String severity(Diagnosis diagnosis) {
    return diagnosis.cause() == Cause.CONCEPT_CHANGE ? "CRITICAL" : "WARNING";
  }

  private static String subject(Cause cause) {
    return cause.name().toLowerCase(Locale.ROOT);
  }
}
