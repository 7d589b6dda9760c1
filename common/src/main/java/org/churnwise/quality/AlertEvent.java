package org.churnwise.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.churnwise.run.RecordRows;
import org.churnwise.run.Run;
import org.churnwise.table.Tables;

/**
 * A change of an alert's state.
 *
 * @param who a person, or churn and the command that found it
 * @param message of a person the reason, else the finding
 */
public record AlertEvent(
    String alertId,
    long episode,
    Instant happenedAt,
    Kind event,
    Severity severity,
    Optional<LocalDate> snapshotDate,
    String who,
    String message,
    String runId) {
  static final RecordRows<AlertEvent> ROWS =
      new RecordRows<>(Tables.ALERT_EVENTS, AlertEvent.class);

  /** What happened. */
  public enum Kind {
    OPENED,
    WORSENED,
    ACKNOWLEDGED,
    SNOOZED,
    RESOLVED
  }

  /** What a run found. */
  static AlertEvent found(Alert alert, Kind event, Run run) {
    return of(alert, event, "churn " + run.command(), alert.message(), run);
  }

  /** What a person, or a run, did for a reason. */
  static AlertEvent of(Alert alert, Kind event, String who, String why, Run run) {
    return new AlertEvent(
        alert.alertId(),
        alert.episode(),
        run.clock().instant(),
        event,
        alert.severity(),
        alert.snapshotDate(),
        who,
        why,
        run.id());
  }
}
