package org.churnwise.training;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.churnwise.model.evaluation.Evaluation;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricName;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.MetricStatus;
import org.churnwise.stats.MetricTexts;
import org.churnwise.stats.Verdict;

/**
 * Whether a model is sound enough to be considered: enough evidence, valid probabilities, not
 * constant, more than one feature, better than the best constant and the recency rule.
 */
public final class ModelValidator {
  /** A difference of AUC that deserves a warning. */
  private static final double WIDE = 0.1;

  private final MetricPolicy policy;

  public ModelValidator(MetricPolicy policy) {
    this.policy = policy;
  }

  /**
   * Validates a model on its held-out rows.
   *
   * @param usedInputs the features that its trees split on
   */
  public Validation validate(Evaluation heldOut, List<String> usedInputs) {
    List<Metric> metrics = heldOut.metrics(policy);
    Metric brier = Metric.named(metrics, MetricName.BRIER);
    Metric auc = Metric.named(metrics, MetricName.AUC);
    if (brier.status() == MetricStatus.INVALID_SCORE) {
      return new Validation(
          Verdict.BREACH,
          "returned invalid probabilities for %d of %d held-out rows (INVALID_SCORE)"
              .formatted(heldOut.model().invalidScores(), brier.rows()));
    }
    if (brier.status() != MetricStatus.OK) {
      return new Validation(Verdict.NO_EVIDENCE, "not enough held-out rows: " + evidence(brier));
    }
    if (heldOut.isConstant()) {
      return new Validation(Verdict.BREACH, "predicts the same probability for every held-out row");
    }
    if (usedInputs.size() == 1) {
      return new Validation(Verdict.BREACH, "splits on a single feature, " + usedInputs.get(0));
    }
    if (!brier.beatsConstant()) {
      return new Validation(
          Verdict.BREACH,
          notBetter("Brier score", brier.value(), "the base rate's", brier.constantValue()));
    }
    if (!auc.beatsConstant()) {
      return new Validation(
          Verdict.BREACH, notBetter("AUC", auc.value(), "chance with", auc.constantValue()));
    }
    if (!auc.beatsRecency()) {
      return new Validation(
          Verdict.BREACH, notBetter("AUC", auc.value(), "the recency rule's", auc.recencyValue()));
    }
    return new Validation(
        Verdict.OK,
        "Brier score %s of the base rate, AUC %s of chance".formatted(beside(brier), beside(auc)));
  }

  /**
   * Findings that a person should check although they decide nothing: a model much better on the
   * rows that it was fitted on than on left-out customers, and snapshots on which it ranks left-out
   * customers much worse than on others.
   */
  public List<String> warnings(ScoredParts parts) {
    List<String> warnings = new ArrayList<>();
    OptionalDouble fitted = auc(parts.fitted());
    OptionalDouble leftOut = auc(parts.leftOut());
    if (fitted.isPresent()
        && leftOut.isPresent()
        && fitted.getAsDouble() - leftOut.getAsDouble() > WIDE) {
      warnings.add(
          "train-test gap: AUC %s on fitted rows, %s on left-out customers"
              .formatted(MetricTexts.fourDigits(fitted), MetricTexts.fourDigits(leftOut)));
    }
    DoubleSummaryStatistics spread =
        parts.snapshots().stream()
            .map(this::auc)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .summaryStatistics();
    if (spread.getCount() > 1 && spread.getMax() - spread.getMin() > WIDE) {
      warnings.add(
          "unstable over snapshots: AUC from %s to %s"
              .formatted(
                  MetricTexts.fourDigits(OptionalDouble.of(spread.getMin())),
                  MetricTexts.fourDigits(OptionalDouble.of(spread.getMax()))));
    }
    return warnings;
  }

  private OptionalDouble auc(Evaluation part) {
    return Metric.named(part.metrics(policy), MetricName.AUC).value();
  }

  private String evidence(Metric metric) {
    return "%d rows, %d churned (%s; needed: %d rows, %d of either class)"
        .formatted(
            metric.rows(),
            metric.positives(),
            metric.status(),
            policy.minRows(),
            policy.minPositives());
  }

  private static String notBetter(
      String metric, OptionalDouble value, String other, OptionalDouble least) {
    return "%s %s is not better than %s %s"
        .formatted(metric, MetricTexts.fourDigits(value), other, MetricTexts.fourDigits(least));
  }

  private static String beside(Metric metric) {
    return "%s against %s"
        .formatted(
            MetricTexts.fourDigits(metric.value()), MetricTexts.fourDigits(metric.constantValue()));
  }

  /**
   * The outcome.
   *
   * @param verdict OK, BREACH, or NO_EVIDENCE
   * @param reason one clause for the console
   */
  public record Validation(Verdict verdict, String reason) {
    /**
     * The same; if it is a breach, with its likely cause.
     *
     * @param cause asked only for a breach; empty if it is not known
     */
    Validation because(Supplier<Optional<String>> cause) {
      return verdict == Verdict.BREACH
          ? new Validation(verdict, reason + cause.get().map("; "::concat).orElse(""))
          : this;
    }
  }
}
