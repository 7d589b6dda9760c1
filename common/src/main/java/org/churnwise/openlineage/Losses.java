package org.churnwise.openlineage;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what did not reach a place; the log hears of the first loss only. */
final class Losses {
  private static final Logger LOG = LoggerFactory.getLogger(Losses.class);

  private final String place;
  private long events;
  private long lost;
  private String reason = "";

  Losses(String place) {
    this.place = place;
  }

  synchronized void sent() {
    events++;
  }

  synchronized void lost(String why) {
    events++;
    if (lost++ == 0) {
      reason = why;
      LOG.warn("OpenLineage: an event did not reach {}: {}", place, why);
    }
  }

  /** In one line; empty without a loss. */
  synchronized Optional<String> spoken() {
    return lost == 0
        ? Optional.empty()
        : Optional.of(
            "OpenLineage: %d of %d events did not reach %s: %s"
                .formatted(lost, events, place, reason));
  }
}
