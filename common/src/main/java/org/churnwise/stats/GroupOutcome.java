package org.churnwise.stats;

/**
 * The outcome for some customers of a contact list.
 *
 * @param customers number of customers
 * @param stayed number of them who did not churn
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
  /** An empty group. */
  public static final GroupOutcome NOBODY = new GroupOutcome(0, 0, 0, 0, 0, 0);

  /** Refuses counts that contradict each other. */
  public GroupOutcome {
    if (stayed < 0 || stayed > customers) {
      throw new IllegalArgumentException(
          "%d of %d customers cannot have stayed".formatted(stayed, customers));
    }
  }

  /** A group of one customer. */
  static GroupOutcome of(double marginUsd, boolean stayed) {
    double square = marginUsd * marginUsd;
    return new GroupOutcome(
        1, stayed ? 1 : 0, marginUsd, square, stayed ? marginUsd : 0, stayed ? square : 0);
  }

  /** Both groups together. */
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
   * The variance of {@link #stayedShare}, with one customer added of either kind, since a group in
   * which all stayed proves no certainty (Agresti and Caffo 2000, The American Statistician 54).
   */
  double stayedVariance() {
    double share = (stayed + 1.0) / (customers + 2.0);
    return share * (1 - share) / (customers + 2.0);
  }

  /** The share of all margin that was kept; 0 if there is none. */
  double keptShare() {
    return marginUsd > 0 ? keptMarginUsd / marginUsd : 0;
  }

  /**
   * This group with one customer more of either kind, whose margin is the mean weighted by margin:
   * for {@link #keptShare} what {@link #stayedVariance} does for the share of customers.
   */
  GroupOutcome withOneMoreOfEither() {
    double margin = marginUsd > 0 ? marginSquares / marginUsd : 0;
    return plus(of(margin, true)).plus(of(margin, false));
  }

  /**
   * The variance of {@link #keptShare}, a ratio of two sums (Cochran 1977, Sampling Techniques,
   * 2.11): the squared distances of each customer's kept margin from the share of it.
   */
  double keptShareVariance() {
    if (marginUsd <= 0) {
      return 0;
    }
    double kept = keptShare();
    double distances =
        keptMarginSquares * (1 - kept) * (1 - kept)
            + (marginSquares - keptMarginSquares) * kept * kept;
    double counted = countedCustomers();
    return distances / (marginUsd * marginUsd) * counted / (counted - 1);
  }

  /**
   * The number of customers of equal margin that carry as much information: small if a few have
   * most of the margin (Kish 1965, Survey Sampling, 11.7).
   */
  double countedCustomers() {
    return marginUsd * marginUsd / marginSquares;
  }
}
