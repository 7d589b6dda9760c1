package org.churnwise.stats;

/**
 * What became of some customers of a contact list.
 *
 * @param customers how many
 * @param stayed how many of them did not churn
 * @param keptMarginUsd sum of the margins of those who stayed
 * @param keptMarginSquares sum of their squares
 */
public record GroupOutcome(
    long customers, long stayed, double keptMarginUsd, double keptMarginSquares) {
  /** Nobody. */
  public static final GroupOutcome NOBODY = new GroupOutcome(0, 0, 0, 0);

  /** Refuses counts that contradict each other. */
  public GroupOutcome {
    if (stayed < 0 || stayed > customers) {
      throw new IllegalArgumentException(stayed + " of " + customers + " customers cannot stay");
    }
  }

  /** Both together. */
  public GroupOutcome plus(GroupOutcome other) {
    return new GroupOutcome(
        customers + other.customers,
        stayed + other.stayed,
        keptMarginUsd + other.keptMarginUsd,
        keptMarginSquares + other.keptMarginSquares);
  }

  /** The share that stayed. */
  double stayedShare() {
    return (double) stayed / customers;
  }

  /** The mean of the margin kept, 0 for those who churned. */
  double meanUsd() {
    return keptMarginUsd / customers;
  }

  /** The variance of {@link #meanUsd}. */
  double meanVariance() {
    double mean = meanUsd();
    return Math.max(0, keptMarginSquares - customers * mean * mean) / (customers - 1) / customers;
  }

  /**
   * The variance of {@link #stayedShare}, with one customer more of either kind: a group in which
   * all stayed is not certain (Agresti and Caffo 2000, The American Statistician 54).
   */
  double stayedVariance() {
    double share = (stayed + 1.0) / (customers + 2.0);
    return share * (1 - share) / (customers + 2.0);
  }
}
