package org.churnwise.notification;

import java.time.Duration;
import java.util.Optional;
import org.churnwise.error.Printable;

/** Why a message did not get there; never with a secret in it. */
final class SendFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean passing;
  private final transient Optional<Duration> wait;

  private SendFailure(String message, boolean passing, Optional<Duration> wait, Throwable cause) {
    super(Printable.inOneLine(message), cause);
    this.passing = passing;
    this.wait = wait;
  }

  /** One that another try may overcome. */
  static SendFailure passing(String message, Throwable cause) {
    return new SendFailure(message, true, Optional.empty(), cause);
  }

  /** The same, where the receiver says how long to wait. */
  static SendFailure passing(String message, Duration wait) {
    return new SendFailure(message, true, Optional.of(wait), null);
  }

  /** One that needs a person first. */
  static SendFailure lasting(String message, Throwable cause) {
    return new SendFailure(message, false, Optional.empty(), cause);
  }

  boolean isPassing() {
    return passing;
  }

  Optional<Duration> waiting() {
    return wait;
  }
}
