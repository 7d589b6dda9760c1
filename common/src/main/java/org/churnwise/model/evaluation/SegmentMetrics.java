package org.churnwise.model.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricName;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.ScoreSums;
import org.churnwise.stats.SegmentGaps;

/** The metrics of one model by segment. */
public final class SegmentMetrics {
  private SegmentMetrics() {}

  /**
   * Metrics by segment, in the order of the evaluations; a segment has its gap to all customers
   * instead of the tables by decile.
   *
   * @param evaluations of one model: all customers, and any segments
   */
  public static Map<String, List<Metric>> of(List<Evaluation> evaluations, MetricPolicy policy) {
    Map<String, List<Metric>> metrics = new LinkedHashMap<>();
    Map<String, ScoreSums> segments = new LinkedHashMap<>();
    ScoreSums all = ScoreSums.NOTHING;
    for (Evaluation evaluation : evaluations) {
      boolean isAll = evaluation.segment().equals(Evaluation.ALL);
      metrics.put(
          evaluation.segment(),
          new ArrayList<>(
              evaluation.metrics(policy).stream()
                  .filter(metric -> isAll || !MetricName.isByDecile(metric.name()))
                  .toList()));
      if (isAll) {
        all = evaluation.model();
      } else {
        segments.put(evaluation.segment(), evaluation.model());
      }
    }
    SegmentGaps.of(all, segments, policy)
        .forEach((segment, gaps) -> metrics.get(segment).addAll(gaps));
    return metrics;
  }
}
