package org.churnwise.training;

import java.util.OptionalDouble;
import org.churnwise.config.RetrainSettings;
import org.churnwise.model.ModelDecision.Outcome;
import org.churnwise.stats.ClassificationMetrics;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.MetricStatus;
import org.churnwise.stats.Verdict;
import org.churnwise.training.ModelValidator.Validation;

/** Decides whether a challenger becomes champion. */
public final class ModelComparator {
  private final double margin;
  private final MetricPolicy policy;

  public ModelComparator(RetrainSettings settings, MetricPolicy policy) {
    this.margin = settings.margin();
    this.policy = policy;
  }

  /**
   * Decides on a challenger when there is no champion to compare it with: a sound one is promoted.
   */
  public Comparison first(Validation challenger, String why) {
    return challenger.verdict() == Verdict.OK
        ? new Comparison(Outcome.PROMOTED, why + ": " + challenger.reason())
        : new Comparison(Outcome.REFUSED, challenger.reason());
  }

  /**
   * Decides between two models on the same held-out rows: a sound challenger is promoted if its AUC
   * exceeds the champion's by more than the margin.
   */
  public Comparison compare(Validation validation, ScoredPart challenger, ScoredPart champion) {
    if (validation.verdict() != Verdict.OK) {
      return new Comparison(Outcome.REFUSED, validation.reason());
    }
    Metric ours = auc(challenger);
    Metric theirs = auc(champion);
    if (ours.rows() != theirs.rows()
        || ours.positives() != theirs.positives()
        || theirs.status() != MetricStatus.OK) {
      throw new IllegalArgumentException("not judged on the same rows: " + ours + ", " + theirs);
    }
    double gain = ours.value().getAsDouble() - theirs.value().getAsDouble();
    String figures =
        "AUC "
            + Figures.of(ours.value())
            + " against the champion's "
            + Figures.of(theirs.value())
            + ", margin "
            + Figures.of(OptionalDouble.of(margin));
    return gain > margin
        ? new Comparison(Outcome.PROMOTED, "better: " + figures)
        : new Comparison(Outcome.KEPT, "not better: " + figures);
  }

  private Metric auc(ScoredPart part) {
    return ModelValidator.metric(part.metrics(policy), ClassificationMetrics.AUC);
  }

  /** What is to be done, and why, in one line. */
  public record Comparison(Outcome outcome, String reason) {}
}
