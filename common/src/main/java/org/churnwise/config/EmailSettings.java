package org.churnwise.config;

import java.util.List;
import java.util.Locale;
import org.churnwise.error.ChurnException;

/**
 * The mail server that takes alerts, and who receives them.
 *
 * @param tls {@code starttls}, {@code implicit} (from the first byte on) or {@code off}
 * @param to the addresses of all alerts
 * @param user empty: no login
 */
public record EmailSettings(
    String host, int port, String tls, String from, List<String> to, String user, Secret password) {
  /** The environment variable that holds the password; it wins over the file. */
  public static final String PASSWORD = "CHURN_ALERTS_EMAIL_PASSWORD";

  private static final List<String> THIS_MACHINE = List.of("localhost", "127.0.0.1", "::1");

  public EmailSettings {
    SettingKey.ALERTS_EMAIL_PORT.require(port);
    SettingKey.ALERTS_EMAIL_TLS.require(tls);
    to = List.copyOf(to);
    if (tls.equals("off")
        && !host.isEmpty()
        && !THIS_MACHINE.contains(host.toLowerCase(Locale.ROOT))) {
      throw ChurnException.usage(
          "alerts.email-tls = off is only for a mail server on this machine, not for alerts.email-host = %s; set starttls or implicit"
              .formatted(host));
    }
  }

  void requireComplete() {
    for (SettingKey key : List.of(SettingKey.ALERTS_EMAIL_HOST, SettingKey.ALERTS_EMAIL_FROM)) {
      String value = key == SettingKey.ALERTS_EMAIL_HOST ? host : from;
      if (value.isEmpty()) {
        throw ChurnException.usage(
            "alerts go out by email, but %s is empty; set it".formatted(key.key()));
      }
    }
  }
}
