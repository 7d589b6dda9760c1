package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PopulationStabilityTest {
  private static final double FLOOR = 1e-4;

  @Test
  void equalProportionsHaveIndexZero() {
    assertIndex(0.0, new long[] {10, 30, 60}, new long[] {1, 3, 6});
  }

  @Test
  void theIndexSumsDifferenceTimesLogRatio() {
    // (0.75 - 0.5) ln(0.75 / 0.5) + (0.25 - 0.5) ln(0.25 / 0.5) = 0.25 ln 1.5 + 0.25 ln 2 = 0.25 ln
    // 3
    assertIndex(0.25 * Math.log(3), new long[] {50, 50}, new long[] {75, 25});
  }

  @Test
  void theIndexIsSymmetric() {
    assertIndex(0.25 * Math.log(3), new long[] {75, 25}, new long[] {50, 50});
  }

  @Test
  void anEmptyBinCountsAtTheFloorAndTheOthersStayAsTheyAre() {
    // e = 0.5, 0.5; a = 1.0 and 0 raised to 1e-4
    double expected = 0.5 * Math.log(2) + (1e-4 - 0.5) * Math.log(1e-4 / 0.5);
    assertIndex(expected, new long[] {5, 5}, new long[] {7, 0});
  }

  @Test
  void aBinEmptyOnBothSidesAddsNothing() {
    assertIndex(0.25 * Math.log(3), new long[] {50, 0, 50}, new long[] {75, 0, 25});
  }

  @Test
  void noActualRowsHaveNoIndex() {
    StabilityIndex index = PopulationStability.of(new long[] {5, 5}, new long[] {0, 0}, FLOOR);
    assertEquals(new StabilityIndex(OptionalDouble.empty(), 10, 0), index);
  }

  @Test
  void noExpectedRowsHaveNoIndex() {
    StabilityIndex index = PopulationStability.of(new long[] {0}, new long[] {3}, FLOOR);
    assertFalse(index.value().isPresent());
  }

  @Test
  void anIndexAboveTheThresholdIsABreach() {
    StabilityIndex index = new StabilityIndex(OptionalDouble.of(0.25), 100, 100);
    assertEquals(Verdict.BREACH, index.verdict(0.2, 100));
    assertEquals(Verdict.OK, index.verdict(0.25, 100));
  }

  @Test
  void tooFewRowsOnEitherSideAreNoEvidence() {
    OptionalDouble value = OptionalDouble.of(0.0);
    assertEquals(Verdict.NO_EVIDENCE, new StabilityIndex(value, 99, 100).verdict(0.2, 100));
    assertEquals(Verdict.NO_EVIDENCE, new StabilityIndex(value, 100, 99).verdict(0.2, 100));
  }

  @Test
  void anAbsentIndexIsNoEvidenceEvenWhenNoRowsAreAskedFor() {
    StabilityIndex index = new StabilityIndex(OptionalDouble.empty(), 10, 0);
    assertEquals(Verdict.NO_EVIDENCE, index.verdict(0.2, 0));
  }

  @Test
  void countsOverDifferentBinsAreRefused() {
    assertRefused(
        "expected has 2 bins, but actual has 1",
        () -> PopulationStability.of(new long[] {1, 2}, new long[] {3}, FLOOR));
  }

  @Test
  void aNegativeCountIsRefused() {
    assertRefused(
        "actual count of bin 1 must not be negative: -1",
        () -> PopulationStability.of(new long[] {1, 2}, new long[] {3, -1}, FLOOR));
  }

  @Test
  void aFloorOfZeroIsRefused() {
    assertRefused(
        "floor must be in (0, 1), not 0.0",
        () -> PopulationStability.of(new long[] {1}, new long[] {1}, 0));
  }

  private static void assertIndex(double expected, long[] baseline, long[] current) {
    StabilityIndex index = PopulationStability.of(baseline, current, FLOOR);
    assertEquals(expected, index.value().orElseThrow(), 1e-12);
  }

  private static void assertRefused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
