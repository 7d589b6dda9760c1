package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.run.LabelledSnapshots.LabelledSnapshot;
import org.churnwise.run.SnapshotRules;
import org.junit.jupiter.api.Test;

class TrainingPlanTest {
  private static final SnapshotRules RULES = new SnapshotRules(30, 0);

  @Test
  void afterFourMonthsTheModelIsFittedOnTwoSnapshotsAndJudgedOnTheThird() {
    assertEquals(
        new TrainingPlan(
            day("2024-09-01"), day("2024-08-01"), List.of(day("2024-06-01"), day("2024-07-01"))),
        plan("2024-09-01"));
  }

  @Test
  void whenTwoSnapshotsMatureAtOnceTheNewerIsHeldOutAndTheOlderDoesNotTrain() {
    // 2025-02-01 matures on 03-03 and 2025-03-01 on 03-31: both are new on 04-01, but 02-01 was not
    // known on 03-01.
    TrainingPlan plan = plan("2025-04-01");
    assertEquals(day("2025-03-01"), plan.heldOut());
    assertEquals(day("2025-01-01"), plan.fit().get(plan.fit().size() - 1));
    assertEquals(8, plan.fit().size());
  }

  @Test
  void onTheFirstOfMarchNothingNewHasMatured() {
    assertEquals(day("2025-01-01"), plan("2025-03-01").heldOut()); // matured on 01-31
  }

  @Test
  void labelsThatMatureOnTheDayOfTheHeldOutSnapshotTrain() {
    TrainingPlan plan = plan("2024-07-31"); // 2024-07-01 matures on 07-31, 2024-06-01 on 07-01
    assertEquals(day("2024-07-01"), plan.heldOut());
    assertEquals(List.of(day("2024-06-01")), plan.fit());
  }

  @Test
  void withoutAMaturedSnapshotWatermarkAndMaturityAreNamed() {
    assertRefused(
        "2024-06-01",
        "no labels have matured at watermark 2024-06-01: the first snapshot 2024-06-01 matures on 2024-07-01; load"
            + " sales up to then, label, and train again");
  }

  @Test
  void withNothingLeftToFitTheNextPossibleDatesAreNamed() {
    assertRefused(
        "2024-07-01",
        "no snapshot is left to fit at watermark 2024-07-01: matured are 2024-06-01 (matured on 2024-07-01); the"
            + " newest is held out, and a fit may use only labels known before it. 2024-06-01 can be fitted once"
            + " 2024-07-01 is held out, which matures on 2024-07-31; load sales up to then, label, and train again");
  }

  @Test
  void withoutLabelsTheStagesBeforeAreNamed() {
    ChurnException refused =
        assertThrows(
            ChurnException.class, () -> TrainingPlan.of(day("2024-07-01"), List.of(), RULES));
    assertEquals(
        "no snapshot has labels at watermark 2024-07-01; run features and label first",
        refused.getMessage());
  }

  @Test
  void graceDelaysMaturity() {
    List<LabelledSnapshot> labelled =
        List.of(
            new LabelledSnapshot(day("2024-06-01"), true, day("2024-07-06"), 10),
            new LabelledSnapshot(day("2024-07-01"), true, day("2024-08-05"), 10),
            new LabelledSnapshot(day("2024-08-01"), true, day("2024-09-05"), 10));
    TrainingPlan plan = TrainingPlan.of(day("2024-09-05"), labelled, new SnapshotRules(30, 5));
    assertEquals(List.of(day("2024-06-01")), plan.fit());
  }

  @Test
  void labelsOfAnotherChurnWindowAreRefused() {
    List<LabelledSnapshot> labelled =
        List.of(new LabelledSnapshot(day("2024-06-01"), true, day("2024-07-01"), 10));
    ChurnException refused =
        assertThrows(
            ChurnException.class,
            () -> TrainingPlan.of(day("2024-09-01"), labelled, new SnapshotRules(60, 0)));
    assertEquals(ExitCode.DATA_REFUSED, refused.exitCode());
  }

  private static void assertRefused(String watermark, String message) {
    ChurnException refused = assertThrows(ChurnException.class, () -> plan(watermark));
    assertEquals(ExitCode.MODEL_REFUSED, refused.exitCode());
    assertEquals(message, refused.getMessage());
  }

  /**
   * The plan on the sample's calendar: snapshots on the first of each month from 2024-06 to the
   * watermark.
   */
  private static TrainingPlan plan(String watermark) {
    LocalDate first = day("2024-06-01");
    List<LabelledSnapshot> labelled =
        IntStream.rangeClosed(0, 12)
            .mapToObj(first::plusMonths)
            .filter(date -> !date.isAfter(day(watermark)))
            .map(date -> snapshot(date, day(watermark)))
            .toList();
    return TrainingPlan.of(day(watermark), labelled, RULES);
  }

  private static LabelledSnapshot snapshot(LocalDate date, LocalDate watermark) {
    return new LabelledSnapshot(date, RULES.isMature(date, watermark), date.plusDays(30), 10);
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }
}
