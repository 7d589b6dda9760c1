package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.churnwise.model.evaluation.Evaluation;
import org.churnwise.model.registry.ModelDecision.Outcome;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.MetricStatus;
import org.churnwise.stats.PairedBootstrap;
import org.churnwise.stats.PairedJudgement;
import org.churnwise.stats.PairedRows;
import org.churnwise.stats.PlantedPair;
import org.churnwise.stats.PromotionRule;
import org.churnwise.stats.ScoreSums;
import org.churnwise.stats.Verdict;
import org.churnwise.training.ModelComparator.Comparison;
import org.churnwise.training.ModelValidator.Validation;
import org.junit.jupiter.api.Test;

/** The gates of a promotion, on six rows worked out by hand and on planted pairs of models. */
class ModelGatesTest {
  private static final MetricPolicy POLICY = new MetricPolicy(6, 3);
  private static final int[] CHURNED = {1, 1, 1, 0, 0, 0};
  private static final List<String> INPUTS = List.of("age", "tenure_days");
  private static final PromotionRule RULE =
      new PromotionRule("auc", 0, 0.95, new PairedBootstrap(200, 42), new MetricPolicy(50, 10));
  private static final Validation SOUND = new Validation(Verdict.OK, "sound");

  /** AUC 1, Brier (6 x 0.01) / 6 = 0.01. */
  private static final Evaluation PERFECT = part(0.9, 0.9, 0.9, 0.1, 0.1, 0.1);

  /**
   * One of nine pairs is wrong (0.4 below 0.6): AUC 8/9, Brier (4 x 0.01 + 2 x 0.36) / 6 = 0.1267.
   */
  private static final Evaluation GOOD = part(0.9, 0.9, 0.4, 0.6, 0.1, 0.1);

  @Test
  void aSoundModelBeatsTheConstant() {
    Validation validation = validate(GOOD);
    assertEquals(Verdict.OK, validation.verdict());
    assertEquals(
        "Brier score 0.1267 against 0.2500 of the base rate, AUC 0.8889 against 0.5000 of chance",
        validation.reason());
  }

  @Test
  void aConstantModelIsRefused() {
    assertRefused(
        "predicts the same probability for every held-out row",
        validate(part(0.5, 0.5, 0.5, 0.5, 0.5, 0.5)));
  }

  @Test
  void aModelNoBetterThanTheBaseRateIsRefused() {
    assertRefused(
        "Brier score 0.8100 is not better than the base rate's 0.2500",
        validate(part(0.1, 0.1, 0.1, 0.9, 0.9, 0.9)));
  }

  @Test
  void aModelThatRanksNoBetterThanTheRecencyRuleIsRefused() {
    ScoreSums sums = GOOD.model();
    Evaluation asGoodAsTheRule = new Evaluation("model", "held_out", "all", sums, sums, 4);
    assertRefused(
        "AUC 0.8889 is not better than the recency rule's 0.8889", validate(asGoodAsTheRule));
  }

  @Test
  void aModelOfOneFeatureAloneIsRefused() {
    assertRefused(
        "splits on a single feature, age",
        new ModelValidator(POLICY).validate(GOOD, List.of("age")));
  }

  @Test
  void scoresThatAreNoNumbersAreRefused() {
    assertRefused(
        "returned invalid probabilities for 2 of 6 held-out rows (INVALID_SCORE)",
        validate(part(0.9, Double.NaN, 0.4, 0.6, Double.NaN, 0.1)));
  }

  @Test
  void tooFewRowsAreNoEvidence() {
    Validation validation = new ModelValidator(new MetricPolicy(7, 3)).validate(PERFECT, INPUTS);
    assertEquals(Verdict.NO_EVIDENCE, validation.verdict());
    assertEquals(
        "not enough held-out rows: 6 rows, 3 churned (TOO_FEW; needed: 7 rows, 3 of either class)",
        validation.reason());
  }

  @Test
  void fourRowsNoRowsAndOneClassAreNamed() {
    MetricPolicy usual = new MetricPolicy(50, 10);
    ScoreSums four = ScoreSums.of(new double[] {0.9, 0.8, 0.1, 0.2}, new int[] {1, 1, 0, 0}, 0.5);
    ScoreSums oneClass = ScoreSums.of(new double[] {0.9, 0.8}, new int[] {1, 1}, 0.5);
    assertNoEvidence("4 rows, 2 churned (TOO_FEW;", four, usual);
    assertNoEvidence("0 rows, 0 churned (NO_DATA;", ScoreSums.NOTHING, usual);
    assertNoEvidence("2 rows, 2 churned (ONE_CLASS;", oneClass, usual);
  }

  private static void assertNoEvidence(String why, ScoreSums sums, MetricPolicy policy) {
    Evaluation answers = new Evaluation("model", "held_out", "all", sums, sums, 2);
    Validation validation = new ModelValidator(policy).validate(answers, INPUTS);
    assertEquals(Verdict.NO_EVIDENCE, validation.verdict());
    assertTrue(validation.reason().contains(why), validation.reason());
    assertEquals(Outcome.REFUSED, comparator(false).first(validation, "first").outcome());
    assertFalse(validation.reason().contains("1.0"));
  }

  @Test
  void theFirstSoundModelIsPromoted() {
    assertEquals(
        Outcome.PROMOTED, comparator(false).first(validate(GOOD), "first champion").outcome());
  }

  @Test
  void withApprovalRequiredAWinnerIsOnlyProposed() {
    assertEquals(Outcome.PROPOSED, comparator(true).first(SOUND, "first champion").outcome());
    assertEquals(Outcome.PROPOSED, compare(comparator(true), 0.9, 0.8).outcome());
  }

  @Test
  void aBetterRankingIsPromoted() {
    Comparison comparison = compare(comparator(false), 0.9, 0.8);
    assertEquals(Outcome.PROMOTED, comparison.outcome(), comparison.reason());
    assertTrue(comparison.reason().startsWith("better: AUC 0.9"), comparison.reason());
  }

  @Test
  void theSameModelIsKeptOut() {
    PairedRows pair = new PlantedPair(500, 0.8, 0.8, 0.8).draw(new SplittableRandom(1));
    PairedRows same = PairedRows.of(pair.champion(), pair.champion(), pair.label());
    Comparison comparison = comparator(false).compare(SOUND, () -> RULE.judge(same));
    assertEquals(Outcome.KEPT, comparison.outcome());
    assertTrue(comparison.reason().endsWith("gain 0.0000 to 0.0000, margin 0.0000"));
  }

  @Test
  void tooFewPositivesKeepTheChampionAndSaySo() {
    Validation few = new Validation(Verdict.NO_EVIDENCE, "4 rows (TOO_FEW)");
    assertEquals(
        new Comparison(Outcome.KEPT, "4 rows (TOO_FEW); the champion stays"),
        comparator(false).compare(few, ModelGatesTest::neverAsked));
    PairedJudgement nothing =
        new PairedJudgement(MetricStatus.TOO_FEW, false, List.of(), List.of());
    assertEquals(
        new Comparison(Outcome.KEPT, "not enough compared rows (TOO_FEW); the champion stays"),
        comparator(false).compare(SOUND, () -> nothing));
  }

  @Test
  void anUnsoundChallengerIsRefusedWhateverTheChampion() {
    Validation unsound = new Validation(Verdict.BREACH, "it is unsound");
    assertEquals(
        new Comparison(Outcome.REFUSED, "it is unsound"),
        comparator(false).compare(unsound, ModelGatesTest::neverAsked));
  }

  @Test
  void differentRowsAreNotCompared() {
    assertThrows(
        IllegalArgumentException.class, () -> compared("a").beside(compared("b"), List.of()));
  }

  private static ComparedRows compared(String hash) {
    return new ComparedRows(new double[] {0.5}, new int[] {1}, Map.of(), null, hash, 1, List.of());
  }

  private static PairedJudgement neverAsked() {
    throw new AssertionError("rows that decide nothing must not be compared");
  }

  private static Comparison compare(ModelComparator comparator, double auc, double championAuc) {
    PairedRows rows = new PlantedPair(1000, auc, championAuc, 0.8).draw(new SplittableRandom(1));
    return comparator.compare(SOUND, () -> RULE.judge(rows));
  }

  private static void assertRefused(String reason, Validation validation) {
    assertEquals(new Validation(Verdict.BREACH, reason), validation);
    Comparison comparison = comparator(false).compare(validation, ModelGatesTest::neverAsked);
    assertEquals(new Comparison(Outcome.REFUSED, reason), comparison);
    assertEquals(Outcome.REFUSED, comparator(false).first(validation, "first").outcome());
  }

  private static Validation validate(Evaluation part) {
    return new ModelValidator(POLICY).validate(part, INPUTS);
  }

  private static ModelComparator comparator(boolean approvalRequired) {
    return new ModelComparator(0, approvalRequired);
  }

  /** A model beside a recency rule that knows nothing. */
  private static Evaluation part(double... probabilities) {
    ScoreSums model = ScoreSums.of(probabilities, CHURNED, 0.5);
    ScoreSums rule = ScoreSums.of(new double[] {1, 1, 1, 1, 1, 1}, CHURNED, 0.5);
    long distinct = Arrays.stream(probabilities).distinct().count();
    return new Evaluation("model", "held_out", Evaluation.ALL, model, rule, distinct);
  }
}
