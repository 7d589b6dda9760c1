package org.churnwise.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether a model ranks the customers of a segment worse, or better, than it ranks all customers.
 * The gap is the segment's AUC less that of all, with the standard error of the segment's (DeLong);
 * the customers of the segment are among all, which makes the test conservative. Two-sided p-values
 * are adjusted over all evaluated segments by {@link Holm}.
 */
public final class SegmentGaps {
  /** AUC in the segment less AUC of all, with its unadjusted 95 % interval. */
  public static final String GAP = "auc_gap";

  /** The p-value of the gap, adjusted for the number of segments. */
  public static final String P_VALUE = "auc_gap_p";

  private SegmentGaps() {}

  /**
   * The two metrics of each segment.
   *
   * @param all sums over all customers
   * @param segments sums by segment
   */
  public static Map<String, List<Metric>> of(
      ScoreSums all, Map<String, ScoreSums> segments, MetricPolicy policy) {
    List<String> evaluated = new ArrayList<>();
    segments.forEach(
        (segment, sums) -> {
          if (policy.statusOf(all) == MetricStatus.OK
              && policy.statusOf(sums) == MetricStatus.OK
              && variance(sums) > 0) {
            evaluated.add(segment);
          }
        });
    double[] adjusted =
        Holm.adjusted(
            evaluated.stream()
                .mapToDouble(segment -> pValue(all, segments.get(segment)))
                .toArray());
    Map<String, List<Metric>> metrics = new LinkedHashMap<>();
    segments.forEach(
        (segment, sums) -> {
          int place = evaluated.indexOf(segment);
          metrics.put(
              segment,
              place < 0 ? withoutEvidence(sums, policy) : withEvidence(all, sums, adjusted[place]));
        });
    return metrics;
  }

  private static List<Metric> withEvidence(ScoreSums all, ScoreSums sums, double adjusted) {
    double gap = gap(all, sums);
    Interval interval = Intervals.wald(gap, Math.sqrt(variance(sums)));
    return List.of(
        metric(GAP, sums, gap, Optional.of(interval)),
        metric(P_VALUE, sums, adjusted, Optional.empty()));
  }

  private static Metric metric(
      String name, ScoreSums sums, double value, Optional<Interval> interval) {
    OptionalDouble none = OptionalDouble.empty();
    return new Metric(
        name,
        MetricStatus.OK,
        OptionalDouble.of(value),
        interval,
        sums.rows(),
        sums.positives(),
        none,
        none);
  }

  private static List<Metric> withoutEvidence(ScoreSums sums, MetricPolicy policy) {
    MetricStatus status = policy.statusOf(sums);
    MetricStatus why = status == MetricStatus.OK ? MetricStatus.UNDEFINED : status;
    return List.of(
        Metric.without(GAP, why, sums.rows(), sums.positives()),
        Metric.without(P_VALUE, why, sums.rows(), sums.positives()));
  }

  private static double gap(ScoreSums all, ScoreSums sums) {
    return MetricFormulas.auc(sums.counts()) - MetricFormulas.auc(all.counts());
  }

  private static double variance(ScoreSums sums) {
    ScoreSummary counts = sums.counts();
    return sums.ranks()
        .aucVariance(MetricFormulas.auc(counts), counts.positives(), counts.negatives());
  }

  private static double pValue(ScoreSums all, ScoreSums sums) {
    return Intervals.pValue(gap(all, sums) / Math.sqrt(variance(sums)));
  }
}
