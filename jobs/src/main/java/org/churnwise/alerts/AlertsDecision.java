package org.churnwise.alerts;

import java.time.LocalDate;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.quality.Alert;
import org.churnwise.quality.AlertManager;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a person decides about an alert, with name and reason. */
abstract class AlertsDecision extends JobCommand {
  @Parameters(paramLabel = "ID", description = "The alert: its id, or enough of its beginning.")
  private String id;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description =
          "The reason, in one line; stored with the alert and sent to those who know of it.")
  private String reason;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who decides (default: the user of this machine).")
  private String by = System.getProperty("user.name");

  abstract Alert decide(AlertManager alerts, Alert alert, String who, String why);

  @Override
  protected void validate(Settings settings) {
    if (reason.isBlank() || by.isBlank()) {
      throw ChurnException.usage("--reason and --by must not be blank; say why, and who you are");
    }
  }

  @Override
  protected final DecisionResult run(Job job) {
    AlertManager alerts = new AlertManager(job.warehouse(), job.ledger());
    Alert decided = decide(alerts, alerts.find(id), oneLine(by), oneLine(reason));
    AlertView view = AlertView.of(decided, job.settings().alerts());
    job.console().line("%s  %s  %s".formatted(view.alertId(), view.stateInWords(), view.message()));
    return new DecisionResult(view.alertId(), view.state(), view.snoozedUntil());
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  /** {@code alerts ack}. */
  @Command(
      name = "ack",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description =
          "Say that you work on an alert: it is not told again until it is over or worse.")
  static final class Acknowledge extends AlertsDecision {
    @Override
    Alert decide(AlertManager alerts, Alert alert, String who, String why) {
      return alerts.acknowledge(alert, who, why);
    }
  }

  /** {@code alerts snooze}. */
  @Command(
      name = "snooze",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Send no message of an alert before a day, unless it is over or gets worse.")
  static final class Snooze extends AlertsDecision {
    @Option(
        names = "--until",
        required = true,
        paramLabel = "DATE",
        description = "The first day that it is told again, in UTC.")
    private LocalDate until;

    @Override
    Alert decide(AlertManager alerts, Alert alert, String who, String why) {
      return alerts.snooze(alert, until, who, why);
    }
  }

  /** {@code alerts resolve}. */
  @Command(
      name = "resolve",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Close an alert; the next finding of the same cause opens it again.")
  static final class Resolve extends AlertsDecision {
    @Override
    Alert decide(AlertManager alerts, Alert alert, String who, String why) {
      return alerts.resolve(alert, who, why);
    }
  }

  /**
   * The alert after the decision.
   *
   * @param snoozedUntil null if it is not snoozed
   */
  record DecisionResult(String alertId, String state, LocalDate snoozedUntil) {}
}
