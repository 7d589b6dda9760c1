package org.churnwise.training;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.OptionalDouble;
import org.churnwise.model.evaluation.Evaluation;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricName;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.MetricStatus;
import org.churnwise.stats.MetricTexts;
import org.churnwise.stats.Verdict;

/**
 * Whether a model is sound enough to be considered at all: enough evidence, real probabilities,
 * more than one answer and one feature, better than the best constant and the recency rule.
 */
public final class ModelValidator {
  /** A difference of AUC that is worth a look. */
  private static final double WIDE = 0.1;

  private final MetricPolicy policy;

  public ModelValidator(MetricPolicy policy) {
    this.policy = policy;
  }

  /**
   * Judges a model by its held-out rows.
   *
   * @param usedInputs the features that its trees ask for
   */
  public Validation validate(Evaluation heldOut, List<String> usedInputs) {
    List<Metric> metrics = heldOut.metrics(policy);
    Metric brier = Metric.named(metrics, MetricName.BRIER);
    Metric auc = Metric.named(metrics, MetricName.AUC);
    if (brier.status() == MetricStatus.INVALID_SCORE) {
      return new Validation(
          Verdict.BREACH,
          "it gives "
              + heldOut.model().invalidScores()
              + " of "
              + brier.rows()
              + " held-out rows no probability (INVALID_SCORE)");
    }
    if (brier.status() != MetricStatus.OK) {
      return new Validation(
          Verdict.NO_EVIDENCE, "the held-out rows are no evidence: " + evidence(brier));
    }
    if (heldOut.isConstant()) {
      return new Validation(Verdict.BREACH, "it gives every held-out row the same probability");
    }
    if (usedInputs.size() == 1) {
      return new Validation(Verdict.BREACH, "it asks for one feature alone, " + usedInputs.get(0));
    }
    if (!brier.beatsConstant()) {
      return new Validation(
          Verdict.BREACH, "its Brier score " + beside(brier) + " of the base rate for everybody");
    }
    if (!auc.beatsConstant()) {
      return new Validation(Verdict.BREACH, "its AUC " + beside(auc) + " of chance");
    }
    if (!auc.beatsRecency()) {
      return new Validation(
          Verdict.BREACH,
          "its AUC "
              + MetricTexts.fourDigits(auc.value())
              + " against "
              + MetricTexts.fourDigits(auc.recencyValue())
              + " of the recency rule");
    }
    return new Validation(
        Verdict.OK,
        "Brier score " + beside(brier) + " of the base rate, AUC " + beside(auc) + " of chance");
  }

  /**
   * What a person should look at although it decides nothing: a model much better on the rows that
   * it was fitted on than on customers left out of them, and snapshots on which it ranks the
   * customers left out much worse than on others.
   */
  public List<String> warnings(ScoredParts parts) {
    List<String> warnings = new ArrayList<>();
    OptionalDouble fitted = auc(parts.fitted());
    OptionalDouble leftOut = auc(parts.leftOut());
    if (fitted.isPresent()
        && leftOut.isPresent()
        && fitted.getAsDouble() - leftOut.getAsDouble() > WIDE) {
      warnings.add(
          "train-test gap: AUC "
              + MetricTexts.fourDigits(fitted)
              + " on fitted rows, "
              + MetricTexts.fourDigits(leftOut)
              + " on customers left out");
    }
    DoubleSummaryStatistics spread =
        parts.snapshots().stream()
            .map(this::auc)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .summaryStatistics();
    if (spread.getCount() > 1 && spread.getMax() - spread.getMin() > WIDE) {
      warnings.add(
          "unstable over snapshots: AUC from "
              + MetricTexts.fourDigits(OptionalDouble.of(spread.getMin()))
              + " to "
              + MetricTexts.fourDigits(OptionalDouble.of(spread.getMax())));
    }
    return warnings;
  }

  private OptionalDouble auc(Evaluation part) {
    return Metric.named(part.metrics(policy), MetricName.AUC).value();
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
    return MetricTexts.fourDigits(metric.value())
        + " against "
        + MetricTexts.fourDigits(metric.constantValue());
  }

  /**
   * The outcome.
   *
   * @param verdict OK, BREACH, or NO_EVIDENCE
   * @param reason one clause for a person
   */
  public record Validation(Verdict verdict, String reason) {}
}
