package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.churnwise.run.SnapshotRules;
import org.junit.jupiter.api.Test;

/** Snapshots on the first of each month; with a window of 30 days January's matures on 01-31. */
class FoldsTest {
  private static final SnapshotRules RULES = new SnapshotRules(30, 0);

  /**
   * Of March to June (each knows an earlier label) half are judged: May and June. On May 1 the
   * labels up to April 1 (known on May 1) were known.
   */
  @Test
  void everyFittedLabelWasKnownOnTheFirstJudgedSnapshot() {
    Folds folds = Folds.of(months(2, 3, 4, 5, 6), RULES, 3);
    assertEquals(3, folds.fitted());
    assertEquals(3, folds.judgedFrom());
    LocalDate firstJudged = folds.snapshots().get(folds.judgedFrom());
    assertTrue(
        folds.snapshots().subList(0, folds.fitted()).stream()
            .allMatch(fitted -> RULES.isMature(fitted, firstJudged)));
    assertTrue(folds.inTimeOrder());
  }

  /** The label of February 1 is known on March 3, so March 1 fits on January alone. */
  @Test
  void aSnapshotWhoseLabelWasNotKnownIsNotFitted() {
    Folds folds = Folds.of(months(1, 2, 3), RULES, 3);
    assertEquals(1, folds.fitted());
    assertEquals(2, folds.judgedFrom());
    assertFalse(folds.fits(0, 1, 1));
  }

  @Test
  void noFoldFitsAndIsJudgedOnTheSameCustomer() {
    Folds folds = Folds.of(months(1, 2, 3, 4, 5, 6), RULES, 3);
    for (int fold = 0; fold < 3; fold++) {
      for (int hash = 0; hash < 50; hash++) {
        int customer = hash;
        int group = fold;
        boolean fitted = IntStream.range(0, 6).anyMatch(day -> folds.fits(group, day, customer));
        boolean judged = IntStream.range(0, 6).anyMatch(day -> folds.judges(group, day, customer));
        assertTrue(fitted ^ judged, "customer " + customer + " in fold " + group);
      }
    }
  }

  @Test
  void everyCustomerIsJudgedByOneFold() {
    Folds folds = Folds.of(months(1, 2, 3, 4), RULES, 3);
    for (int hash = 0; hash < 50; hash++) {
      int customer = hash;
      assertEquals(1, IntStream.range(0, 3).filter(k -> folds.judges(k, 3, customer)).count());
    }
  }

  @Test
  void oneSnapshotIsSplitByCustomerAndSaysSo() {
    Folds folds = Folds.of(months(1), RULES, 3);
    assertFalse(folds.inTimeOrder());
    assertTrue(folds.fits(0, 0, 1));
    assertTrue(folds.judges(0, 0, 3));
    assertEquals(
        "3 groups of customers within the same snapshots (no label was known on a later snapshot)",
        folds.describe());
  }

  private static List<LocalDate> months(int... months) {
    return IntStream.of(months).mapToObj(month -> LocalDate.of(2025, month, 1)).toList();
  }
}
