package org.churnwise.alerts;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.notification.AlertNotifier;
import org.churnwise.quality.AlertManager;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code alerts list}: what is open, whom it concerns and what to do next. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "List what is open, whom it concerns and what to do next.")
final class AlertsList extends JobCommand {
  @Option(names = "--all", description = "Resolved alerts too.")
  private boolean all;

  @Option(names = "--json", description = "Print only the JSON line, with every alert in full.")
  private boolean json;

  @Override
  protected Tables tables() {
    return Tables.READ_ONLY;
  }

  @Override
  protected Record run(Job job) {
    AlertManager manager = new AlertManager(job.warehouse(), job.ledger());
    List<AlertView> alerts =
        (all ? manager.all() : manager.active())
            .stream().map(alert -> AlertView.of(alert, job.settings().alerts())).toList();
    Map<String, String> failing = AlertNotifier.failing(job.warehouse());
    if (json) {
      return new FullList(alerts, failing);
    }
    alerts.forEach(alert -> print(job.console(), alert));
    if (alerts.isEmpty()) {
      job.console().line(all ? "there was never an alert" : "no alert is open");
    }
    failing.forEach(
        (channel, error) ->
            job.console()
                .line(
                    "channel %s fails: %s; try 'submit/churn alerts test %s'"
                        .formatted(channel, error, channel)));
    return new ListCounts(alerts.size(), failing.size());
  }

  private static void print(Console console, AlertView alert) {
    console.line(
        "%s  %s  %s  %s, since %s"
            .formatted(
                alert.alertId(),
                alert.severity(),
                alert.stateInWords(),
                alert.source(),
                alert.openedAt().truncatedTo(ChronoUnit.SECONDS)));
    console.line("    " + alert.message());
    if (!alert.state().equals("RESOLVED")) {
      console.line("    concerns " + alert.concerned() + "; next: " + alert.nextCommand());
    }
  }

  /** What was listed. */
  record ListCounts(int alerts, int failingChannels) {}

  /**
   * All of it.
   *
   * @param failingChannels channel to why its newest message could not be sent
   */
  record FullList(List<AlertView> alerts, Map<String, String> failingChannels) {}
}
