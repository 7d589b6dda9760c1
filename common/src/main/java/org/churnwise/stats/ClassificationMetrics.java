package org.churnwise.stats;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The metrics of a churn model beside two baselines that need no model. Positive means churned; P
 * rows churned, N stayed, P + N = n; TP, FP, FN, TN as usual.
 *
 * <table>
 * <caption>Formulas</caption>
 * <tr><th>name<th>model and recency rule<th>best constant prediction<th>interval
 * <tr><td>f1<td>2 TP / (2 TP + FP + FN)<td>2 P / (2 P + N), always churned<td>Wilson, by TP / (TP +
 *     FP + FN)
 * <tr><td>precision<td>TP / (TP + FP)<td>P / n, always churned<td>Wilson
 * <tr><td>recall<td>TP / P<td>1, always churned<td>Wilson
 * <tr><td>accuracy<td>(TP + TN) / n<td>max(P, N) / n, the more common class<td>Wilson
 * <tr><td>auc<td>(R - P (P + 1) / 2) / (P N)<td>0.5, all rows tie<td>DeLong, on the logit scale
 * <tr><td>brier<td>sum of (probability - label)² / n<td>(P / n) (N / n), the base rate<td>mean
 * <tr><td>average_precision<td>mean over the churned of the precision at their score<td>P / n
 *     <td>Boyd, on the logit scale
 * <tr><td>average_precision_retained<td>the same of those who stayed, ranked from the other end
 *     <td>N / n<td>Boyd, on the logit scale
 * <tr><td>log_loss<td>mean of -ln(probability of the actual class)<td>the base rate's entropy<td>mean
 * <tr><td>ece<td>mean over ten bins of |share churned - mean probability|<td>0, the base rate
 *     <td>bootstrap of the bins
 * <tr><td>calibration_slope, calibration_intercept<td>regression of the label on the logit<td>none
 *     <td>Wald
 * <tr><td>gain_10 ... gain_90<td>share of P among the top 10 % ... 90 % of rows<td>0.1 ... 0.9
 *     <td>Wilson
 * <tr><td>lift_10 ... lift_90<td>gain / 0.1 ... gain / 0.9<td>1<td>Wilson
 * </table>
 *
 * <p>R is the sum of the positives' mid-ranks, which makes auc the Mann-Whitney statistic: the
 * probability that a churned row scores above a retained one, ties counting half (Hanley and McNeil
 * 1982, Radiology 143). Brier: Brier 1950, Monthly Weather Review 78. Intervals are two-sided with
 * 95 % and name their sources in {@link Intervals}, {@link CalibrationError} and {@link
 * Recalibration}. Lower is better for brier, log_loss and ece; slope 1 and intercept 0 are best.
 *
 * <p>A model that predicts nobody to churn has no precision (0 / 0). Its precision is 0.0 here, as
 * scikit-learn's default {@code zero_division} gives it: such a model must not look good, and
 * status OK guarantees a value. F1 and recall are then 0 by their formulas.
 *
 * <p>The constant is the best one per metric, so recall's 1 and ece's 0 can be equalled but never
 * beaten: on their own they prove nothing.
 */
public final class ClassificationMetrics {
  private ClassificationMetrics() {}

  /**
   * The model's metrics beside those of the best constant prediction and the recency rule, in the
   * order of {@link MetricName#all}. Only status OK comes with values: without rows, with one
   * class, with too few rows or with invalid scores there are none.
   *
   * @param model sums of the model's probabilities
   * @param recency sums, on the same rows, of the rule "churned if the last purchase is longer ago
   *     than the churn window", ranked by days since the last purchase
   * @throws IllegalArgumentException if the two do not have the same rows and positives
   */
  public static List<Metric> compare(ScoreSums model, ScoreSums recency, MetricPolicy policy) {
    if (model.rows() != recency.rows() || model.positives() != recency.positives()) {
      throw new IllegalArgumentException(
          "model and recency rule are evaluated on different rows: %s, %s"
              .formatted(model.counts(), recency.counts()));
    }
    MetricStatus status = policy.statusOf(model);
    return MetricName.all().stream().map(name -> metric(name, status, model, recency)).toList();
  }

  private static Metric metric(
      String name, MetricStatus status, ScoreSums model, ScoreSums recency) {
    if (status != MetricStatus.OK) {
      return Metric.without(name, status, model.rows(), model.positives());
    }
    OptionalDouble value = MetricFormulas.value(name, model);
    if (value.isEmpty()) {
      return Metric.without(name, MetricStatus.UNDEFINED, model.rows(), model.positives());
    }
    OptionalDouble rule =
        recency.invalidScores() > 0 || MetricName.isCalibrationLine(name)
            ? OptionalDouble.empty()
            : MetricFormulas.value(name, recency);
    Optional<Interval> interval =
        MetricFormulas.interval(name, model).map(found -> found.including(value.getAsDouble()));
    return new Metric(
        name,
        status,
        value,
        interval,
        model.rows(),
        model.positives(),
        MetricFormulas.constant(name, model.counts()),
        rule);
  }
}
