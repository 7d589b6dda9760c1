package org.churnwise.stats;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The profit of contacting every customer whose churn probability reaches a threshold, by
 * threshold. Only customers for whom a contact can pay are contacted, so a correctly flagged
 * churner never costs money, and missing one never raises the profit.
 *
 * <p>Made from one row per customer or from groups that a warehouse has summed up; a threshold
 * costs one pass over the distinct probabilities.
 */
public final class ProfitCurve {
  private final ContactValue value;
  private final TreeMap<Double, ProfitGroup> groups = new TreeMap<>();
  private ProfitGroup all = new ProfitGroup(0, 0, 0, 0, 0);

  /** The curve of groups; those of equal probability are merged. */
  public ProfitCurve(ContactValue value, Collection<ProfitGroup> groups) {
    this.value = value;
    groups.forEach(this::add);
  }

  /**
   * The curve of one row per customer.
   *
   * @param probability of churn, in [0, 1]
   * @param churned 1 if the customer churned, 0 if not; a share in between if only the true
   *     probability is known; profits are then expected values
   * @param marginUsd what is kept if the customer stays
   */
  public static ProfitCurve of(
      ContactValue value, double[] probability, double[] churned, double[] marginUsd) {
    if (churned.length != probability.length || marginUsd.length != probability.length) {
      throw new IllegalArgumentException("the arrays of a profit curve differ in length");
    }
    ProfitCurve curve = new ProfitCurve(value, List.of());
    for (int row = 0; row < probability.length; row++) {
      if (value.canPay(marginUsd[row])) {
        curve.add(ProfitGroup.of(probability[row], churned[row], marginUsd[row]));
      }
    }
    return curve;
  }

  private void add(ProfitGroup group) {
    if (!(group.probability() >= 0 && group.probability() <= 1)) {
      throw new IllegalArgumentException(
          "a churn probability must be in [0, 1], not " + group.probability());
    }
    groups.merge(group.probability(), group, ProfitGroup::plus);
    all = all.plus(group);
  }

  /** Customers for whom a contact can pay. */
  public double customers() {
    return all.customers();
  }

  /** What contacting everyone at or above the threshold earns, in USD; 0 if there are none. */
  public double profitUsd(double threshold) {
    return profitUsd(contacted(threshold));
  }

  /**
   * The 95 % interval of {@link #profitUsd}: the sum of one amount per customer, 0 for those below
   * the threshold, plus and minus z standard errors (central limit theorem). Without two customers
   * it is the profit alone.
   */
  public Interval interval(double threshold) {
    ProfitGroup contacted = contacted(threshold);
    double profit = profitUsd(contacted);
    double rows = all.customers();
    double variance =
        rows < 2 ? 0 : Math.max(0, squares(contacted) - profit * profit / rows) * rows / (rows - 1);
    return Intervals.wald(profit, Math.sqrt(variance));
  }

  /**
   * The threshold of highest profit; of several the highest, which contacts the fewest. It is one
   * of the probabilities. Empty if no threshold earns anything, also without rows. Costs one pass.
   */
  public OptionalDouble bestThreshold() {
    OptionalDouble best = OptionalDouble.empty();
    double bestProfit = 0;
    ProfitGroup contacted = new ProfitGroup(0, 0, 0, 0, 0);
    for (Map.Entry<Double, ProfitGroup> group : groups.descendingMap().entrySet()) {
      contacted = contacted.plus(group.getValue());
      double profit = profitUsd(contacted);
      if (profit > bestProfit) {
        bestProfit = profit;
        best = OptionalDouble.of(group.getKey());
      }
    }
    return best;
  }

  private ProfitGroup contacted(double threshold) {
    ProfitGroup sum = new ProfitGroup(threshold, 0, 0, 0, 0);
    // From the top, in the order of the sweep, so that sums are equal to the bit.
    for (ProfitGroup group : groups.tailMap(threshold, true).descendingMap().values()) {
      sum = sum.plus(group);
    }
    return sum;
  }

  private double profitUsd(ProfitGroup contacted) {
    return value.saveRate() * contacted.churnedMarginUsd()
        - value.contactCostUsd() * contacted.customers();
  }

  /** The sum over the contacted of (saved margin if churned - cost) squared. */
  private double squares(ProfitGroup contacted) {
    double saved = value.saveRate();
    double cost = value.contactCostUsd();
    return saved * saved * contacted.churnedMarginSquares()
        - 2 * saved * cost * contacted.churnedMarginUsd()
        + cost * cost * contacted.customers();
  }
}
