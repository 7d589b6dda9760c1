package org.churnwise.stats;

/**
 * The value of contacting a customer. A contact costs a fixed amount; a contacted churner stays
 * with a known probability, and then brings a margin; a customer who would have stayed anyway
 * brings nothing more (Blattberg, Kim and Neslin 2008, Database Marketing, 24.4: the profit of a
 * churn campaign, without an incentive for those who accept).
 *
 * @param saveRate share of the contacted churners who stay because of it, in [0, 1]
 * @param contactCostUsd at least 0
 */
public record ContactValue(double saveRate, double contactCostUsd) {
  /** Refuses values out of range. */
  public ContactValue {
    if (!(saveRate >= 0 && saveRate <= 1)
        || !(contactCostUsd >= 0)
        || Double.isInfinite(contactCostUsd)) {
      throw new IllegalArgumentException(
          "invalid value of a contact: save rate %s, cost %s".formatted(saveRate, contactCostUsd));
    }
  }

  /**
   * What a contact is expected to earn, in USD; below 0 if it costs more.
   *
   * @param churnProbability in [0, 1]
   * @param marginUsd what is kept if the customer stays
   */
  public double expectedUsd(double churnProbability, double marginUsd) {
    return churnProbability * saveRate * marginUsd - contactCostUsd;
  }

  /** What a contact earns on average, given whether the customer would have churned, in USD. */
  public double realisedUsd(boolean churned, double marginUsd) {
    return expectedUsd(churned ? 1 : 0, marginUsd);
  }

  /**
   * Whether a contact would pay if the customer were certain to churn. Other customers are never
   * contacted, whatever the model predicts.
   */
  public boolean canPay(double marginUsd) {
    return realisedUsd(true, marginUsd) > 0;
  }
}
