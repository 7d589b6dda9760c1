package org.churnwise.notification;

import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line in the log file for each message. */
final class LogChannel implements Channel {
  private static final Logger LOG = LoggerFactory.getLogger("org.churnwise.alerts");

  @Override
  public void send(AlertMessage message) {
    String details =
        message.details().stream()
            .map(detail -> detail.name().toLowerCase(Locale.ROOT) + ": " + detail.text())
            .collect(Collectors.joining("; "));
    LOG.warn("{} [{}]", message.title(), details);
  }
}
