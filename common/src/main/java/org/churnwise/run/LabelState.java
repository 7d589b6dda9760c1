package org.churnwise.run;

/** What is known of the labels of a snapshot. */
public enum LabelState {
  /** The churn window has not closed yet. */
  PENDING,
  /** Who has churned is known. */
  FINAL,
  /** The window has closed, but sales are missing in it: who has churned will not be known. */
  NO_EVIDENCE
}
