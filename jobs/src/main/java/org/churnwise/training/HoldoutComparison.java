package org.churnwise.training;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.model.evaluation.Evaluation;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.registry.ModelMetric;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelStore;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.stats.PairedBootstrap;
import org.churnwise.stats.PairedDifference;
import org.churnwise.stats.PairedJudgement;
import org.churnwise.stats.PairedRows;
import org.churnwise.stats.PromotionRule;
import org.churnwise.stats.Verdict;
import org.churnwise.training.ModelComparator.Comparison;
import org.churnwise.training.ModelValidator.Validation;
import org.churnwise.warehouse.Warehouse;

/** Compares a challenger with others on the held-out snapshot: the same customers for all. */
final class HoldoutComparison {
  private final Warehouse warehouse;
  private final ModelRegistry registry;
  private final ModelJudge judge;
  private final TrainingRules rules;
  private final HeldOut heldOut;

  HoldoutComparison(
      Warehouse warehouse,
      ModelRegistry registry,
      ModelJudge judge,
      TrainingRules rules,
      HeldOut heldOut) {
    this.warehouse = warehouse;
    this.registry = registry;
    this.judge = judge;
    this.rules = rules;
    this.heldOut = heldOut;
  }

  /** The held-out snapshot, the rows of all its customers, and the features that they have. */
  record HeldOut(LocalDate snapshot, Dataset<Row> rows, FeatureSet features) {}

  /** A logistic regression on the held-out snapshot. */
  record Logistic(List<ModelMetric> metrics, ComparedRows rows) {}

  /**
   * The validation of a challenger, and its difference to the logistic regression.
   *
   * @param difference of challenger and logistic regression; null if there was nothing to compare
   */
  record Beside(Validation validation, PairedDifference difference) {}

  /**
   * The outcome between challenger and champion.
   *
   * @param championMetrics empty if there was none to compare with
   * @param paired null if nothing was compared
   */
  record Result(
      Optional<ModelVersion> champion,
      List<ModelMetric> championMetrics,
      Evidence.Paired paired,
      Comparison comparison) {}

  /** The customers whose predictions landed last. */
  ComparedRows landed() {
    return ComparedRows.landed(
        warehouse,
        heldOut.snapshot(),
        rules.value(),
        rules.training().seed(),
        ComparedRows.MOST_CUSTOMERS);
  }

  /** Judges the logistic regression; costs a scoring of the snapshot. */
  Logistic logistic(LogisticBaseline baseline) {
    ScoredParts parts =
        judge.judge(
            baseline.score(heldOut.rows()), rules.training().threshold(), heldOut.snapshot());
    return new Logistic(ScoredParts.cardMetrics(parts.heldOut(), rules.metricPolicy()), landed());
  }

  /**
   * A sound challenger is refused if the logistic regression is better by the deciding metric (by
   * AUC where that is profit), beyond chance and by more than a margin (a test of non-inferiority):
   * trees that lose to a line are not worth their upkeep.
   */
  Beside beside(Logistic logistic, ComparedRows compared, Validation validation) {
    if (validation.verdict() != Verdict.OK) {
      return new Beside(validation, null);
    }
    PairedRows rows = compared.beside(logistic.rows(), List.of());
    PairedDifference difference =
        new PairedBootstrap(PairedBootstrap.DRAWS, rules.training().seed())
            .differences(rows, rules.logisticMetric(), List.of(), rules.metricPolicy())
            .get(0);
    if (difference.interval().high() >= -rules.training().tuning().logisticMargin()) {
      return new Beside(validation, difference);
    }
    return new Beside(
        new Validation(
            Verdict.BREACH,
            "a logistic regression on the same rows is better: "
                + ModelComparator.figures(difference, "the logistic regression's")),
        difference);
  }

  /** Judges the champion on the held-out snapshot, if it can be, and decides. */
  Result withChampion(Validation validation, ScoredParts parts, ComparedRows compared) {
    PromotionRule rule = rules.promotionRule();
    ModelComparator comparator =
        new ModelComparator(rule.margin(), rules.models().approvalRequired());
    Optional<ModelVersion> champion = registry.champion();
    if (champion.isEmpty()) {
      return new Result(champion, List.of(), null, comparator.first(validation, "first champion"));
    }
    String name = "champion " + champion.get().version();
    Optional<String> other = champion.get().card().features().differenceTo(heldOut.features());
    if (other.isPresent()) {
      String why = name + " was fitted on other features: " + other.get();
      return new Result(champion, List.of(), null, comparator.first(validation, why));
    }
    FittedModel loaded = new ModelStore(warehouse).load(champion.get());
    double threshold = champion.get().card().threshold();
    Evaluation answers =
        judge.judge(loaded, threshold, heldOut.rows(), heldOut.snapshot()).heldOut();
    if (answers.model().invalidScores() > 0) {
      Comparison first = comparator.first(validation, name + " returned invalid probabilities");
      return new Result(
          champion, ScoredParts.cardMetrics(answers, rules.metricPolicy()), null, first);
    }
    List<PairedJudgement> judged = new ArrayList<>();
    ComparedRows championRows = landed();
    Comparison comparison =
        comparator.compare(
            validation,
            () -> {
              judged.add(rule.judge(compared.beside(championRows, parts.segments())));
              return judged.get(0);
            });
    Evidence.Paired paired =
        judged.isEmpty() ? null : Evidence.Paired.of(rules, compared, judged.get(0));
    return new Result(
        champion, ScoredParts.cardMetrics(answers, rules.metricPolicy()), paired, comparison);
  }
}
