package org.churnwise.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.error.ChurnException;

/**
 * Who hears of alerts, and how.
 *
 * @param maxAgeDays the newest sale may be so old on the day of a run; 0: of any age
 * @param channels of all alerts, such as log or email; the table alerts is always written
 * @param minimumSeverity of the alerts of which messages are sent
 * @param rules kind of alert, {@code source} or {@code source/first word of subject}, to what it
 *     counts as
 * @param owners name in features.conf to person or team
 * @param remindDays days after which an alert that is still open is told again; 0: never
 * @param timeout for one try to send a message
 * @param retries after a failed try
 * @param file of the channel file
 */
public record AlertSettings(
    int maxAgeDays,
    List<String> channels,
    String minimumSeverity,
    Map<String, AlertRule> rules,
    Map<String, AlertOwner> owners,
    int remindDays,
    Duration timeout,
    int retries,
    Path file,
    WebhookSettings webhook,
    EmailSettings email) {
  /** The channel by e-mail. */
  public static final String EMAIL = "email";

  /** The channels that exist. The table is none that is sent to. */
  public static final List<String> CHANNELS = List.of("log", "file", "webhook", EMAIL);

  static final String TABLE = "table";

  public AlertSettings {
    channels = List.copyOf(channels);
    SettingKey.MONITORING_MAX_AGE.require(maxAgeDays);
    SettingKey.ALERTS_MINIMUM_SEVERITY.require(minimumSeverity);
    SettingKey.ALERTS_REMIND_DAYS.require(remindDays);
    SettingKey.ALERTS_TIMEOUT.require(timeout.toSeconds());
    SettingKey.ALERTS_RETRIES.require(retries);
    SettingKey.ALERTS_FILE.require(file);
    if (sends(channels, owners, EMAIL)) {
      email.requireComplete();
      if (channels.contains(EMAIL) && email.to().isEmpty()) {
        throw ChurnException.usage(
            "alerts.channels has email, but alerts.email-to is empty; set it to addresses, or name email for single owners in alerts.owners only");
      }
    }
  }

  /** Whether a channel receives any alert. */
  public boolean sends(String channel) {
    return sends(channels, owners, channel);
  }

  /** Whether any channel receives any alert. */
  public boolean sendsAny() {
    return CHANNELS.stream().anyMatch(this::sends);
  }

  /** The person or team behind a name of features.conf. */
  public Optional<AlertOwner> owner(String name) {
    return Optional.ofNullable(owners.get(name));
  }

  private static boolean sends(
      List<String> channels, Map<String, AlertOwner> owners, String channel) {
    return channels.contains(channel)
        || owners.values().stream().anyMatch(owner -> owner.channel().equals(channel));
  }
}
