package org.churnwise.notification;

import java.time.Instant;
import java.util.Optional;
import org.churnwise.quality.AlertState;
import org.churnwise.quality.Severity;
import org.churnwise.run.Hash;
import org.churnwise.run.RecordRows;
import org.churnwise.table.Tables;

/**
 * A message that was tried.
 *
 * @param reminder 0 for the first message of a state
 * @param attempts of the run
 * @param error empty if it was sent
 */
record Delivery(
    String deliveryKey,
    String alertId,
    long episode,
    AlertState state,
    Severity severity,
    long reminder,
    String channel,
    Outcome outcome,
    long attempts,
    Optional<String> error,
    Instant triedAt,
    String runId) {
  static final RecordRows<Delivery> ROWS =
      new RecordRows<>(Tables.ALERT_DELIVERIES, Delivery.class);

  private static final int KEY_LENGTH = 32;

  enum Outcome {
    SENT,
    FAILED
  }

  boolean isSent() {
    return outcome == Outcome.SENT;
  }

  /** The key of a message; a run that is killed before it notes the message makes the same. */
  static String key(
      String alertId,
      long episode,
      AlertState state,
      Severity severity,
      long reminder,
      String channel) {
    return Hash.of(
            alertId,
            String.valueOf(episode),
            state.name(),
            severity.name(),
            String.valueOf(reminder),
            channel)
        .substring(0, KEY_LENGTH);
  }
}
