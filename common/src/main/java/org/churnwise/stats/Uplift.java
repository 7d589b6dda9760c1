package org.churnwise.stats;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * The effect of contacting the customers of a list, compared with a random holdout of the list that
 * was not contacted. Three metrics, each with its two-sided 95 % interval:
 *
 * <ul>
 *   <li>{@link #RETAINED_SHARE}: how much larger the share that stayed is among the contacted.
 *       Interval: Newcombe 1998, Statistics in Medicine 17, method 10.
 *   <li>{@link #MARGIN}: the share of their margin that the contacted kept minus the share that the
 *       held-out customers kept, times the margin of the contacted: USD, before the cost of
 *       contacting. A share does not depend on which group the draw gave the larger margins.
 *       Interval: each share with one customer more of either kind (as Agresti and Caffo 2000, The
 *       American Statistician 54), the variance of a ratio, Student's t with the degrees of freedom
 *       of Welch 1947, Biometrika 34, from the number of customers that carry information.
 *   <li>{@link #QINI}: the area between the curve of customers kept by contacting only the top of
 *       the list and the straight line of a list in random order, as a share of the list (Radcliffe
 *       2007, Using control groups to target on predicted lift). Above 0: the top gains more from a
 *       contact than the end. The uplift is taken within stretches of the list, so a holdout that
 *       is uneven along the list does no harm.
 * </ul>
 *
 * <p>All metrics assume that exactly the customers on the list were contacted.
 */
public final class Uplift {
  public static final String RETAINED_SHARE = "uplift_retained_share";
  public static final String MARGIN = "incremental_margin_usd";
  public static final String QINI = "qini";

  /** A group needs more than one customer, whatever the policy. */
  private static final long FEWEST = 2;

  private final UpliftPart all;
  private final List<UpliftPart> stretches;
  private final MetricStatus status;

  private Uplift(List<UpliftPart> parts, MetricPolicy policy) {
    this.all = parts.stream().reduce(UpliftPart.EMPTY, UpliftPart::plus);
    long least = Math.max(FEWEST, policy.minPositives());
    this.stretches = UpliftPart.joined(parts, least);
    this.status = status(policy, least);
  }

  /** The names of the metrics, in the order of {@link #metrics}. */
  public static List<String> names() {
    return List.of(RETAINED_SHARE, MARGIN, QINI);
  }

  /**
   * The metrics of a list; rows are its customers, positives those who churned.
   *
   * @param parts stretches of the list from the highest expected value down, the finer the better;
   *     none if there was no list
   * @param policy evidence needs {@code minRows} customers, {@code minPositives} churned and
   *     retained, and {@code minPositives} contacted and held out; each stretch of the Qini curve
   *     needs the latter too, and it takes two stretches. If nobody was held out or contacted, the
   *     status is NO_DATA
   */
  public static List<Metric> metrics(List<UpliftPart> parts, MetricPolicy policy) {
    Uplift uplift = new Uplift(parts, policy);
    return List.of(uplift.retainedShare(), uplift.margin(), uplift.qini());
  }

  private MetricStatus status(MetricPolicy policy, long least) {
    if (!all.hasBoth(1)) {
      return MetricStatus.NO_DATA;
    }
    MetricStatus ofRows = policy.statusOf(all.customers(), all.churned());
    return ofRows == MetricStatus.OK && !all.hasBoth(least) ? MetricStatus.TOO_FEW : ofRows;
  }

  private Metric retainedShare() {
    if (status != MetricStatus.OK) {
      return without(RETAINED_SHARE, status);
    }
    double contacted = all.contacted().stayedShare();
    double heldOut = all.heldOut().stayedShare();
    Interval ofContacted = wilson(all.contacted());
    Interval ofHeldOut = wilson(all.heldOut());
    double difference = contacted - heldOut;
    double below = Math.hypot(contacted - ofContacted.low(), ofHeldOut.high() - heldOut);
    double above = Math.hypot(ofContacted.high() - contacted, heldOut - ofHeldOut.low());
    return metric(RETAINED_SHARE, difference, new Interval(difference - below, difference + above));
  }

  private static Interval wilson(GroupOutcome group) {
    return Intervals.wilson(group.stayed(), group.customers()).orElseThrow();
  }

  private Metric margin() {
    if (status != MetricStatus.OK) {
      return without(MARGIN, status);
    }
    double margin = all.contacted().marginUsd();
    double value = margin * (all.contacted().keptShare() - all.heldOut().keptShare());
    GroupOutcome contacted = all.contacted().withOneMoreOfEither();
    GroupOutcome heldOut = all.heldOut().withOneMoreOfEither();
    double middle = margin * (contacted.keptShare() - heldOut.keptShare());
    double half = margin * halfWidth(contacted, heldOut);
    return metric(MARGIN, value, new Interval(middle - half, middle + half));
  }

  private static double halfWidth(GroupOutcome contacted, GroupOutcome heldOut) {
    double ofContacted = contacted.keptShareVariance();
    double ofHeldOut = heldOut.keptShareVariance();
    double variance = ofContacted + ofHeldOut;
    if (variance == 0) {
      return 0;
    }
    double freedom =
        variance
            * variance
            / (ofContacted * ofContacted / (contacted.countedCustomers() - 1)
                + ofHeldOut * ofHeldOut / (heldOut.countedCustomers() - 1));
    return studentT975(freedom) * Math.sqrt(variance);
  }

  /** The 97.5 % quantile of Student's t distribution. */
  static double studentT975(double freedom) {
    RandomGenerator neverDrawn = null;
    return new TDistribution(neverDrawn, freedom).inverseCumulativeProbability(0.975);
  }

  /**
   * With a stretch's share w of the list, the place m of its middle and its uplift u, the area is
   * the sum of w (1/2 - m) u, and its variance follows from those of the stretches.
   */
  private Metric qini() {
    if (status != MetricStatus.OK || stretches.size() < 2) {
      return without(QINI, status == MetricStatus.OK ? MetricStatus.TOO_FEW : status);
    }
    double area = 0;
    double variance = 0;
    double above = 0;
    for (UpliftPart stretch : stretches) {
      double share = (double) stretch.customers() / all.customers();
      double weight = share * (0.5 - above - share / 2);
      area += weight * stretch.uplift();
      variance +=
          weight
              * weight
              * (stretch.contacted().stayedVariance() + stretch.heldOut().stayedVariance());
      above += share;
    }
    return metric(QINI, area, Intervals.wald(area, Math.sqrt(variance)));
  }

  private Metric without(String name, MetricStatus why) {
    return Metric.without(name, why, all.customers(), all.churned());
  }

  private Metric metric(String name, double value, Interval interval) {
    OptionalDouble none = OptionalDouble.empty();
    return new Metric(
        name,
        MetricStatus.OK,
        OptionalDouble.of(value),
        Optional.of(interval.including(value)),
        all.customers(),
        all.churned(),
        none,
        none);
  }
}
