package org.churnwise.model.evaluation;

import java.util.List;
import org.churnwise.stats.ClassificationMetrics;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.ScoreSums;

/**
 * The evaluation of a model and the recency rule on the same labelled rows.
 *
 * @param scorer the model
 * @param slice the part of the rows: a snapshot, or what they are to the model
 * @param segment {@link #ALL}, or {@code column=value}
 * @param model sums of the model's probabilities
 * @param recency sums of the recency rule
 * @param distinctScores number of distinct probabilities that the model predicted; 1 = a constant
 */
public record Evaluation(
    String scorer,
    String slice,
    String segment,
    ScoreSums model,
    ScoreSums recency,
    long distinctScores) {
  /** The segment of all customers. */
  public static final String ALL = "all";

  /** No rows at all. */
  public static Evaluation nothing(String scorer, String slice) {
    return new Evaluation(scorer, slice, ALL, ScoreSums.NOTHING, ScoreSums.NOTHING, 0);
  }

  /** The metrics of the model, each beside the constant's and the recency rule's. */
  public List<Metric> metrics(MetricPolicy policy) {
    return ClassificationMetrics.compare(model, recency, policy);
  }

  /** Whether every row got the same probability; also without rows. */
  public boolean isConstant() {
    return distinctScores < 2;
  }
}
