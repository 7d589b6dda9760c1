package org.churnwise.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.model.evaluation.Evaluation;
import org.churnwise.model.evaluation.SegmentMetrics;
import org.churnwise.model.registry.ModelCard;
import org.churnwise.model.registry.ModelMetric;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricName;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.SegmentGaps;

/**
 * The evaluation of a model on the rows that it was fitted on, on the same snapshots' customers
 * that were left out of the fit, and on the held-out snapshot.
 *
 * @param snapshots of the customers left out that have enough rows, one by one
 * @param segments of the held-out snapshot that have enough rows
 */
public record ScoredParts(
    Evaluation fitted,
    Evaluation leftOut,
    Evaluation heldOut,
    List<Evaluation> snapshots,
    List<Evaluation> segments) {
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

  /** The parts of one scorer, from the evaluation of all. */
  static ScoredParts of(String scorer, List<Evaluation> all) {
    List<Evaluation> judged = all.stream().filter(part -> part.scorer().equals(scorer)).toList();
    return new ScoredParts(
        part(scorer, judged, "fitted"),
        part(scorer, judged, "left_out"),
        part(scorer, judged, "held_out"),
        parts(judged, "left_out"),
        parts(judged, "held_out"));
  }

  private static List<Evaluation> parts(List<Evaluation> judged, String name) {
    return judged.stream()
        .filter(answers -> !answers.segment().equals(Evaluation.ALL))
        .filter(answers -> answers.slice().equals(name))
        .toList();
  }

  private static Evaluation part(String scorer, List<Evaluation> judged, String name) {
    return judged.stream()
        .filter(answers -> answers.segment().equals(Evaluation.ALL))
        .filter(answers -> answers.slice().equals(name))
        .findFirst()
        .orElse(Evaluation.nothing(scorer, name));
  }

  /** The part stored in the card. */
  ModelCard.Evaluation evaluation(List<ModelMetric> logistic, MetricPolicy policy) {
    List<Evaluation> heldOutParts = new ArrayList<>(List.of(heldOut));
    heldOutParts.addAll(segments);
    Map<String, List<Metric>> bySegment = SegmentMetrics.of(heldOutParts, policy);
    bySegment.remove(Evaluation.ALL);
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

  static List<ModelMetric> cardMetrics(Evaluation part, MetricPolicy policy) {
    return part.metrics(policy).stream().map(ModelMetric::of).toList();
  }
}
