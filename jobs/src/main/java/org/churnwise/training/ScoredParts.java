package org.churnwise.training;

import java.util.List;
import org.churnwise.model.JudgedAnswers;
import org.churnwise.model.ModelCard;
import org.churnwise.model.ModelMetric;
import org.churnwise.stats.MetricPolicy;

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

  ModelCard.Evaluation evaluation(MetricPolicy policy) {
    return new ModelCard.Evaluation(
        cardMetrics(fitted, policy), cardMetrics(leftOut, policy), cardMetrics(heldOut, policy));
  }

  static List<ModelMetric> cardMetrics(JudgedAnswers part, MetricPolicy policy) {
    return part.metrics(policy).stream().map(ModelMetric::of).toList();
  }
}
