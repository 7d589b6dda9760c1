package org.churnwise.stats;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Decides whether a model is worth acting on: it is not if the upper end of the {@link
 * PairedBootstrap} interval of its AUC, less that of a constant or of the recency rule on the same
 * customers, is below 0. The rule ranks by the days since the last purchase, as contact lists use a
 * ranking; the calibration of a model does not count.
 */
public record WorthRule(PairedBootstrap bootstrap) {
  private static final double CONSTANT = 0.5;
  private static final MetricPolicy NO_SEGMENTS = new MetricPolicy(0, 0);

  /**
   * Judges a model by its AUC. Where that is at least both others', nothing is drawn: the interval
   * of a gain reaches above a gain of the rows themselves that is not negative.
   *
   * @param auc of the model, beside that of the recency rule
   * @param rows asked for only if the model is behind; a draw of them costs a pass for each ranking
   */
  public Worth judge(Metric auc, Supplier<Ranked> rows) {
    if (auc.status() != MetricStatus.OK) {
      return Worth.UNKNOWN;
    }
    boolean isBelowConstant = isBelow(auc, OptionalDouble.of(CONSTANT));
    boolean isBelowRecency = isBelow(auc, auc.recencyValue());
    if (!isBelowConstant && !isBelowRecency) {
      return Worth.of(Optional.empty(), Optional.empty());
    }
    Ranked ranked = rows.get();
    return Worth.of(
        isBelowConstant ? Optional.of(gain(ranked, ranked.constant())) : Optional.empty(),
        isBelowRecency ? Optional.of(gain(ranked, ranked.recency())) : Optional.empty());
  }

  private static boolean isBelow(Metric auc, OptionalDouble other) {
    return other.isPresent() && auc.value().getAsDouble() < other.getAsDouble();
  }

  private Interval gain(Ranked ranked, double[] other) {
    return bootstrap
        .differences(
            PairedRows.of(ranked.probability, other, ranked.churned),
            MetricName.AUC,
            List.of(),
            NO_SEGMENTS)
        .get(0)
        .interval();
  }

  /**
   * Customers of one snapshot, one row each.
   *
   * @param probability of churn, in [0, 1]
   * @param silentDays since the last purchase, at least 0
   * @param churned 1 = churned, 0 = stayed
   */
  public record Ranked(double[] probability, long[] silentDays, int[] churned) {
    private double[] constant() {
      double[] scores = new double[churned.length];
      Arrays.fill(scores, CONSTANT);
      return scores;
    }

    /** The days as a share of the most days: in the same order, and in [0, 1]. */
    private double[] recency() {
      double most = Math.max(1, Arrays.stream(silentDays).max().orElse(1));
      return Arrays.stream(silentDays).mapToDouble(days -> days / most).toArray();
    }
  }
}
