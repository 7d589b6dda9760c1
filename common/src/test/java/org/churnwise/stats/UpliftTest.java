package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpliftTest {
  private static final MetricPolicy POLICY = new MetricPolicy(50, 10);

  private static GroupOutcome group(long customers, long stayed) {
    return new GroupOutcome(
        customers, stayed, 10.0 * customers, 100.0 * customers, 10.0 * stayed, 100.0 * stayed);
  }

  private static UpliftPart part(long contacted, long stayed, long heldOut, long heldOutStayed) {
    return new UpliftPart(group(contacted, stayed), group(heldOut, heldOutStayed));
  }

  private static Metric metric(String name, UpliftPart... parts) {
    return Metric.named(Uplift.metrics(List.of(parts), POLICY), name);
  }

  /** Newcombe 1998, table II, example (a): 56/70 - 48/80, method 10: 0.0524 to 0.3339. */
  @Test
  void theIntervalOfTheRetainedShareIsNewcombes() {
    Metric uplift = metric(Uplift.RETAINED_SHARE, part(70, 56, 80, 48));
    assertEquals(0.2, uplift.value().getAsDouble(), 1e-12);
    assertEquals(0.0524, uplift.interval().get().low(), 5e-5);
    assertEquals(0.3339, uplift.interval().get().high(), 5e-5);
    assertEquals(150, uplift.rows());
    assertEquals(46, uplift.positives());
  }

  /**
   * All margins are 10. 40 contacted, 30 kept: mean 7.5, variance (3000 - 40 * 7.5^2) / 38 / 40 =
   * 0.493421. 20 held out, 10 kept: mean 5, variance (1000 - 20 * 25) / 18 / 20 = 1.388889.
   * Difference 2.5 for 40: 100. Welch: 1.882310^2 / (0.493421^2 / 38 + 1.388889^2 / 18) = 31.2
   * degrees, t = 2.0391, half = 40 * 2.0391 * sqrt(1.882310) = 111.90.
   */
  @Test
  void theIncrementalMarginIsTheDifferenceOfTheMeansForAllWhoWereContacted() {
    Metric margin = metric(Uplift.MARGIN, part(40, 30, 20, 10));
    assertEquals(100, margin.value().getAsDouble(), 1e-9);
    assertEquals(100 - 111.90, margin.interval().get().low(), 0.02);
    assertEquals(100 + 111.90, margin.interval().get().high(), 0.02);
  }

  /**
   * Everybody stays but one of either group, whose margin is 0. So what is kept is the margin, and
   * the contacted were only drawn with larger ones: 5 and 2 on average, of all 4.
   */
  @Test
  void marginsThatDifferByTheDrawAloneAreNoEffect() {
    UpliftPart part = UpliftPart.EMPTY;
    for (int i = 0; i < 40; i++) {
      part = part.plus(new UpliftPart(GroupOutcome.of(i % 2 * 10, i > 0), GroupOutcome.NOBODY));
      part =
          part.plus(
              i < 20
                  ? new UpliftPart(GroupOutcome.NOBODY, GroupOutcome.of(i % 2 * 4, i > 0))
                  : UpliftPart.EMPTY);
    }
    assertEquals(5, part.contacted().meanMarginUsd(), 1e-12);
    assertEquals(2, part.heldOut().meanMarginUsd(), 1e-12);
    MetricPolicy lenient = new MetricPolicy(1, 1);
    Metric margin = Metric.named(Uplift.metrics(List.of(part), lenient), Uplift.MARGIN);
    assertEquals(0, margin.value().getAsDouble(), 1e-9);
    assertEquals(0, margin.interval().get().high(), 1e-3);
  }

  /**
   * Margins 2, 4, 6 and 8, of which 2 and 8 are kept: kept 2, 0, 0, 8. Mean margin 5, mean kept
   * 2.5, spread 9 + 1 + 1 + 9 = 20, products (4 + 64) - 20 * 10 / 4 = 18: slope 0.9. At a mean
   * margin of 6: 3.4. Around the mean 4 + 64 - 4 * 6.25 = 43, explained 0.81 * 20 = 16.2: 26.8 over
   * 2 degrees and 4 customers.
   */
  @Test
  void theLineOfAGroupIsThatOfLeastSquares() {
    GroupOutcome group =
        GroupOutcome.of(2, true)
            .plus(GroupOutcome.of(4, false))
            .plus(GroupOutcome.of(6, false))
            .plus(GroupOutcome.of(8, true));
    assertEquals(3.4, group.keptAtUsd(6), 1e-12);
    assertEquals(26.8 / 2 / 4, group.keptVariance(), 1e-12);
  }

  /**
   * Two stretches of 60: uplift 30/40 - 10/20 = 0.25, then 20/40 - 10/20 = 0. Kept by the first
   * half: 0.125 of the list, by all 0.125. Areas: triangle 0.125 / 4 + rectangle 0.125 / 2 - half
   * of the square 0.125 / 2 = 0.03125. Its weights are 1/8 and -1/8. Variances with one more of
   * either kind: 31/42 * 11/42 / 42, 11/22 * 11/22 / 22, 21/42 * 21/42 / 42, again 1/88.
   */
  @Test
  void qiniIsTheAreaAboveARandomOrder() {
    Metric qini = metric(Uplift.QINI, part(40, 30, 20, 10), part(40, 20, 20, 10));
    double variance =
        (31.0 / 42 * 11 / 42 / 42 + 1.0 / 88 + 0.25 / 42 + 1.0 / 88) / 64; // squared weights
    assertEquals(0.03125, qini.value().getAsDouble(), 1e-12);
    assertEquals(0.03125 - 1.959964 * Math.sqrt(variance), qini.interval().get().low(), 1e-6);
  }

  @Test
  void aListWhoseEndGainsMoreHasAQiniBelowZero() {
    Metric qini = metric(Uplift.QINI, part(40, 20, 20, 10), part(40, 30, 20, 10));
    assertEquals(-0.03125, qini.value().getAsDouble(), 1e-12);
  }

  @Test
  void stretchesAreJoinedUntilEitherGroupIsEnough() {
    UpliftPart few = part(9, 5, 5, 2);
    List<UpliftPart> parts = List.of(few, few, few, few, few);
    List<UpliftPart> joined = UpliftPart.joined(parts, 10);
    assertEquals(List.of(part(18, 10, 10, 4), part(27, 15, 15, 6)), joined);
    assertEquals(List.of(), UpliftPart.joined(List.of(few), 10));
  }

  @Test
  void oneStretchHasNoQini() {
    Metric qini = metric(Uplift.QINI, part(40, 30, 15, 10));
    assertEquals(MetricStatus.TOO_FEW, qini.status());
    assertTrue(qini.value().isEmpty());
  }

  /** Contacted, stayed, held out, stayed. */
  @ParameterizedTest
  @CsvSource({
    "0,   0,   0,  0,  NO_DATA",
    "100, 50,  0,  0,  NO_DATA",
    "0,   0,   50, 25, NO_DATA",
    "100, 100, 50, 50, ONE_CLASS",
    "100, 0,   50, 0,  ONE_CLASS",
    "30,  15,  10, 5,  TOO_FEW",
    "100, 50,  9,  5,  TOO_FEW",
    "9,   5,   99, 50, TOO_FEW",
    "100, 95,  50, 46, TOO_FEW",
    "100, 50,  10, 5,  OK"
  })
  void withoutEvidenceThereIsNoValue(
      long contacted, long stayed, long heldOut, long heldOutStayed, MetricStatus status) {
    List<Metric> metrics =
        Uplift.metrics(List.of(part(contacted, stayed, heldOut, heldOutStayed)), POLICY);
    assertEquals(Uplift.names(), metrics.stream().map(Metric::name).toList());
    for (Metric metric : metrics.subList(0, 2)) {
      assertEquals(status, metric.status(), metric.name());
      assertEquals(status == MetricStatus.OK, metric.value().isPresent());
      assertEquals(contacted + heldOut, metric.rows());
    }
  }

  @Test
  void noListHasNoData() {
    Uplift.metrics(List.of(), POLICY)
        .forEach(metric -> assertEquals(MetricStatus.NO_DATA, metric.status(), metric.name()));
  }

  @Test
  void moreThanAllCannotStay() {
    assertThrows(IllegalArgumentException.class, () -> new GroupOutcome(1, 2, 0, 0, 0, 0));
  }

  /** Quantiles of Student's t by R's qt(0.975, f). */
  @ParameterizedTest
  @CsvSource({"5, 2.570582", "9, 2.262157", "30, 2.042272", "1000, 1.962339"})
  void theQuantileOfStudentsT(double freedom, double quantile) {
    assertEquals(quantile, StudentT.upper975(freedom), 4e-4);
  }

  /** Each interval misses the truth in about 5 of 100; 10 or fewer in 99 of 100 such series. */
  @Test
  void withoutAnEffectAtLeastNinetyOfAHundredIntervalsHoldZero() {
    for (String name : Uplift.names()) {
      long holding =
          campaigns(0).stream()
              .filter(metrics -> Metric.named(metrics, name).interval().get().contains(0))
              .count();
      assertTrue(holding >= 90, name + ": " + holding);
    }
  }

  /** A third of the churners is saved: of 2,700 contacted with a mean churn of 0.5, 450. */
  @Test
  void aPlantedEffectIsTold() {
    List<List<Metric>> campaigns = campaigns(1.0 / 3);
    for (String name : List.of(Uplift.RETAINED_SHARE, Uplift.MARGIN)) {
      long above =
          campaigns.stream()
              .filter(metrics -> Metric.named(metrics, name).interval().get().low() > 0)
              .count();
      assertTrue(above >= 95, name + ": " + above);
    }
    assertTrue(
        campaigns.stream()
                .mapToDouble(m -> Metric.named(m, Uplift.QINI).value().getAsDouble())
                .average()
                .getAsDouble()
            > 0.01);
  }

  /** A hundred campaigns that save a share of the contacted churners. */
  private static List<List<Metric>> campaigns(double saved) {
    List<List<Metric>> campaigns = new ArrayList<>();
    for (long seed = 0; seed < 100; seed++) {
      campaigns.add(Uplift.metrics(campaign(saved, new SplittableRandom(seed)), POLICY));
    }
    return campaigns;
  }

  /**
   * 3,000 customers, of whom those further up churn the likelier (0.9 to 0.1), 300 held out by a
   * draw, margins with a long tail.
   */
  private static List<UpliftPart> campaign(double saved, SplittableRandom chance) {
    List<Boolean> heldOut = new ArrayList<>(Collections.nCopies(2700, false));
    heldOut.addAll(Collections.nCopies(300, true));
    Collections.shuffle(heldOut, new java.util.Random(chance.nextLong()));
    UpliftPart[] parts = new UpliftPart[100];
    Arrays.fill(parts, UpliftPart.EMPTY);
    for (int i = 0; i < 3000; i++) {
      double churn = (0.9 - 0.8 * i / 3000) * (heldOut.get(i) ? 1 : 1 - saved);
      boolean stayed = chance.nextDouble() >= churn;
      double margin = 100 * Math.exp(0.7 * chance.nextGaussian());
      GroupOutcome one = GroupOutcome.of(margin, stayed);
      GroupOutcome none = GroupOutcome.NOBODY;
      parts[i / 30] =
          parts[i / 30].plus(
              heldOut.get(i) ? new UpliftPart(none, one) : new UpliftPart(one, none));
    }
    return List.of(parts);
  }
}
