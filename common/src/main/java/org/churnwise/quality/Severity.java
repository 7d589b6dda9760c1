package org.churnwise.quality;

/** How bad an alert is, from the least bad on. */
public enum Severity {
  WARNING,
  CRITICAL
}
