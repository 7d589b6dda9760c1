package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ClassThresholdTest {
  private static ScoreCell cell(double lowest, double highest, long rows, long positives) {
    return new ScoreCell(lowest, highest, rows, positives);
  }

  /** F1 is 16/18 with the top cell flagged, 20/30 with both. */
  @Test
  void itLiesInTheMiddleBetweenTwoCells() {
    assertEquals(
        OptionalDouble.of(0.55),
        ClassThreshold.byF1(List.of(cell(0.2, 0.3, 12, 2), cell(0.8, 0.9, 8, 8))));
  }

  /** 2 * 9 / (10 + 10) with the top cell, 2 * 10 / (11 + 10) with both. */
  @Test
  void itIsZeroWhereAllAreBestFlagged() {
    assertEquals(
        OptionalDouble.of(0),
        ClassThreshold.byF1(List.of(cell(0.8, 0.9, 10, 9), cell(0.1, 0.1, 1, 1))));
  }

  /** Both ways F1 is 2/3: 2 * 1 / (1 + 2) above, 2 * 2 / (4 + 2) below. */
  @Test
  void ofEqualThresholdsItIsTheHighest() {
    assertEquals(
        OptionalDouble.of(0.5),
        ClassThreshold.byF1(List.of(cell(0.4, 0.4, 3, 1), cell(0.6, 0.6, 1, 1))));
  }

  /** Apart, the upper of the two touching cells would be best alone. */
  @Test
  void cellsThatTouchAreFlaggedTogether() {
    assertEquals(
        OptionalDouble.of(0.3),
        ClassThreshold.byF1(
            List.of(cell(0.5, 0.5, 4, 4), cell(0.5, 0.5, 4, 0), cell(0.1, 0.1, 40, 2))));
  }

  @Test
  void thereIsNoneWhereNobodyChurned() {
    assertEquals(OptionalDouble.empty(), ClassThreshold.byF1(List.of(cell(0.1, 0.9, 10, 0))));
    assertEquals(OptionalDouble.empty(), ClassThreshold.byF1(List.of()));
  }
}
