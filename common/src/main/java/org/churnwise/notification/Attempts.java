package org.churnwise.notification;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Tries to send, again after a failure that may pass. The wait doubles from one second on, and a
 * random part of up to half of it is left out, so that many machines do not come back at once.
 */
final class Attempts {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final int retries;
  private final RandomGenerator chance;
  private final Consumer<Duration> pause;

  /**
   * @param pause waits
   */
  Attempts(int retries, RandomGenerator chance, Consumer<Duration> pause) {
    this.retries = retries;
    this.chance = chance;
    this.pause = pause;
  }

  /** The outcome of sending a message on a channel. */
  Result send(Channel channel, AlertMessage message) {
    int attempt = 1;
    while (true) {
      Optional<SendFailure> failure = tried(channel, message);
      if (failure.isEmpty()) {
        return new Result(attempt, Optional.empty());
      }
      if (attempt > retries || !failure.get().isPassing()) {
        return new Result(attempt, Optional.of(failure.get().getMessage()));
      }
      pause.accept(failure.get().waiting().map(Attempts::bounded).orElse(backoff(attempt)));
      attempt++;
    }
  }

  private static Optional<SendFailure> tried(Channel channel, AlertMessage message) {
    try {
      channel.send(message);
      return Optional.empty();
    } catch (SendFailure e) {
      return Optional.of(e);
    }
  }

  private static Duration bounded(Duration asked) {
    return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
  }

  private Duration backoff(int attempt) {
    long millis = FIRST.toMillis() << (attempt - 1);
    return bounded(Duration.ofMillis(millis - chance.nextLong(millis / 2)));
  }

  /**
   * @param attempts that were made
   * @param error empty if the message got there
   */
  record Result(int attempts, Optional<String> error) {}
}
