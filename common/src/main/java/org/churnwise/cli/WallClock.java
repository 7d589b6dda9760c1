package org.churnwise.cli;

import java.time.Clock;

/**
 * The clock of this machine, for commands that check the clock itself; all other code takes the
 * time as a value.
 */
public final class WallClock {
  private WallClock() {}

  /** The clock in UTC. */
  public static Clock utc() {
    return Clock.systemUTC();
  }
}
