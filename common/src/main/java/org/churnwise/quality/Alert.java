package org.churnwise.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.churnwise.quality.AlertChange.Opened;
import org.churnwise.run.Run;

/**
 * A cause that a person should look at.
 *
 * @param alertId the same whenever the cause is found
 * @param findingId of its newest finding
 * @param episode counts how often the cause was found after it had been resolved, from 1
 * @param raisedAt when it was found last
 * @param openedAt when the episode began
 * @param snapshotDate of the newest finding, if it is of one
 * @param owners whom it concerns, separated by blanks; empty if nobody was named
 * @param nextCommand empty if none was named
 * @param snoozedUntil the first day that messages are sent again
 * @param runId of the newest finding
 */
public record Alert(
    String alertId,
    Optional<String> findingId,
    long episode,
    Instant raisedAt,
    Instant openedAt,
    Severity severity,
    String source,
    String subject,
    Optional<LocalDate> snapshotDate,
    Optional<String> owners,
    String message,
    Optional<String> nextCommand,
    AlertState state,
    Optional<LocalDate> snoozedUntil,
    String runId) {

  /** Whether it is not resolved. */
  public boolean isActive() {
    return state != AlertState.RESOLVED;
  }

  /** Whether messages wait on this day. */
  public boolean isSnoozed(LocalDate today) {
    return snoozedUntil.filter(today::isBefore).isPresent();
  }

  /** The names of those whom it concerns. */
  public List<String> ownerNames() {
    return owners.map(names -> List.of(names.split(" "))).orElse(List.of());
  }

  /** The first finding of a cause, or the first after it was resolved. */
  static Alert first(Opened found, Optional<Alert> resolved, Run run) {
    return new Alert(
        resolved.map(Alert::alertId).orElse(found.id()),
        Optional.of(found.findingId()),
        resolved.map(Alert::episode).orElse(0L) + 1,
        run.clock().instant(),
        run.clock().instant(),
        found.severity(),
        found.source(),
        found.subject(),
        found.snapshot(),
        joined(found.owners()),
        found.message(),
        found.nextCommand(),
        AlertState.OPEN,
        Optional.empty(),
        run.id());
  }

  /** The same cause found again. Worse than before, it is open again for everybody. */
  Alert again(Opened found, Run run) {
    boolean worse = isWorse(found);
    return new Alert(
        alertId,
        Optional.of(found.findingId()),
        episode,
        run.clock().instant(),
        openedAt,
        found.severity(),
        source,
        subject,
        found.snapshot(),
        joined(found.owners()),
        found.message(),
        found.nextCommand(),
        worse ? AlertState.OPEN : state,
        worse ? Optional.empty() : snoozedUntil,
        run.id());
  }

  boolean isWorse(Opened found) {
    return found.severity().compareTo(severity) > 0;
  }

  /** Whether a finding is of an earlier snapshot than its own. */
  boolean isNewerThan(Opened found) {
    return snapshotDate.isPresent()
        && found.snapshot().filter(snapshotDate.get()::isAfter).isPresent();
  }

  Alert in(AlertState next) {
    return with(next, next == AlertState.RESOLVED ? Optional.empty() : snoozedUntil);
  }

  Alert snoozed(LocalDate until) {
    return with(state, Optional.of(until));
  }

  private Alert with(AlertState next, Optional<LocalDate> until) {
    return new Alert(
        alertId,
        findingId,
        episode,
        raisedAt,
        openedAt,
        severity,
        source,
        subject,
        snapshotDate,
        owners,
        message,
        nextCommand,
        next,
        until,
        runId);
  }

  private static Optional<String> joined(List<String> owners) {
    return owners.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", owners));
  }
}
