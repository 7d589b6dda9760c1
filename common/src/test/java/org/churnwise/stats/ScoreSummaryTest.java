package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ScoreSummaryTest {

  @Test
  void countsAndSumsAreTakenFromRows() {
    // label        1     0     1     0
    // probability  0.75  0.5   0.25  0.0    at 0.5: TP 1, FP 1
    // rank         4     3     2     1      positives: 4 + 2 = 6
    // error        -0.25 0.5   -0.75 0      squares: 0.0625 + 0.25 + 0.5625 = 0.875
    ScoreSummary summary =
        ScoreSummary.of(new double[] {0.75, 0.5, 0.25, 0.0}, new int[] {1, 0, 1, 0}, 0.5);
    assertEquals(new ScoreSummary(4, 2, 1, 1, 0.875, 6), summary);
    assertEquals(1, summary.falseNegatives());
    assertEquals(1, summary.trueNegatives());
  }

  @Test
  void equalScoresShareTheMeanOfTheirRanks() {
    // scores 0.1 | 0.3 0.3 0.3 | 0.9 have ranks 1 | 3 3 3 | 5; positives at 0.3, 0.3 and 0.9
    ScoreSummary summary =
        ScoreSummary.of(new double[] {0.3, 0.9, 0.1, 0.3, 0.3}, new int[] {1, 1, 0, 0, 1}, 0.5);
    assertEquals(11, summary.positiveRankSum());
  }

  @Test
  void negativeZeroTiesWithZero() {
    ScoreSummary summary = ScoreSummary.of(new double[] {0.0, -0.0}, new int[] {1, 0}, 0.5);
    assertEquals(1.5, summary.positiveRankSum());
  }

  @Test
  void aRuleIsRankedByOneNumberAndJudgedByAnother() {
    // days 40 and 90 answer churned; the positive at 40 has rank 2, the one at 90 rank 3
    double[] days = {40, 10, 90};
    double[] answer = {1, 0, 1};
    ScoreSummary summary = ScoreSummary.of(days, answer, new int[] {1, 0, 1}, 0.5);
    assertEquals(new ScoreSummary(3, 2, 2, 0, 0.0, 5), summary);
  }

  @Test
  void noRowsAreASummaryOfNothing() {
    assertEquals(
        new ScoreSummary(0, 0, 0, 0, 0, 0), ScoreSummary.of(new double[0], new int[0], 0.5));
  }

  @Test
  void aProbabilityThatIsNoNumberIsRefused() {
    assertRefused(
        "probability of row 1 must be in [0, 1], not NaN",
        () -> ScoreSummary.of(new double[] {0.5, Double.NaN}, new int[] {0, 1}, 0.5));
  }

  @Test
  void aProbabilityAboveOneIsRefused() {
    assertRefused(
        "probability of row 0 must be in [0, 1], not 1.5",
        () -> ScoreSummary.of(new double[] {1.5}, new int[] {1}, 0.5));
  }

  @Test
  void aLabelOtherThanZeroOrOneIsRefused() {
    assertRefused(
        "label of row 0 must be 0 or 1, not -1",
        () -> ScoreSummary.of(new double[] {0.5}, new int[] {-1}, 0.5));
  }

  @Test
  void anInfiniteRankingScoreIsRefused() {
    assertRefused(
        "ranking score of row 0 must be finite, not Infinity",
        () ->
            ScoreSummary.of(
                new double[] {Double.POSITIVE_INFINITY}, new double[] {1}, new int[] {1}, 0.5));
  }

  @Test
  void arraysOfDifferentLengthAreRefused() {
    assertRefused(
        "probability has 2 entries, but there are 1 labels",
        () -> ScoreSummary.of(new double[] {0.5, 0.5}, new int[] {1}, 0.5));
  }

  @Test
  void aThresholdOutsideZeroToOneIsRefused() {
    assertRefused(
        "threshold must be in [0, 1], not -0.1",
        () -> ScoreSummary.of(new double[] {0.5}, new int[] {1}, -0.1));
  }

  @Test
  void countsThatNoRowsCanHaveAreRefused() {
    assertRefused(
        "truePositives must be in [0.0, 2.0], not 3.0", () -> new ScoreSummary(4, 2, 3, 0, 0, 3));
    assertRefused(
        "falsePositives must be in [0.0, 2.0], not 3.0", () -> new ScoreSummary(4, 2, 0, 3, 0, 3));
    assertRefused(
        "positives must be in [0.0, 4.0], not 5.0", () -> new ScoreSummary(4, 5, 0, 0, 0, 3));
  }

  @Test
  void sumsThatNoRowsCanHaveAreRefused() {
    // two positives of four rows have rank sums from 1 + 2 to 3 + 4
    assertRefused(
        "positiveRankSum must be in [3.0, 7.0], not 7.5",
        () -> new ScoreSummary(4, 2, 0, 0, 0, 7.5));
    assertRefused(
        "squaredErrorSum must be in [0.0, 4.0], not NaN",
        () -> new ScoreSummary(4, 2, 0, 0, Double.NaN, 3));
  }

  private static void assertRefused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
