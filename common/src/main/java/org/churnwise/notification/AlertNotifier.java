package org.churnwise.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.churnwise.config.AlertSettings;
import org.churnwise.notification.Delivery.Outcome;
import org.churnwise.notification.DueMessages.Due;
import org.churnwise.quality.Alert;
import org.churnwise.quality.AlertChange;
import org.churnwise.quality.AlertEvent;
import org.churnwise.quality.AlertManager;
import org.churnwise.quality.AlertState;
import org.churnwise.run.Ledger;
import org.churnwise.run.RecordRows;
import org.churnwise.run.Run;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.Warehouse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run does about alerts at its end, when all its findings are committed: it looks how old
 * the newest sale is, and sends the messages that are due. A channel that fails never fails the
 * run; its messages wait for the next one. Without a channel and without a bound for the age it
 * costs no statement, else two queries and a statement for each message.
 */
public final class AlertNotifier {
  private static final Logger LOG = LoggerFactory.getLogger(AlertNotifier.class);

  private final AlertSettings settings;
  private final Warehouse warehouse;
  private final Ledger ledger;
  private final Run run;
  private final Map<String, Channel> channels;
  private final Attempts attempts;

  public AlertNotifier(AlertSettings settings, Warehouse warehouse, Ledger ledger) {
    this(
        settings,
        warehouse,
        ledger,
        channels(settings),
        wait -> LockSupport.parkNanos(wait.toNanos()));
  }

  /**
   * @param channels by name
   * @param pause waits between tries
   */
  AlertNotifier(
      AlertSettings settings,
      Warehouse warehouse,
      Ledger ledger,
      Map<String, Channel> channels,
      Consumer<Duration> pause) {
    this.settings = settings;
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.run = ledger.run();
    this.channels = channels;
    // A run's own number: machines that fail together do not come back together.
    this.attempts = new Attempts(settings.retries(), chance(run), pause);
  }

  private static SplittableRandom chance(Run run) {
    return new SplittableRandom(run.id().hashCode());
  }

  static Map<String, Channel> channels(AlertSettings settings) {
    Map<String, Channel> channels = new LinkedHashMap<>();
    for (String name : AlertSettings.CHANNELS) {
      if (settings.sends(name)) {
        channels.put(name, channel(name, settings));
      }
    }
    return channels;
  }

  private static Channel channel(String name, AlertSettings settings) {
    return switch (name) {
      case "log" -> new LogChannel();
      case "file" -> new FileChannel(settings.file());
      case "webhook" -> new WebhookChannel(settings.webhook(), settings.timeout());
      case AlertSettings.EMAIL -> new EmailChannel(settings.email(), settings.timeout());
      default -> throw new IllegalArgumentException("no channel " + name);
    };
  }

  /**
   * Does all of it, outside of any transaction.
   *
   * @param told receives a line for a person for what was sent and for what failed
   */
  public void atEndOfRun(Consumer<String> told) {
    try {
      judgeFreshness().ifPresent(stale -> told.accept("stale     " + stale));
      if (settings.sendsAny()) {
        send(told);
      }
    } catch (RuntimeException e) { // the run is done, whatever becomes of its messages
      LOG.warn("alerts could not be told", e);
      told.accept("alerts    could not be told: " + e.getMessage());
    }
  }

  /**
   * Opens or closes the alert on old sales; doing it again changes nothing. Costs a query for the
   * alerts, and one for the loaded files, unless this run has read them.
   *
   * @return that they are too old, for a person; empty if they are not
   */
  public Optional<String> judgeFreshness() {
    if (settings.maxAgeDays() == 0) {
      return Optional.empty();
    }
    AlertManager alerts = new AlertManager(warehouse, ledger);
    Freshness freshness = Freshness.of(ledger.view().loaded(), run.asOf(), settings.maxAgeDays());
    List<AlertChange> changes = freshness.changes(alerts.active());
    if (!changes.isEmpty()) {
      warehouse.transaction(() -> alerts.make(changes));
    }
    return freshness.isStale() ? Optional.of(freshness.spoken()) : Optional.empty();
  }

  private void send(Consumer<String> told) {
    // Not from what this run remembers: a transaction that failed has opened no alert.
    List<Alert> alerts =
        RecordRows.read(warehouse.query(Sql.named("monitoring/alerts")), Alert.class);
    if (alerts.isEmpty()) {
      return;
    }
    List<Delivery> deliveries =
        RecordRows.read(
            warehouse.query(Sql.named("monitoring/current_deliveries")), Delivery.class);
    List<Due> due =
        new DueMessages(
                new AlertRules(settings), settings.remindDays(), run.clock().instant(), deliveries)
            .of(alerts);
    tell(due, told);
  }

  private void tell(List<Due> due, Consumer<String> told) {
    Map<String, Long> sent = new LinkedHashMap<>();
    Map<String, String> failed = new LinkedHashMap<>();
    Map<String, Long> waiting = new LinkedHashMap<>();
    MessageTexts texts = new MessageTexts(settings, warehouse.description(), run);
    for (Due message : due) {
      if (failed.containsKey(message.channel())) {
        waiting.merge(message.channel(), 1L, Long::sum);
        continue;
      }
      Optional<String> error = sendAndNote(message, texts);
      if (error.isEmpty()) {
        sent.merge(message.channel(), 1L, Long::sum);
      } else {
        failed.put(message.channel(), error.get());
        waiting.merge(message.channel(), 1L, Long::sum);
      }
    }
    sent.forEach(
        (channel, count) ->
            told.accept("alerts    %s sent by %s".formatted(messages(count), channel)));
    failed.forEach(
        (channel, error) ->
            told.accept(
                "alerts    channel %s fails: %s; %s for the next run, or 'submit/churn alerts test %s'"
                    .formatted(channel, error, waits(waiting.get(channel)), channel)));
  }

  private static String messages(long count) {
    return count == 1 ? "1 message" : count + " messages";
  }

  private static String waits(long count) {
    return messages(count) + (count == 1 ? " waits" : " wait");
  }

  /** Notes each message at once, so that a kill repeats one at most. */
  private Optional<String> sendAndNote(Due due, MessageTexts texts) {
    AlertMessage message = texts.of(due, decision(due.alert()));
    Attempts.Result result = attempts.send(channels.get(due.channel()), message);
    Delivery delivery =
        new Delivery(
            due.key(),
            due.alert().alertId(),
            due.alert().episode(),
            due.alert().state(),
            due.severity(),
            due.reminder(),
            due.channel(),
            result.error().isEmpty() ? Outcome.SENT : Outcome.FAILED,
            result.attempts(),
            result.error(),
            run.clock().instant(),
            run.id());
    warehouse.transaction(() -> Delivery.ROWS.insert(warehouse, List.of(delivery)));
    return result.error();
  }

  /** Who acknowledged or resolved an alert, and why. */
  private Optional<String> decision(Alert alert) {
    if (alert.state() == AlertState.OPEN) {
      return Optional.empty();
    }
    return RecordRows.read(
            warehouse.query(Sql.named("monitoring/alert_events").with("alert_id", alert.alertId())),
            AlertEvent.class)
        .stream()
        .filter(event -> event.event().name().equals(alert.state().name()))
        .reduce((earlier, later) -> later)
        .map(AlertNotifier::said);
  }

  private static String said(AlertEvent event) {
    return event.who().startsWith("churn ")
        ? "resolved by a newer finding (" + event.who() + ")"
        : "%s by %s: %s"
            .formatted(
                event.event() == AlertEvent.Kind.RESOLVED ? "resolved" : "acknowledged",
                event.who(),
                event.message());
  }

  /**
   * Sends a message that is no alert, in one try.
   *
   * @return why it did not get there; empty if it did
   */
  public static Optional<String> test(AlertSettings settings, String name, Instant now) {
    return new Attempts(0, new SplittableRandom(0), wait -> {})
        .send(channel(name, settings), MessageTexts.test(settings, name, now))
        .error();
  }

  /** The channels whose newest message could not be sent, each with the reason. */
  public static Map<String, String> failing(Warehouse warehouse) {
    Map<String, String> failing = new LinkedHashMap<>();
    warehouse
        .query(Sql.named("monitoring/failing_channels"))
        .forEach(row -> failing.put(row.string("channel"), row.string("error")));
    return failing;
  }
}
