package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedPerformanceTest {
  private static final Recalibration NONE = new Recalibration(1, 0, 0, 0);

  private static ScoredCell cell(double probability, long rows) {
    return new ScoredCell(Math.log(probability / (1 - probability)), rows);
  }

  /**
   * Of ten rows at 0.2 two churn, of ten at 0.8 eight. Pairs in order: 2 x 8 / 2 + 8 x (8 + 2 / 2)
   * = 80 of 100. Every row adds 0.2 x 0.8 to the Brier score.
   */
  @Test
  void calibratedProbabilitiesAreTakenAsTheyAre() {
    ExpectedPerformance expected =
        ExpectedPerformance.of(List.of(cell(0.8, 10), cell(0.2, 10)), NONE);
    assertEquals(0.8, expected.auc(), 1e-12);
    assertEquals(0.16, expected.brier(), 1e-12);
    assertEquals(
        10, ExpectedPerformance.churned(List.of(cell(0.8, 10), cell(0.2, 10)), NONE), 1e-12);
  }

  /**
   * At logit ln 3 everybody churns with 0.75, whatever was said: 0.75 x 0.64 + 0.25 x 0.04 = 0.49
   * for 0.2, and 0.75 x 0.04 + 0.25 x 0.64 = 0.19 for 0.8.
   */
  @Test
  void theLineSaysWhoChurnsAndTheStoredProbabilityIsJudged() {
    ExpectedPerformance expected =
        ExpectedPerformance.of(
            List.of(cell(0.2, 10), cell(0.8, 10)), new Recalibration(0, Math.log(3), 0, 0));
    assertEquals(0.5, expected.auc(), 1e-12);
    assertEquals(0.34, expected.brier(), 1e-12);
  }

  /** The standard deviation of the mean: sqrt(0.16 x 0.6² / 2000) = 0.00537, times 1.96. */
  @Test
  void aBandIsWhatChanceMakesOfTheOutcomes() {
    Interval band =
        ExpectedPerformance.of(List.of(cell(0.2, 1000), cell(0.8, 1000)), NONE).brierBand();
    assertEquals(0.16 - 0.01052, band.low(), 0.0012);
    assertEquals(0.16 + 0.01052, band.high(), 0.0012);
  }

  /** Rows are drawn one way in small cells and another in large ones. */
  @Test
  void howRowsAreCutIntoCellsHardlyMatters() {
    List<ScoredCell> small = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      small.add(cell(0.2, 2));
      small.add(cell(0.8, 2));
    }
    ExpectedPerformance one = ExpectedPerformance.of(small, NONE);
    ExpectedPerformance other =
        ExpectedPerformance.of(List.of(cell(0.2, 1000), cell(0.8, 1000)), NONE);
    assertEquals(other.auc(), one.auc(), 1e-9);
    assertEquals(other.aucBand().low(), one.aucBand().low(), 0.003);
    assertEquals(other.aucBand().high(), one.aucBand().high(), 0.003);
  }

  @Test
  void aDoubtfulLineMakesABandWider() {
    List<ScoredCell> cells = List.of(cell(0.2, 1000), cell(0.8, 1000));
    Interval sure = ExpectedPerformance.of(cells, NONE).aucBand();
    Interval doubtful = ExpectedPerformance.of(cells, new Recalibration(1, 0, 0.2, 0)).aucBand();
    assertTrue(width(doubtful) > 2 * width(sure), () -> sure + " and " + doubtful);
  }

  /**
   * Where the logits are large, a steeper line has a lower intercept: the two errors cancel out
   * there, and neither of them does alone.
   */
  @Test
  void errorsOfSlopeAndInterceptAreCorrelated() {
    List<ScoredCell> cells = List.of(cell(0.90, 1000), cell(0.95, 1000));
    Interval both = ExpectedPerformance.of(cells, new Recalibration(1, 0, 0.4, 1)).brierBand();
    Interval slope = ExpectedPerformance.of(cells, new Recalibration(1, 0, 0.4, 0)).brierBand();
    assertTrue(width(both) < width(slope), () -> both + " and " + slope);
  }

  @Test
  void equalCellsHaveEqualBandsInAnyOrder() {
    Recalibration line = new Recalibration(1.1, -0.2, 0.05, 0.08);
    assertEquals(
        ExpectedPerformance.of(List.of(cell(0.2, 90), cell(0.6, 40), cell(0.8, 70)), line),
        ExpectedPerformance.of(List.of(cell(0.8, 70), cell(0.2, 90), cell(0.6, 40)), line));
  }

  private static double width(Interval band) {
    return band.high() - band.low();
  }
}
