package org.churnwise.alerts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.churnwise.config.AlertOwner;
import org.churnwise.config.AlertSettings;
import org.churnwise.notification.AlertRules;
import org.churnwise.notification.Guide;
import org.churnwise.quality.Alert;

/**
 * An alert as {@code alerts} prints it and writes it as JSON.
 *
 * @param severity that it counts as by alerts.rules, or {@code off}
 * @param snapshotDate null if it concerns none
 * @param people names behind the owners, as far as alerts.owners tells them
 * @param snoozedUntil null if it is not snoozed
 */
record AlertView(
    String alertId,
    String state,
    String severity,
    String source,
    String subject,
    LocalDate snapshotDate,
    String message,
    List<String> owners,
    List<String> people,
    String nextCommand,
    Instant openedAt,
    Instant raisedAt,
    LocalDate snoozedUntil,
    long episode,
    String runId) {

  static AlertView of(Alert alert, AlertSettings settings) {
    List<String> owners = Guide.owners(alert);
    return new AlertView(
        alert.alertId(),
        alert.state().name(),
        new AlertRules(settings).severity(alert).map(Enum::name).orElse("off"),
        alert.source(),
        alert.subject(),
        alert.snapshotDate().orElse(null),
        alert.message(),
        owners,
        owners.stream()
            .flatMap(owner -> settings.owner(owner).stream())
            .map(AlertOwner::name)
            .toList(),
        Guide.nextCommand(alert),
        alert.openedAt(),
        alert.raisedAt(),
        alert.snoozedUntil().orElse(null),
        alert.episode(),
        alert.runId());
  }

  /** Whom it concerns: the names of people behind the owners, if there are any. */
  String concerned() {
    String all = String.join(", ", owners);
    return people.isEmpty() ? all : String.join(", ", people) + " (" + all + ")";
  }

  /** The state, and until when it is snoozed. */
  String stateInWords() {
    return snoozedUntil == null ? state : state + ", snoozed until " + snoozedUntil;
  }
}
