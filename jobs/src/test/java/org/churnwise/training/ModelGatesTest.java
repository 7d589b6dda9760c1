package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.churnwise.config.RetrainSettings;
import org.churnwise.model.ModelDecision.Outcome;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.ScoreSummary;
import org.churnwise.stats.Verdict;
import org.churnwise.training.ModelComparator.Comparison;
import org.churnwise.training.ModelValidator.Validation;
import org.junit.jupiter.api.Test;

/** Six rows, three churned: the gates of a promotion on cases small enough to work out by hand. */
class ModelGatesTest {
  private static final MetricPolicy POLICY = new MetricPolicy(6, 3);
  private static final int[] CHURNED = {1, 1, 1, 0, 0, 0};

  /** AUC 1, Brier (6 x 0.01) / 6 = 0.01. */
  private static final ScoredPart PERFECT = part(0.9, 0.9, 0.9, 0.1, 0.1, 0.1);

  /**
   * One of nine pairs is wrong (0.4 below 0.6): AUC 8/9, Brier (4 x 0.01 + 2 x 0.36) / 6 = 0.1267.
   */
  private static final ScoredPart GOOD = part(0.9, 0.9, 0.4, 0.6, 0.1, 0.1);

  /** The same ranking as GOOD, squeezed around 0.5. */
  private static final ScoredPart SHY = part(0.52, 0.52, 0.49, 0.51, 0.48, 0.48);

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
    ScoredPart constant =
        new ScoredPart(part(0.5, 0.5, 0.5, 0.5, 0.5, 0.5).model(), GOOD.recency(), true);
    Validation validation = validate(constant);
    assertEquals(
        new Validation(Verdict.BREACH, "it gives every held-out row the same probability"),
        validation);
  }

  @Test
  void aModelNoBetterThanTheBaseRateIsRefused() {
    assertEquals(
        new Validation(
            Verdict.BREACH, "its Brier score 0.8100 against 0.2500 of the base rate for everybody"),
        validate(part(0.1, 0.1, 0.1, 0.9, 0.9, 0.9)));
  }

  @Test
  void tooFewRowsAreNoEvidence() {
    Validation validation = new ModelValidator(new MetricPolicy(7, 3)).validate(PERFECT);
    assertEquals(Verdict.NO_EVIDENCE, validation.verdict());
    assertEquals(
        "the held-out rows are no evidence: 6 rows, 3 churned (TOO_FEW; needed: 7 rows, 3 of either class)",
        validation.reason());
  }

  @Test
  void noRowsAreNoEvidence() {
    assertEquals(Verdict.NO_EVIDENCE, validate(ScoredPart.EMPTY).verdict());
  }

  @Test
  void theFirstSoundModelIsPromoted() {
    assertEquals(Outcome.PROMOTED, comparator(0).first(validate(GOOD), "first champion").outcome());
  }

  @Test
  void theFirstUnsoundModelIsRefused() {
    assertEquals(
        Outcome.REFUSED,
        comparator(0).first(validate(ScoredPart.EMPTY), "first champion").outcome());
  }

  @Test
  void aBetterRankingIsPromoted() {
    assertEquals(
        new Comparison(
            Outcome.PROMOTED, "better: AUC 1.0000 against the champion's 0.8889, margin 0.0000"),
        comparator(0).compare(validate(PERFECT), PERFECT, GOOD));
  }

  @Test
  void anEqualRankingIsKeptOut() {
    assertEquals(
        new Comparison(
            Outcome.KEPT, "not better: AUC 0.8889 against the champion's 0.8889, margin 0.0000"),
        comparator(0).compare(validate(SHY), SHY, GOOD));
  }

  @Test
  void aGainWithinTheMarginIsKeptOut() {
    // The gain is 1/9 = 0.1111.
    assertEquals(
        Outcome.KEPT, comparator(0.12).compare(validate(PERFECT), PERFECT, GOOD).outcome());
    assertEquals(
        Outcome.PROMOTED, comparator(0.11).compare(validate(PERFECT), PERFECT, GOOD).outcome());
  }

  @Test
  void anUnsoundChallengerIsRefusedWhateverTheChampion() {
    Validation unsound = new Validation(Verdict.BREACH, "it is unsound");
    assertEquals(
        new Comparison(Outcome.REFUSED, "it is unsound"),
        comparator(0).compare(unsound, PERFECT, GOOD));
  }

  @Test
  void differentRowsAreNotCompared() {
    assertThrows(
        IllegalArgumentException.class,
        () -> comparator(0).compare(validate(GOOD), GOOD, ScoredPart.EMPTY));
  }

  private static Validation validate(ScoredPart part) {
    return new ModelValidator(POLICY).validate(part);
  }

  private static ModelComparator comparator(double margin) {
    return new ModelComparator(new RetrainSettings(0.75, margin), POLICY);
  }

  private static ScoredPart part(double... probabilities) {
    ScoreSummary summary = ScoreSummary.of(probabilities, CHURNED, 0.5);
    return new ScoredPart(summary, summary, false);
  }
}
