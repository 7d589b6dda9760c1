package org.churnwise.snowflake;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Which sessions of a {@link SnowflakeStub} are lost, and what its client does about it. */
final class SessionLosses {
  /** The token of the session has expired; the driver then asks for another and is refused. */
  static final int TOKEN_EXPIRED = 390112;

  /** The session is gone. */
  static final int SESSION_GONE = 390111;

  /** No number of Snowflake's: the line broke, and whether the statement has run is not known. */
  static final int LINE_BROKEN = 390999;

  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger nextLogins = new AtomicInteger();
  private final AtomicInteger logins = new AtomicInteger();
  private final AtomicInteger goodbyes = new AtomicInteger();
  private volatile int refusal = TOKEN_EXPIRED;
  private final List<String> sent = new CopyOnWriteArrayList<>();

  /** Loses the sessions of the next statements that read or write. */
  void lose(int statements) {
    lose(statements, TOKEN_EXPIRED);
  }

  /** The same, refused with a number. */
  void lose(int statements, int code) {
    refusal = code;
    next.set(statements);
  }

  int refusal() {
    return refusal;
  }

  /** Does not answer the next logins. */
  void refuseLogins(int times) {
    nextLogins.set(times);
  }

  boolean takes(String statement) {
    sent.add(statement);
    return next.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  boolean refusesLogin() {
    logins.incrementAndGet();
    return nextLogins.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  void goodbye() {
    goodbyes.incrementAndGet();
  }

  int logins() {
    return logins.get();
  }

  int goodbyes() {
    return goodbyes.get();
  }

  /** How often a statement was sent, refused or not. */
  long sent(String text) {
    return sent.stream().filter(statement -> statement.contains(text)).count();
  }
}
