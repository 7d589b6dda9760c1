package org.churnwise.alerts;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.quality.AlertManager;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code alerts show}: one alert with its history and its messages. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Show an alert, who did what about it and why, and the messages that were sent.")
final class AlertsShow extends JobCommand {
  @Parameters(paramLabel = "ID", description = "The alert: its id, or enough of its beginning.")
  private String id;

  @Option(names = "--json", description = "Print only the JSON line, with everything in full.")
  private boolean json;

  @Override
  protected Tables tables() {
    return Tables.READ_ONLY;
  }

  @Override
  protected Record run(Job job) {
    AlertView alert =
        AlertView.of(
            new AlertManager(job.warehouse(), job.ledger()).find(id), job.settings().alerts());
    List<Event> events = rows(job, "alert_events", alert).map(AlertsShow::event).toList();
    List<Message> messages =
        rows(job, "deliveries_of_alert", alert).map(AlertsShow::message).toList();
    if (json) {
      return new FullAlert(alert, events, messages);
    }
    print(job.console(), alert);
    events.forEach(event -> print(job.console(), event));
    messages.forEach(message -> print(job.console(), message));
    return new ShowCounts(alert.alertId(), alert.state(), events.size(), messages.size());
  }

  private static Stream<ResultRow> rows(Job job, String query, AlertView alert) {
    return job
        .warehouse()
        .query(Sql.named("monitoring/" + query).with("alert_id", alert.alertId()))
        .stream();
  }

  private static void print(Console console, AlertView alert) {
    console.line(alert.severity() + "  " + alert.message());
    console.line("state     " + alert.stateInWords());
    console.line("about     " + alert.source() + ", " + alert.subject());
    if (alert.snapshotDate() != null) {
      console.line("snapshot  " + alert.snapshotDate());
    }
    console.line("concerns  " + alert.concerned());
    console.line("next      " + alert.nextCommand());
    console.line("run       " + alert.runId());
  }

  private static void print(Console console, Event event) {
    console.line(
        "%s  %s by %s: %s"
            .formatted(seconds(event.at()), event.event(), event.who(), event.message()));
  }

  private static void print(Console console, Message message) {
    console.line(
        "%s  message %s%s by %s: %s%s"
            .formatted(
                seconds(message.at()),
                message.state(),
                message.reminder() == 0 ? "" : ", reminder " + message.reminder() + ",",
                message.channel(),
                message.outcome(),
                message.error() == null ? "" : ", " + message.error()));
  }

  private static Instant seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS);
  }

  private static Event event(ResultRow row) {
    return new Event(
        row.instant("happened_at"),
        row.string("event"),
        row.string("who"),
        row.string("message"),
        row.string("run_id"));
  }

  private static Message message(ResultRow row) {
    return new Message(
        row.instant("tried_at"),
        row.string("state"),
        row.longValue("reminder"),
        row.string("channel"),
        row.string("outcome"),
        row.longValue("attempts"),
        row.optionalString("error").orElse(null),
        row.string("delivery_key"),
        row.string("run_id"));
  }

  /** What was shown. */
  record ShowCounts(String alertId, String state, int events, int messages) {}

  /** All of it. */
  record FullAlert(AlertView alert, List<Event> events, List<Message> messages) {}

  /** A change of state. */
  record Event(Instant at, String event, String who, String message, String runId) {}

  /**
   * A message that was tried.
   *
   * @param error null if it was sent
   */
  record Message(
      Instant at,
      String state,
      long reminder,
      String channel,
      String outcome,
      long attempts,
      String error,
      String idempotencyKey,
      String runId) {}
}
