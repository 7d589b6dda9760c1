package org.churnwise.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.churnwise.quality.Alert;
import org.churnwise.quality.AlertState;
import org.churnwise.quality.Severity;

/**
 * Which messages are due: one per alert, state and channel, again when an alert gets worse, and
 * reminders of what is still open. Nobody hears that something is over who was not told of it.
 */
final class DueMessages {
  private final AlertRules rules;
  private final int remindDays;
  private final Instant now;
  private final List<Delivery> deliveries;

  /**
   * @param deliveries of the present episodes, the oldest first
   */
  DueMessages(AlertRules rules, int remindDays, Instant now, List<Delivery> deliveries) {
    this.rules = rules;
    this.remindDays = remindDays;
    this.now = now;
    this.deliveries = deliveries;
  }

  /**
   * A message that is due.
   *
   * @param severity that the alert counts as
   * @param reminder 0 for the first message of a state
   * @param failures how often it was tried in vain
   */
  record Due(Alert alert, Severity severity, String channel, long reminder, long failures) {
    String key() {
      return Delivery.key(
          alert.alertId(), alert.episode(), alert.state(), severity, reminder, channel);
    }
  }

  /** The messages; those that failed before come last, so that one does not block all others. */
  List<Due> of(List<Alert> alerts) {
    List<Due> due = new ArrayList<>();
    for (Alert alert : alerts) {
      rules
          .sentAs(alert)
          .ifPresent(
              severity ->
                  rules
                      .channels(alert)
                      .forEach(channel -> due(alert, severity, channel).ifPresent(due::add)));
    }
    due.sort(
        Comparator.comparingLong(Due::failures)
            .thenComparing(Due::severity, Comparator.reverseOrder())
            .thenComparing(message -> message.alert().openedAt())
            .thenComparing(Due::key));
    return due;
  }

  private Optional<Due> due(Alert alert, Severity severity, String channel) {
    List<Delivery> sent =
        deliveries.stream()
            .filter(delivery -> delivery.isSent() && delivery.channel().equals(channel))
            .filter(delivery -> delivery.alertId().equals(alert.alertId()))
            .toList();
    boolean told = sent.stream().anyMatch(delivery -> delivery.state() == AlertState.OPEN);
    boolean knows =
        sent.stream()
            .anyMatch(
                delivery ->
                    delivery.state() == alert.state()
                        && (!alert.isActive() || delivery.severity().compareTo(severity) >= 0));
    if (alert.state() == AlertState.OPEN) {
      if (alert.isSnoozed(today())) {
        return Optional.empty();
      }
      return knows ? reminder(alert, severity, channel, sent) : due(alert, severity, channel, 0);
    }
    return told && !knows ? due(alert, severity, channel, 0) : Optional.empty();
  }

  private Optional<Due> reminder(
      Alert alert, Severity severity, String channel, List<Delivery> sent) {
    List<Delivery> open =
        sent.stream().filter(delivery -> delivery.state() == AlertState.OPEN).toList();
    Instant last = open.stream().map(Delivery::triedAt).max(Instant::compareTo).orElseThrow();
    long number = open.stream().mapToLong(Delivery::reminder).max().orElse(0) + 1;
    boolean isOver =
        remindDays > 0 && !now.isBefore(last.plus(Duration.ofDays(remindDays)))
            || alert.snoozedUntil().filter(day -> last.isBefore(start(day))).isPresent();
    return isOver ? due(alert, severity, channel, number) : Optional.empty();
  }

  private Optional<Due> due(Alert alert, Severity severity, String channel, long reminder) {
    Due message = new Due(alert, severity, channel, reminder, 0);
    long failures =
        deliveries.stream()
            .filter(delivery -> !delivery.isSent())
            .filter(delivery -> delivery.deliveryKey().equals(message.key()))
            .count();
    return Optional.of(new Due(alert, severity, channel, reminder, failures));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
