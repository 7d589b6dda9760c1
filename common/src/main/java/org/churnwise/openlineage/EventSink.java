package org.churnwise.openlineage;

import java.time.Duration;
import java.util.Optional;

/** Where events go. Nothing here throws: a run does not fail because nobody takes its events. */
interface EventSink {
  /** Takes an event, as one line of JSON. */
  void take(String event);

  /**
   * Ends the delivery.
   *
   * @param patience how long to wait for events that are on their way
   * @return what was not delivered and why, for a person; empty if all was
   */
  Optional<String> close(Duration patience);
}
