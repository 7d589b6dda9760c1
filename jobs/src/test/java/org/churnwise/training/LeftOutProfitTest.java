package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.OptionalDouble;
import org.churnwise.config.ValueSettings;
import org.churnwise.scoring.PlantedScores;
import org.churnwise.stats.ProfitCurve;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given landed predictions, labels and spend, expect the profit of thresholds. */
class LeftOutProfitTest {
  private static final LocalDate JUNE = LocalDate.of(2024, 6, 1);
  private static final LocalDate AUGUST = LocalDate.of(2024, 8, 1);

  /** Half of the churners are saved, a contact costs 10. */
  private static final ValueSettings VALUE = PlantedScores.value(0.5, 10, 0, 0, 42);

  @TempDir Path folder;
  private TemporaryWarehouse temporary;
  private LandedPredictions landed;

  @BeforeEach
  void openWarehouse() {
    temporary = TemporaryWarehouse.in(folder);
    landed = new LandedPredictions(temporary);
  }

  @AfterEach
  void closeWarehouse() {
    temporary.close();
  }

  private ProfitCurve curve() {
    return new LeftOutProfit(temporary.warehouse(), VALUE).of(landed.scores(), RowPart.of(AUGUST));
  }

  /** B is of an earlier snapshot, C of those that are compared. */
  @Test
  void theCurveOfARecalibrationIsThatOfTheLeftOutCustomersOfTheHeldOutSnapshot() {
    landed.customer(AUGUST, "A", 0.9, 1L, 100);
    landed.customer(JUNE, "B", 0.8, 1L, 100);
    landed.customer(AUGUST, "C", 0.7, 1L, 100, false);
    ProfitCurve curve =
        new LeftOutProfit(temporary.warehouse(), VALUE).of(landed.scores(), RowPart.split(AUGUST));
    assertEquals(1, curve.customers());
    assertEquals(40, curve.profitUsd(0.9), 1e-9);
  }

  /**
   * Saved, A brings 50 - 10 = 40 and C 20 - 10 = 10; B costs 10. D's margin of 20 can only bring
   * the cost back. E is of the snapshot that judges.
   */
  @Test
  void theCurveIsThatOfFinalRowsWhoCanPayWithoutTheHeldOutSnapshot() {
    landed.customer(JUNE, "A", 0.91237, 1L, 100);
    landed.customer(JUNE, "B", 0.5, 0L, 100);
    landed.customer(JUNE, "C", 0.3, 1L, 40);
    landed.customer(JUNE, "D", 0.95, 1L, 20);
    landed.customer(AUGUST, "E", 0.9, 1L, 100);
    ProfitCurve curve = curve();
    assertEquals(3, curve.customers());
    assertEquals(40, curve.profitUsd(0.9123), 1e-9);
    assertEquals(30, curve.profitUsd(0.5), 1e-9);
    assertEquals(40, curve.profitUsd(0.3), 1e-9);
    assertEquals(OptionalDouble.of(0.9123), curve.bestThreshold());
  }

  @Test
  void onlyCustomersWhoWereLeftOutOfTheFitCount() {
    landed.customer(JUNE, "A", 0.5, 1L, 100, true);
    landed.customer(JUNE, "B", 0.5, 1L, 100, false);
    landed.customer(JUNE, "C", 0.5, 1L, 100, true);
    assertEquals(2, curve().customers());
  }
}
