package org.churnwise.notification;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.churnwise.config.AlertOwner;
import org.churnwise.config.AlertRule;
import org.churnwise.config.AlertSettings;
import org.churnwise.quality.Alert;
import org.churnwise.quality.Severity;

/** What the settings make of alerts: how bad they count, and who hears of them. */
public final class AlertRules {
  private final AlertSettings settings;

  public AlertRules(AlertSettings settings) {
    this.settings = settings;
  }

  /** How bad an alert counts; empty if it is switched off. */
  public Optional<Severity> severity(Alert alert) {
    AlertRule rule =
        Optional.ofNullable(settings.rules().get(kind(alert)))
            .orElse(settings.rules().get(alert.source()));
    if (rule == null) {
      return Optional.of(alert.severity());
    }
    return rule == AlertRule.OFF ? Optional.empty() : Optional.of(Severity.valueOf(rule.name()));
  }

  private static String kind(Alert alert) {
    return alert.source() + "/" + alert.subject().split(" ", 2)[0];
  }

  /** How bad an alert counts, if messages of it are sent at all. */
  Optional<Severity> sentAs(Alert alert) {
    Severity least = Severity.valueOf(settings.minimumSeverity());
    return severity(alert).filter(severity -> severity.compareTo(least) >= 0);
  }

  /** The channels that an alert goes to: those of all alerts, and those of whom it concerns. */
  Set<String> channels(Alert alert) {
    Set<String> channels = new TreeSet<>(settings.channels());
    for (String owner : Guide.owners(alert)) {
      settings.owner(owner).map(AlertOwner::channel).ifPresent(channels::add);
    }
    return channels;
  }
}
