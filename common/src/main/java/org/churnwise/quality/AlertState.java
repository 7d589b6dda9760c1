package org.churnwise.quality;

/** Where an alert stands. */
public enum AlertState {
  /** Found, and nobody has said that he works on it. */
  OPEN,
  /** Somebody works on it. */
  ACKNOWLEDGED,
  /** A newer finding is fine, or somebody says so. */
  RESOLVED
}
