package org.churnwise.stats;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The metrics of a churn model beside the two answers that need no model. Positive means churned; P
 * rows churned, N stayed, P + N = n; TP, FP, FN, TN as usual.
 *
 * <table>
 * <caption>Formulas</caption>
 * <tr><th>name<th>model and recency rule<th>best constant answer
 * <tr><td>f1<td>2 TP / (2 TP + FP + FN)<td>2 P / (2 P + N), always churned
 * <tr><td>precision<td>TP / (TP + FP)<td>P / n, always churned
 * <tr><td>recall<td>TP / P<td>1, always churned
 * <tr><td>accuracy<td>(TP + TN) / n<td>max(P, N) / n, the commoner class
 * <tr><td>auc<td>(R - P (P + 1) / 2) / (P N)<td>0.5, all rows tie
 * <tr><td>brier<td>sum of (probability - label)² / n<td>(P / n) (N / n), the base rate
 * </table>
 *
 * <p>R is the sum of the positives' mid-ranks, which makes auc the Mann-Whitney statistic: the
 * chance that a churned row scores above a retained one, ties counting half (Hanley and McNeil
 * 1982, Radiology 143). Brier: Brier 1950, Monthly Weather Review 78. Lower is better for brier
 * alone.
 *
 * <p>A model that predicts nobody to churn has no precision (0 / 0). Its precision is 0.0 here, as
 * scikit-learn's default {@code zero_division} gives it: such a model must never look good, and
 * status OK promises a value. F1 and recall are then 0 by their formulas.
 *
 * <p>A constant's values are those of its best answer per metric, so recall's constant of 1 can be
 * equalled but never beaten: recall alone says nothing.
 */
public final class ClassificationMetrics {
  public static final String F1 = "f1";
  public static final String PRECISION = "precision";
  public static final String RECALL = "recall";
  public static final String ACCURACY = "accuracy";
  public static final String AUC = "auc";
  public static final String BRIER = "brier";

  /** All metric names, in the order of {@link #compare}. */
  public static final List<String> NAMES = List.of(F1, PRECISION, RECALL, ACCURACY, AUC, BRIER);

  private ClassificationMetrics() {}

  /**
   * The model's metrics beside the best constant answer's and the recency rule's, in the order of
   * {@link #NAMES}. Without rows nothing has a value. With one class only accuracy and brier have
   * values, and no status is OK.
   *
   * @param model summary of the model's probabilities
   * @param recency summary, on the same rows, of the rule "churned if the last purchase is longer
   *     ago than the churn window", ranked by days since the last purchase
   * @throws IllegalArgumentException if the two summaries do not have the same rows and positives
   */
  public static List<Metric> compare(
      ScoreSummary model, ScoreSummary recency, MetricPolicy policy) {
    if (model.rows() != recency.rows() || model.positives() != recency.positives()) {
      throw new IllegalArgumentException(
          "model and recency rule are not judged on the same rows: " + model + ", " + recency);
    }
    MetricStatus status = policy.statusOf(model.rows(), model.positives());
    return NAMES.stream().map(name -> metric(name, status, model, recency)).toList();
  }

  private static Metric metric(
      String name, MetricStatus status, ScoreSummary model, ScoreSummary recency) {
    boolean defined =
        switch (status) {
          case NO_DATA -> false;
          case ONE_CLASS -> name.equals(ACCURACY) || name.equals(BRIER);
          case TOO_FEW, OK -> true;
        };
    return new Metric(
        name,
        status,
        valueIf(defined, model, summary -> answered(name, summary)),
        model.rows(),
        model.positives(),
        valueIf(defined, model, summary -> constant(name, summary)),
        valueIf(defined, recency, summary -> answered(name, summary)));
  }

  private static OptionalDouble valueIf(
      boolean defined, ScoreSummary summary, ToDoubleFunction<ScoreSummary> formula) {
    return defined ? OptionalDouble.of(formula.applyAsDouble(summary)) : OptionalDouble.empty();
  }

  private static double answered(String name, ScoreSummary s) {
    return switch (name) {
      case F1 -> 2.0 * s.truePositives() / (s.truePositives() + flagged(s) + s.falseNegatives());
      case PRECISION -> flagged(s) == 0 ? 0.0 : (double) s.truePositives() / flagged(s);
      case RECALL -> (double) s.truePositives() / s.positives();
      case ACCURACY -> (double) (s.truePositives() + s.trueNegatives()) / s.rows();
      case AUC -> areaUnderCurve(s);
      case BRIER -> s.squaredErrorSum() / s.rows();
      default -> throw new IllegalArgumentException("no such metric: " + name);
    };
  }

  private static double constant(String name, ScoreSummary s) {
    double baseRate = (double) s.positives() / s.rows();
    return switch (name) {
      case F1 -> 2.0 * s.positives() / (s.rows() + s.positives());
      case PRECISION -> baseRate;
      case RECALL -> 1.0;
      case ACCURACY -> (double) Math.max(s.positives(), s.negatives()) / s.rows();
      case AUC -> 0.5;
      case BRIER -> baseRate * (1 - baseRate);
      default -> throw new IllegalArgumentException("no such metric: " + name);
    };
  }

  private static long flagged(ScoreSummary s) {
    return s.truePositives() + s.falsePositives();
  }

  private static double areaUnderCurve(ScoreSummary s) {
    double positivesAbove = s.positiveRankSum() - ScoreSummary.lowestRankSum(s.positives());
    return positivesAbove / ((double) s.positives() * s.negatives());
  }
}
