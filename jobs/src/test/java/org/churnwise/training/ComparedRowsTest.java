package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.churnwise.config.ValueSettings;
import org.churnwise.model.scoring.LandedScores;
import org.churnwise.stats.ContactValue;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given landed predictions, labels and spend, expect the rows that two models are compared by. */
class ComparedRowsTest {
  private static final LocalDate AUGUST = LocalDate.of(2024, 8, 1);

  /** A fifth of the spend of half a year; 90 USD pay for nine contacts of 10. */
  private static final ValueSettings VALUE = new ValueSettings(0.5, 0.2, 6, 10, 90, 0.1, 42);

  @TempDir Path folder;
  private TemporaryWarehouse temporary;
  private LandedPredictions landed;

  @BeforeEach
  void openWarehouse() {
    temporary = TemporaryWarehouse.in(folder);
    landed = new LandedPredictions(temporary);
    landed.customer(AUGUST, "C", 0.3, 1L, 40);
    landed.customer(AUGUST, "A", 0.9, 1L, 100);
    landed.customer(AUGUST, "B", 0.5, 0L, 0);
    landed.customer(AUGUST.minusMonths(1), "E", 0.8, 1L, 100);
  }

  @AfterEach
  void closeWarehouse() {
    temporary.close();
  }

  private ComparedRows rows(ValueSettings value, int mostCustomers) {
    LandedScores scores = landed.scores();
    return ComparedRows.of(
            temporary.warehouse(), List.of(scores), RowPart.of(AUGUST), value, 42, mostCustomers)
        .get(scores.scorer());
  }

  /** E is of another snapshot. */
  @Test
  void theFinalCustomersOfTheSnapshotComeInTheOrderOfTheirIds() {
    ComparedRows rows = rows(VALUE, 100);
    assertArrayEquals(new double[] {0.9, 0.5, 0.3}, rows.probabilities());
    assertArrayEquals(new int[] {1, 0, 1}, rows.labels());
    assertEquals(3, rows.heldOut());
    assertFalse(rows.isSample());
  }

  /** A, B and C are left out of fits. */
  @Test
  void customersThatARecalibrationLearnedFromAreNotCompared() {
    landed.customer(AUGUST, "F", 0.7, 1L, 100, false);
    LandedScores scores = landed.scores();
    ComparedRows rows =
        ComparedRows.of(
                temporary.warehouse(), List.of(scores), RowPart.split(AUGUST), VALUE, 42, 100)
            .get(scores.scorer());
    assertArrayEquals(new double[] {0.7}, rows.probabilities());
    assertEquals(1, rows.heldOut());
  }

  @Test
  void aSecondScorerIsComparedOnTheSameRows() {
    Map<String, ComparedRows> both =
        ComparedRows.of(
            temporary.warehouse(),
            List.of(landed.scores(), landed.others()),
            RowPart.of(AUGUST),
            VALUE,
            42,
            2);
    ComparedRows first = both.get(landed.scores().scorer());
    ComparedRows second = both.get(landed.others().scorer());
    assertEquals(2, first.labels().length);
    assertEquals(first.hash(), second.hash());
    for (int row = 0; row < 2; row++) {
      assertEquals(1 - first.probabilities()[row], second.probabilities()[row], 1e-12);
    }
  }

  @Test
  void aMarginIsTheShareOfWhatIsSpentInTheMonthsKept() {
    ComparedRows rows = rows(VALUE, 100);
    assertArrayEquals(new double[] {120, 0, 48}, rows.contacts().marginUsd(), 1e-9);
    assertEquals(new ContactValue(0.5, 10), rows.contacts().value());
    assertEquals(9, rows.contacts().most());
  }

  @Test
  void aSampleHasItsShareOfTheBudget() {
    ComparedRows two = rows(VALUE, 2);
    assertTrue(two.isSample());
    assertEquals(2, two.labels().length);
    assertEquals(6, two.contacts().most());
  }

  @Test
  void whatAContactIsWorthIsNoPartOfTheHash() {
    ValueSettings other = new ValueSettings(0.1, 0.9, 1, 20, 0, 0, 1);
    assertEquals(rows(VALUE, 100).hash(), rows(other, 100).hash());
    assertEquals(ValueSettings.NO_LIMIT, rows(other, 100).contacts().most());
  }
}
