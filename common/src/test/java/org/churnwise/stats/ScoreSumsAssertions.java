package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Compares sums that were taken in two ways. */
public final class ScoreSumsAssertions {
  /** A warehouse rounds each row's contribution to twelve digits behind the point. */
  private static final double ROUNDING = 0.5e-12;

  private ScoreSumsAssertions() {}

  /**
   * Counts are equal, sums equal but for rounding, the calibration line to one part in 10,000 where
   * both have one.
   */
  public static void assertClose(ScoreSums expected, ScoreSums actual) {
    double close = Math.max(1, expected.rows()) * ROUNDING + 1e-12;
    assertEquals(expected.invalidScores(), actual.invalidScores());
    assertCounts(expected.counts(), actual.counts(), close);
    assertRanks(expected.ranks(), actual.ranks(), close);
    assertEquals(expected.losses().logLossSum(), actual.losses().logLossSum(), 40 * close);
    assertEquals(
        expected.losses().squaredLogLossSum(), actual.losses().squaredLogLossSum(), 1600 * close);
    assertEquals(expected.losses().fourthErrorSum(), actual.losses().fourthErrorSum(), close);
    for (int bin = 0; bin < CalibrationBin.BINS; bin++) {
      assertBin(expected.bins().get(bin), actual.bins().get(bin), close);
    }
    actual.recalibration().ifPresent(line -> assertLine(expected.recalibration().get(), line));
  }

  private static void assertCounts(ScoreSummary expected, ScoreSummary actual, double close) {
    assertEquals(expected.rows(), actual.rows());
    assertEquals(expected.positives(), actual.positives());
    assertEquals(expected.truePositives(), actual.truePositives());
    assertEquals(expected.falsePositives(), actual.falsePositives());
    assertEquals(expected.positiveRankSum(), actual.positiveRankSum());
    assertEquals(expected.squaredErrorSum(), actual.squaredErrorSum(), close);
  }

  private static void assertRanks(RankSums expected, RankSums actual, double close) {
    assertEquals(expected.precisionSum(), actual.precisionSum(), close);
    assertEquals(expected.retainedPrecisionSum(), actual.retainedPrecisionSum(), close);
    assertEquals(expected.placementSquares(), actual.placementSquares(), close);
    assertEquals(expected.retainedPlacementSquares(), actual.retainedPlacementSquares(), close);
    for (int decile = 0; decile < RankSums.DECILES; decile++) {
      assertEquals(expected.captured().get(decile), actual.captured().get(decile), close);
    }
  }

  private static void assertBin(CalibrationBin expected, CalibrationBin actual, double close) {
    assertEquals(expected.rows(), actual.rows());
    assertEquals(expected.positives(), actual.positives());
    assertEquals(expected.probabilitySum(), actual.probabilitySum(), close);
    assertEquals(expected.squaredErrorSum(), actual.squaredErrorSum(), close);
  }

  /** One part in 10,000, as {@code EvaluationSums} promises; of numbers near 0, of 1. */
  private static void assertLine(Recalibration expected, Recalibration actual) {
    assertEquals(expected.slope(), actual.slope(), 1e-4 * Math.abs(expected.slope()));
    assertEquals(expected.intercept(), actual.intercept(), near(expected.intercept()));
    assertEquals(expected.slopeError(), actual.slopeError(), 1e-4 * Math.abs(expected.slope()));
    assertEquals(
        expected.interceptError(), actual.interceptError(), near(expected.interceptError()));
  }

  private static double near(double expected) {
    return 1e-4 * Math.max(1, Math.abs(expected));
  }
}
