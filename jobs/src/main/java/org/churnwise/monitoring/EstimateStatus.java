package org.churnwise.monitoring;

/** How far an estimate of performance can be trusted. */
public enum EstimateStatus {
  /** It has a band. */
  OK,
  /** Customers or data have changed: the value may be far off, and has no band. */
  UNTRUSTED,
  /** There is nothing to estimate from, and no value. */
  NO_EVIDENCE
}
