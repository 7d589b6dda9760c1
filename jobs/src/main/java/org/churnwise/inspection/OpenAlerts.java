package org.churnwise.inspection;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.notification.AlertNotifier;
import org.churnwise.notification.AlertRules;
import org.churnwise.quality.Alert;
import org.churnwise.quality.AlertManager;
import org.churnwise.quality.AlertState;

/** What {@code status} says of alerts. */
final class OpenAlerts {
  private OpenAlerts() {}

  /** Those that nobody has resolved, the worst and newest first. */
  static List<Alert> read(Job job) {
    return new AlertManager(job.warehouse(), job.ledger())
        .active().stream().sorted(Comparator.comparing(Alert::severity).reversed()).toList();
  }

  static void print(Job job, List<Alert> alerts) {
    Console console = job.console();
    console.line("alerts    " + (alerts.isEmpty() ? "none open" : alerts.size() + " open"));
    AlertRules rules = new AlertRules(job.settings().alerts());
    for (Alert alert : alerts) {
      String severity = rules.severity(alert).map(Enum::name).orElse("off");
      String state = alert.state() == AlertState.OPEN ? "" : " (acknowledged)";
      console.line("  " + severity + state + "  " + alert.message());
    }
    if (!alerts.isEmpty()) {
      console.line("  whom they concern and what to do: submit/churn alerts list");
    }
    AlertNotifier.failing(job.warehouse())
        .forEach((channel, error) -> console.line("  channel " + channel + " fails: " + error));
  }

  /** Whether one of them waits for a person: switched on, not acknowledged, not snoozed. */
  static boolean needSomebody(Job job, List<Alert> alerts) {
    AlertRules rules = new AlertRules(job.settings().alerts());
    LocalDate today = LocalDate.ofInstant(job.run().clock().instant(), ZoneOffset.UTC);
    return alerts.stream()
        .filter(alert -> alert.state() == AlertState.OPEN && !alert.isSnoozed(today))
        .anyMatch(alert -> rules.severity(alert).isPresent());
  }
}
