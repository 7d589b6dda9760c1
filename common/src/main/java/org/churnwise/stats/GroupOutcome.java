package org.churnwise.stats;

/**
 * What became of some customers of a contact list.
 *
 * @param customers how many
 * @param stayed how many of them did not churn
 * @param marginUsd sum of the margins of all
 * @param marginSquares sum of their squares
 * @param keptMarginUsd sum of the margins of those who stayed
 * @param keptMarginSquares sum of their squares
 */
public record GroupOutcome(
    long customers,
    long stayed,
    double marginUsd,
    double marginSquares,
    double keptMarginUsd,
    double keptMarginSquares) {
  /** Nobody. */
  public static final GroupOutcome NOBODY = new GroupOutcome(0, 0, 0, 0, 0, 0);

  /** Refuses counts that contradict each other. */
  public GroupOutcome {
    if (stayed < 0 || stayed > customers) {
      throw new IllegalArgumentException(stayed + " of " + customers + " customers cannot stay");
    }
  }

  /** One customer. */
  static GroupOutcome of(double marginUsd, boolean stayed) {
    double square = marginUsd * marginUsd;
    return new GroupOutcome(
        1, stayed ? 1 : 0, marginUsd, square, stayed ? marginUsd : 0, stayed ? square : 0);
  }

  /** Both together. */
  public GroupOutcome plus(GroupOutcome other) {
    return new GroupOutcome(
        customers + other.customers,
        stayed + other.stayed,
        marginUsd + other.marginUsd,
        marginSquares + other.marginSquares,
        keptMarginUsd + other.keptMarginUsd,
        keptMarginSquares + other.keptMarginSquares);
  }

  /** The share that stayed. */
  double stayedShare() {
    return (double) stayed / customers;
  }

  /**
   * The variance of {@link #stayedShare}, with one customer more of either kind: a group in which
   * all stayed is not certain (Agresti and Caffo 2000, The American Statistician 54).
   */
  double stayedVariance() {
    double share = (stayed + 1.0) / (customers + 2.0);
    return share * (1 - share) / (customers + 2.0);
  }

  /** The mean margin, whether kept or not. */
  double meanMarginUsd() {
    return marginUsd / customers;
  }

  /**
   * The mean margin kept (0 of those who churned) that a group with another mean margin would have
   * had, by the line through this group's customers.
   */
  double keptAtUsd(double meanMarginUsd) {
    return keptMarginUsd / customers + slope() * (meanMarginUsd - meanMarginUsd());
  }

  /**
   * The variance of {@link #keptAtUsd}: that of the distances from the line, over the customers.
   */
  double keptVariance() {
    double mean = keptMarginUsd / customers;
    double around = keptMarginSquares - customers * mean * mean;
    double explained = slope() * slope() * marginSpread();
    return Math.max(0, around - explained) / degreesOfFreedom() / customers;
  }

  /** Customers less the two numbers of the line. */
  double degreesOfFreedom() {
    return customers - 2;
  }

  /** Margin times margin kept is the square of the margin kept. */
  private double slope() {
    double spread = marginSpread();
    return spread > 1e-12 * marginSquares
        ? (keptMarginSquares - marginUsd * keptMarginUsd / customers) / spread
        : 0;
  }

  private double marginSpread() {
    return Math.max(0, marginSquares - marginUsd * marginUsd / customers);
  }
}
