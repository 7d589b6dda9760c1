package org.churnwise.stats;

/**
 * What contacting a customer is worth. A contact costs a fixed amount; a churner who is contacted
 * stays with a known chance, and then brings a margin; whoever would have stayed anyway brings
 * nothing more (Blattberg, Kim and Neslin 2008, Database Marketing, 24.4: the profit of a churn
 * campaign, without an incentive of its own for those who accept).
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
          "no value of a contact: save rate " + saveRate + ", cost " + contactCostUsd);
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

  /** What a contact earns on average once it is known who would have churned, in USD. */
  public double realisedUsd(boolean churned, double marginUsd) {
    return expectedUsd(churned ? 1 : 0, marginUsd);
  }

  /**
   * Whether a contact can earn anything, were the customer certain to churn. Nobody contacts the
   * others, whatever a model says of them.
   */
  public boolean canPay(double marginUsd) {
    return realisedUsd(true, marginUsd) > 0;
  }
}
