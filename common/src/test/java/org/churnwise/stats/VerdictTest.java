package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {
  private static final OptionalDouble HALF = OptionalDouble.of(0.5);

  @Test
  void aValueBelowTheMinimumIsABreach() {
    assertEquals(Verdict.BREACH, Verdict.atLeast(MetricStatus.OK, HALF, 0.51));
  }

  @Test
  void aValueAboveTheMaximumIsABreach() {
    assertEquals(Verdict.BREACH, Verdict.atMost(MetricStatus.OK, HALF, 0.49));
  }

  @Test
  void aValueAtTheThresholdIsWithinIt() {
    assertEquals(Verdict.OK, Verdict.atLeast(MetricStatus.OK, HALF, 0.5));
    assertEquals(Verdict.OK, Verdict.atMost(MetricStatus.OK, HALF, 0.5));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OK")
  void aValueWithoutStatusOkIsNoEvidence(MetricStatus status) {
    assertEquals(Verdict.NO_EVIDENCE, Verdict.atLeast(status, HALF, 0.1));
    assertEquals(Verdict.NO_EVIDENCE, Verdict.atMost(status, HALF, 0.1));
  }

  @Test
  void anAbsentValueIsNoEvidence() {
    assertEquals(
        Verdict.NO_EVIDENCE, Verdict.atLeast(MetricStatus.OK, OptionalDouble.empty(), 0.1));
  }

  @Test
  void aValueThatIsNoNumberIsNoEvidence() {
    assertEquals(
        Verdict.NO_EVIDENCE, Verdict.atMost(MetricStatus.OK, OptionalDouble.of(Double.NaN), 0.1));
  }

  @Test
  void aThresholdThatIsNoNumberIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> Verdict.atMost(MetricStatus.OK, HALF, Double.NaN));
  }

  @Test
  void aMetricIsJudgedByItsOwnStatus() {
    OptionalDouble base = OptionalDouble.of(0.4);
    Metric trusted = new Metric("f1", MetricStatus.OK, HALF, Optional.empty(), 100, 40, base, base);
    Metric doubtful = Metric.without("f1", MetricStatus.TOO_FEW, 2, 1);
    assertEquals(Verdict.BREACH, trusted.atLeast(0.6));
    assertEquals(Verdict.OK, trusted.atMost(0.6));
    assertEquals(Verdict.NO_EVIDENCE, doubtful.atLeast(0.6));
  }
}
