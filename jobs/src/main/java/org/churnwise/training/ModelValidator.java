package org.churnwise.training;

import java.util.List;
import org.churnwise.stats.ClassificationMetrics;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.MetricStatus;
import org.churnwise.stats.Verdict;

/**
 * Whether a model is sound enough to be considered at all: enough evidence, more than one answer,
 * better than the best constant.
 */
public final class ModelValidator {
  private final MetricPolicy policy;

  public ModelValidator(MetricPolicy policy) {
    this.policy = policy;
  }

  /** Judges a model by its held-out rows. */
  public Validation validate(ScoredPart heldOut) {
    List<Metric> metrics = heldOut.metrics(policy);
    Metric brier = metric(metrics, ClassificationMetrics.BRIER);
    Metric auc = metric(metrics, ClassificationMetrics.AUC);
    if (brier.status() != MetricStatus.OK) {
      return new Validation(
          Verdict.NO_EVIDENCE, "the held-out rows are no evidence: " + evidence(brier));
    }
    if (heldOut.isConstant()) {
      return new Validation(Verdict.BREACH, "it gives every held-out row the same probability");
    }
    if (!brier.beatsConstant()) {
      return new Validation(
          Verdict.BREACH, "its Brier score " + beside(brier) + " of the base rate for everybody");
    }
    if (!auc.beatsConstant()) {
      return new Validation(Verdict.BREACH, "its AUC " + beside(auc) + " of chance");
    }
    return new Validation(
        Verdict.OK,
        "Brier score " + beside(brier) + " of the base rate, AUC " + beside(auc) + " of chance");
  }

  static Metric metric(List<Metric> metrics, String name) {
    return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst().orElseThrow();
  }

  private String evidence(Metric metric) {
    return metric.rows()
        + " rows, "
        + metric.positives()
        + " churned ("
        + metric.status()
        + "; needed: "
        + policy.minRows()
        + " rows, "
        + policy.minPositives()
        + " of either class)";
  }

  private static String beside(Metric metric) {
    return Figures.of(metric.value()) + " against " + Figures.of(metric.constantValue());
  }

  /**
   * The outcome.
   *
   * @param verdict OK, BREACH, or NO_EVIDENCE
   * @param reason one clause for a person
   */
  public record Validation(Verdict verdict, String reason) {}
}
