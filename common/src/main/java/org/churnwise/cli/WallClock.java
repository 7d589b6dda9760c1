package org.churnwise.cli;

import java.time.Clock;

/** The clock of this machine, for commands that judge the clock itself; all else takes a value. */
public final class WallClock {
  private WallClock() {}

  /** The clock in UTC. */
  public static Clock utc() {
    return Clock.systemUTC();
  }
}
