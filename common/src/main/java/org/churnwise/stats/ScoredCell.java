package org.churnwise.stats;

/**
 * Rows without labels whose probabilities lie close together.
 *
 * @param logit mean of theirs, ln(p / (1 - p))
 * @param rows at least one
 */
public record ScoredCell(double logit, long rows) {

  /** The probability at the mean logit. */
  double probability() {
    return Intervals.logistic(logit);
  }
}
