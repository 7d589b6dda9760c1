package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntervalsTest {
  /** Five draws have places 0 to 4: the ends lie at 0.025 * 4 = 0.1 and 0.975 * 4 = 3.9. */
  @Test
  void thePercentilesOfDrawsAreInterpolatedAndLeaveTheDrawsAsTheyAre() {
    double[] draws = {4, 1, 5, 2, 3};
    Interval interval = Intervals.percentile(draws);
    assertEquals(1.1, interval.low(), 1e-12);
    assertEquals(4.9, interval.high(), 1e-12);
    assertArrayEquals(new double[] {4, 1, 5, 2, 3}, draws);
  }

  /** A tenth is left on each side: the ends lie at 0.1 * 4 = 0.4 and 0.9 * 4 = 3.6. */
  @Test
  void lessConfidenceIsANarrowerInterval() {
    Interval interval = Intervals.percentile(new double[] {4, 1, 5, 2, 3}, 0.8);
    assertEquals(1.4, interval.low(), 1e-12);
    assertEquals(4.6, interval.high(), 1e-12);
  }

  /** To the bit, so that decisions of earlier releases are reproduced. */
  @Test
  void theUsualConfidenceLeavesOneFortiethOnEachSide() {
    double[] draws = IntStream.range(0, 2000).mapToDouble(i -> 1.0 / (i + 3)).toArray();
    assertEquals(Intervals.percentile(draws), Intervals.percentile(draws, 0.95));
    double[] places = IntStream.range(0, 41).asDoubleStream().toArray();
    assertEquals(new Interval(1, 39), Intervals.percentile(places));
  }

  /** By table: 1.96 standard errors on either side are left by 5 of 100. */
  @Test
  void thePValueIsTwoSided() {
    assertEquals(1, Intervals.pValue(0));
    assertEquals(0.05, Intervals.pValue(Intervals.Z), 1e-14);
    assertEquals(0.05, Intervals.pValue(-Intervals.Z), 1e-14);
  }
}
