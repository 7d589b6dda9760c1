package org.churnwise.training;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.registry.ModelMetric;
import org.churnwise.model.registry.ModelStore;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.LandedScores;
import org.churnwise.model.scoring.ScoreLanding;
import org.churnwise.stats.PairedBootstrap;
import org.churnwise.stats.PairedDifference;
import org.churnwise.stats.PairedRows;
import org.churnwise.stats.Verdict;
import org.churnwise.training.CalibrationFit.Learned;
import org.churnwise.training.ModelComparator.Comparison;
import org.churnwise.training.ModelValidator.Validation;
import org.churnwise.warehouse.RowFunction;
import org.churnwise.warehouse.Warehouse;

/** Compares a challenger with others on the held-out snapshot: the same customers for all. */
final class HoldoutComparison {
  private static final String CHALLENGER = "challenger";
  private static final String LOGISTIC = "logistic";

  private final Warehouse warehouse;
  private final ScoreLanding landing;
  private final Optional<ModelVersion> champion;
  private final ModelJudge judge;
  private final TrainingRules rules;
  private final HeldOut heldOut;

  /**
   * @param champion empty if there is none
   */
  HoldoutComparison(
      Warehouse warehouse,
      ScoreLanding landing,
      Optional<ModelVersion> champion,
      TrainingRules rules,
      HeldOut heldOut) {
    this.warehouse = warehouse;
    this.landing = landing;
    this.champion = champion;
    this.judge = new ModelJudge(warehouse, rules.churn(), rules.monitoring());
    this.rules = rules;
    this.heldOut = heldOut;
  }

  /**
   * The rows that models are compared on.
   *
   * @param part the held-out snapshot, or those of its customers that nothing was learned from
   * @param features that its customers have
   */
  record HeldOut(RowPart part, FeatureSet features) {
    /** The held-out snapshot with all its customers. */
    HeldOut(LocalDate snapshot, FeatureSet features) {
      this(RowPart.of(snapshot), features);
    }
  }

  /**
   * The compared models.
   *
   * @param challenger on all rows but fitted ones that were not drawn, and by segment; the others
   *     on the held-out snapshot as a whole
   * @param champion empty if there is none, or none that can score these features
   */
  record Contenders(Evaluated challenger, Evaluated logistic, Optional<Evaluated> champion) {}

  /** A model's landed scores, their evaluation, and the customers that models are compared on. */
  record Evaluated(LandedScores scores, ScoredParts parts, ComparedRows rows) {}

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
      Comparison comparison) {
    /** The same with a reason made of this one. */
    Result because(UnaryOperator<String> reason) {
      Comparison reworded = new Comparison(comparison.outcome(), reason.apply(comparison.reason()));
      return new Result(champion, championMetrics, paired, reworded);
    }
  }

  /**
   * Scores the rows with all models, lands the scores in one pass, and evaluates them.
   *
   * @param draw of the customers whose fitted rows the challenger is evaluated on
   */
  Contenders evaluate(
      Learned learned, LogisticBaseline baseline, TrainingData data, CustomerDraw draw) {
    Optional<ModelVersion> compared = champion.filter(version -> otherFeatures(version).isEmpty());
    List<RowFunction> others = new ArrayList<>(List.of(baseline.scoring(LOGISTIC)));
    Set<String> scorers = new HashSet<>(Set.of(CHALLENGER, LOGISTIC));
    compared.ifPresent(
        version -> {
          scorers.add(version.version());
          FittedModel model = new ModelStore(warehouse).load(version);
          others.add(LandedRow.of(version.version()).withoutSegments().scoring(model));
        });
    ContenderScoring scoring =
        new ContenderScoring(
            heldOut.part(), draw, LandedRow.of(CHALLENGER).scoring(learned.model()), others);
    Map<String, LandedScores> landed = data.land(landing, scorers, scoring);
    List<Contender> contenders = new ArrayList<>();
    contenders.add(new Contender(landed.get(CHALLENGER), learned.threshold(), true));
    contenders.add(new Contender(landed.get(LOGISTIC), rules.training().threshold(), false));
    compared.ifPresent(
        version ->
            contenders.add(
                new Contender(landed.get(version.version()), version.card().threshold(), false)));
    Map<String, ScoredParts> parts = judge.judge(contenders, heldOut.part());
    Map<String, ComparedRows> rows =
        ComparedRows.of(
            warehouse,
            contenders.stream().map(Contender::scores).toList(),
            heldOut.part(),
            rules.value(),
            rules.training().seed(),
            ComparedRows.MOST_CUSTOMERS);
    Function<String, Evaluated> evaluated =
        scorer -> new Evaluated(landed.get(scorer), parts.get(scorer), rows.get(scorer));
    return new Contenders(
        evaluated.apply(CHALLENGER),
        evaluated.apply(LOGISTIC),
        compared.map(ModelVersion::version).map(evaluated));
  }

  private Optional<String> otherFeatures(ModelVersion version) {
    return version.card().features().differenceTo(heldOut.features());
  }

  /** The metrics of the held-out snapshot. */
  List<ModelMetric> metrics(Evaluated contender) {
    return ScoredParts.cardMetrics(contender.parts().heldOut(), rules.metricPolicy());
  }

  /**
   * A sound challenger is refused if the logistic regression is better by the deciding metric (by
   * AUC where that is profit), beyond chance and by more than a margin (a test of non-inferiority):
   * trees that lose to a linear model are not worth their upkeep.
   */
  Beside beside(Contenders contenders, Validation validation) {
    if (validation.verdict() != Verdict.OK) {
      return new Beside(validation, null);
    }
    PairedRows rows =
        contenders.challenger().rows().beside(contenders.logistic().rows(), List.of());
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

  /** Compares with the champion, if possible, and decides. */
  Result withChampion(Contenders contenders, Validation validation) {
    PromotionGate gate = PromotionGate.of(rules);
    if (champion.isEmpty()) {
      return new Result(champion, List.of(), null, gate.first(validation));
    }
    String name = "champion " + champion.get().version();
    if (contenders.champion().isEmpty()) {
      String why =
          name + " was fitted on other features: " + otherFeatures(champion.get()).orElseThrow();
      return new Result(champion, List.of(), null, gate.comparator().first(validation, why));
    }
    Evaluated contender = contenders.champion().get();
    Evaluated challenger = contenders.challenger();
    PromotionGate.Passage passage = gate.pass(validation, challenger, name, contender);
    Evidence.Paired paired =
        passage
            .judged()
            .map(judged -> Evidence.Paired.of(rules, challenger.rows(), judged))
            .orElse(null);
    return new Result(champion, metrics(contender), paired, passage.comparison());
  }
}
