package org.churnwise.stats;

/**
 * Customers with equal churn probability for whom a contact can pay ({@link ContactValue#canPay}).
 *
 * @param probability of churn, in [0, 1]
 * @param customers number of customers
 * @param churned number of them who churned
 * @param churnedMarginUsd sum of the margins of those who churned
 * @param churnedMarginSquares sum of their squares
 */
public record ProfitGroup(
    double probability,
    double customers,
    double churned,
    double churnedMarginUsd,
    double churnedMarginSquares) {

  /** One customer, or a share of one who churns with a known probability. */
  static ProfitGroup of(double probability, double churned, double marginUsd) {
    return new ProfitGroup(
        probability, 1, churned, churned * marginUsd, churned * marginUsd * marginUsd);
  }

  /** Both groups as one, under this one's probability. */
  ProfitGroup plus(ProfitGroup other) {
    return new ProfitGroup(
        probability,
        customers + other.customers,
        churned + other.churned,
        churnedMarginUsd + other.churnedMarginUsd,
        churnedMarginSquares + other.churnedMarginSquares);
  }
}
