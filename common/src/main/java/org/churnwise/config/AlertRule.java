package org.churnwise.config;

/** What the settings make of the alerts of one kind. */
public enum AlertRule {
  /** No message is sent. */
  OFF("off"),
  /** As severity WARNING, whatever the finding says. */
  WARNING("WARNING"),
  /** As severity CRITICAL, whatever the finding says. */
  CRITICAL("CRITICAL");

  private final String word;

  AlertRule(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
