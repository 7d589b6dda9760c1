package org.churnwise.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.model.JudgedAnswers;
import org.churnwise.model.ModelCard;
import org.churnwise.model.ModelMetric;
import org.churnwise.model.SegmentMetrics;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricName;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.SegmentGaps;

/**
 * How a model did on the rows that it was fitted on, on the same snapshots' customers that were
 * left out of the fit, and on the held-out snapshot.
 *
 * @param snapshots of the customers left out that have enough rows, one by one
 * @param segments of the held-out snapshot that have enough rows
 */
public record ScoredParts(
    JudgedAnswers fitted,
    JudgedAnswers leftOut,
    JudgedAnswers heldOut,
    List<JudgedAnswers> snapshots,
    List<JudgedAnswers> segments) {
  private static final List<String> MAIN =
      List.of(
          MetricName.AUC,
          MetricName.BRIER,
          MetricName.F1,
          MetricName.CALIBRATION_ERROR,
          SegmentGaps.GAP,
          SegmentGaps.P_VALUE);

  public ScoredParts {
    snapshots = List.copyOf(snapshots);
    segments = List.copyOf(segments);
  }

  static ScoredParts of(List<JudgedAnswers> judged) {
    return new ScoredParts(
        part(judged, "fitted"),
        part(judged, "left_out"),
        part(judged, "held_out"),
        parts(judged, "left_out"),
        parts(judged, "held_out"));
  }

  private static List<JudgedAnswers> parts(List<JudgedAnswers> judged, String name) {
    return judged.stream()
        .filter(answers -> !answers.segment().equals(JudgedAnswers.ALL))
        .filter(answers -> answers.slice().equals(name))
        .toList();
  }

  private static JudgedAnswers part(List<JudgedAnswers> judged, String name) {
    return judged.stream()
        .filter(answers -> answers.segment().equals(JudgedAnswers.ALL))
        .filter(answers -> answers.slice().equals(name))
        .findFirst()
        .orElse(JudgedAnswers.nothing(name));
  }

  /** What the card keeps. */
  ModelCard.Evaluation evaluation(List<ModelMetric> logistic, MetricPolicy policy) {
    List<JudgedAnswers> heldOutParts = new ArrayList<>(List.of(heldOut));
    heldOutParts.addAll(segments);
    Map<String, List<Metric>> bySegment = SegmentMetrics.of(heldOutParts, policy);
    bySegment.remove(JudgedAnswers.ALL);
    Map<String, List<Metric>> bySnapshot = new LinkedHashMap<>();
    snapshots.forEach(part -> bySnapshot.put(part.segment(), part.metrics(policy)));
    return new ModelCard.Evaluation(
        cardMetrics(fitted, policy),
        cardMetrics(leftOut, policy),
        cardMetrics(heldOut, policy),
        logistic,
        main(bySegment),
        main(bySnapshot));
  }

  private static Map<String, List<ModelMetric>> main(Map<String, List<Metric>> parts) {
    Map<String, List<ModelMetric>> main = new LinkedHashMap<>();
    parts.forEach(
        (part, metrics) ->
            main.put(
                part,
                metrics.stream()
                    .filter(metric -> MAIN.contains(metric.name()))
                    .map(ModelMetric::of)
                    .toList()));
    return main;
  }

  static List<ModelMetric> cardMetrics(JudgedAnswers part, MetricPolicy policy) {
    return part.metrics(policy).stream().map(ModelMetric::of).toList();
  }
}
