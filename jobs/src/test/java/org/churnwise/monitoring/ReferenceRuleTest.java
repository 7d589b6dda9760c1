package org.churnwise.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureKind;
import org.churnwise.model.features.FeatureType;
import org.churnwise.monitoring.DriftHistory.Compared;
import org.churnwise.stats.Verdict;
import org.junit.jupiter.api.Test;

/**
 * What the snapshot of month 9 is compared with. The first champion came on month 4, and behaviour
 * may be compared with month 3 and later ones.
 */
class ReferenceRuleTest {
  private static final LocalDate FIRST_CHAMPION = month(4);
  private static final LocalDate SETTLED = month(3);
  private static final String SPEND = "spend";
  private final List<Compared> found = new ArrayList<>();
  private List<LocalDate> computed = months(1, 9);
  private LocalDate heldOut = month(3);

  @Test
  void anAttributeIsComparedWithTheHeldOutSnapshotHoweverOften() {
    heldOut = month(1);
    found("OK BREACH BREACH BREACH");
    DriftReference reference = reference(FeatureKind.ATTRIBUTE);
    assertEquals(Optional.of(month(1)), reference.snapshot());
    assertEquals("snapshot 2025-01-01, held out by v1", reference.words());
  }

  @Test
  void behaviourIsComparedWithTheNewestSnapshotWithoutABreach() {
    found("OK OK OK OK");
    assertEquals(Optional.of(month(8)), behaviour().snapshot());
  }

  @Test
  void aBreachIsNoReference() {
    found("OK OK BREACH BREACH");
    assertEquals(Optional.of(month(6)), behaviour().snapshot());
  }

  @Test
  void noEvidenceCountsAsNoBreach() {
    found("OK OK BREACH NO_EVIDENCE");
    assertEquals(Optional.of(month(8)), behaviour().snapshot());
  }

  @Test
  void snapshotsUpToTheFirstChampionAreNoBreachAndLaterOnesAreReferencesOnlyIfJudged() {
    assertEquals(Optional.of(month(4)), behaviour().snapshot());
  }

  @Test
  void theThirdBreachInARowIsAReference() {
    found("OK BREACH BREACH BREACH");
    assertEquals(Optional.of(month(8)), behaviour().snapshot());
    assertEquals(Optional.of(month(6)), behaviour().breachSince());
  }

  @Test
  void threeBreachesWithAGapAreNone() {
    found("BREACH BREACH OK BREACH");
    assertEquals(Optional.of(month(7)), behaviour().snapshot());
  }

  @Test
  void thePromotedModelsHeldOutSnapshotIsAReferenceAlthoughItWasABreach() {
    heldOut = month(7);
    found("OK BREACH BREACH");
    computed = months(1, 7);
    assertEquals(Optional.of(month(7)), behaviour().snapshot());
    assertEquals(Optional.empty(), behaviour().breachSince());
  }

  @Test
  void aChangeOnWhichAModelWasEvaluatedIsOver() {
    found("BREACH BREACH BREACH BREACH");
    assertEquals(Optional.of(month(5)), behaviour().breachSince());
    heldOut = month(6);
    assertEquals(Optional.empty(), behaviour().breachSince());
    assertEquals(Optional.empty(), behaviour().previousBreach());
  }

  @Test
  void aReferenceWithShortHistoryIsNone() {
    computed = months(1, 2);
    assertFalse(behaviour().exists());
    assertEquals("none", behaviour().words());
  }

  @Test
  void theHeldOutSnapshotOfAnAttributeMayHaveAShortHistory() {
    computed = months(1, 2);
    heldOut = month(2);
    assertTrue(reference(FeatureKind.ATTRIBUTE).exists());
  }

  @Test
  void laterFindingsDoNotMatterWhenASnapshotIsJudgedAgain() {
    found("OK OK BREACH BREACH");
    List<Feature> features = List.of(feature(FeatureKind.BEHAVIOUR));
    assertEquals(
        Optional.of(month(5)), rule("v1").ofFeatures(month(6), features).get(0).snapshot());
  }

  @Test
  void predictionsAreComparedWithinOneModel() {
    predicted("v1 OK, v1 OK, v2 OK, v2 BREACH");
    assertEquals(Optional.of(month(7)), rule("v2").ofPredictions(month(9)).snapshot());
    assertEquals(Optional.of(month(6)), rule("v1").ofPredictions(month(9)).snapshot());
  }

  @Test
  void theFirstPredictionsAreComparedWithTheHeldOutScores() {
    predicted("v1 OK, v1 OK, v1 OK, v1 OK");
    DriftReference reference = rule("v2").ofPredictions(month(9));
    assertTrue(reference.isHeldOutScores());
    assertEquals(Optional.empty(), reference.snapshot());
    assertEquals("scores of v2 on its held-out snapshot 2025-03-01", reference.words());
  }

  @Test
  void heldOutScoresWithShortHistoryAreNoReference() {
    heldOut = month(2);
    assertFalse(rule("v2").ofPredictions(month(9)).exists());
  }

  /** Verdicts of the months from 5 on. */
  private void found(String verdicts) {
    List<String> all = List.of(verdicts.split(" "));
    LocalDate since = month(Math.max(0, all.indexOf("BREACH")) + 5);
    int number = 5;
    for (String verdict : all) {
      found.add(row("feature", SPEND, number++, "v1", verdict, since));
    }
  }

  private void predicted(String verdicts) {
    int number = 5;
    for (String verdict : verdicts.split(", ")) {
      String[] parts = verdict.split(" ");
      found.add(row("prediction", "churn_probability", number, parts[0], parts[1], month(number)));
      number++;
    }
  }

  private static Compared row(
      String subject, String name, int number, String model, String verdict, LocalDate since) {
    Verdict known = Verdict.valueOf(verdict);
    return new Compared(
        month(number),
        subject,
        name,
        model,
        known,
        OptionalDouble.empty(),
        0.2,
        known == Verdict.BREACH ? Optional.of(since) : Optional.empty());
  }

  private DriftReference behaviour() {
    return reference(FeatureKind.BEHAVIOUR);
  }

  private DriftReference reference(FeatureKind kind) {
    return rule("v1").ofFeatures(month(9), List.of(feature(kind))).get(0);
  }

  private ReferenceRule rule(String model) {
    return new ReferenceRule(
        new DriftHistory(found), FIRST_CHAMPION, SETTLED, model, heldOut, computed);
  }

  private static Feature feature(FeatureKind kind) {
    return new Feature(
        SPEND, FeatureType.NUMERIC, false, true, kind, "sales", "spend", "Money", "");
  }

  private static List<LocalDate> months(int first, int last) {
    List<LocalDate> months = new ArrayList<>();
    for (int number = first; number <= last; number++) {
      months.add(month(number));
    }
    return months;
  }

  private static LocalDate month(int number) {
    return LocalDate.of(2025, number, 1);
  }
}
