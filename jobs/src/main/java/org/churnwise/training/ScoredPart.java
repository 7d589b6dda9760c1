package org.churnwise.training;

import java.util.List;
import org.churnwise.model.ModelMetric;
import org.churnwise.stats.ClassificationMetrics;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.ScoreSummary;
import org.churnwise.warehouse.ResultRow;

/**
 * How a model and the recency rule did on one part of the rows.
 *
 * @param model summary of the model's probabilities
 * @param recency summary of the recency rule on the same rows
 * @param isConstant whether every row got the same probability
 */
public record ScoredPart(ScoreSummary model, ScoreSummary recency, boolean isConstant) {
  private static final ScoreSummary NOTHING = new ScoreSummary(0, 0, 0, 0, 0, 0);

  /** A part without rows. */
  static final ScoredPart EMPTY = new ScoredPart(NOTHING, NOTHING, true);

  static ScoredPart of(ResultRow row) {
    long rows = row.longValue("row_count");
    long positives = row.longValue("positives");
    return new ScoredPart(
        new ScoreSummary(
            rows,
            positives,
            row.longValue("true_positives"),
            row.longValue("false_positives"),
            row.doubleValue("squared_error_sum"),
            row.doubleValue("positive_rank_sum")),
        new ScoreSummary(
            rows,
            positives,
            row.longValue("recency_true_positives"),
            row.longValue("recency_false_positives"),
            row.doubleValue("recency_squared_error_sum"),
            row.doubleValue("recency_positive_rank_sum")),
        row.doubleValue("lowest_probability") == row.doubleValue("highest_probability"));
  }

  /** The metrics of the model, each beside the constant's and the recency rule's. */
  public List<Metric> metrics(MetricPolicy policy) {
    return ClassificationMetrics.compare(model, recency, policy);
  }

  List<ModelMetric> cardMetrics(MetricPolicy policy) {
    return metrics(policy).stream().map(ModelMetric::of).toList();
  }
}
