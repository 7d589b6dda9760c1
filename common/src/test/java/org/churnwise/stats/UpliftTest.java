package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
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
   * All margins are 10. 40 contacted, 30 kept: 3/4; 20 held out, 10 kept: 1/2; a quarter of the 400
   * of the contacted is 100. With one more of either kind 31/42 and 11/22, variances 31/42 * 11/42
   * / 41 = 0.0047149 and 1/4 / 21 = 0.0119048. Middle 400 * (31/42 - 1/2) = 95.238. Welch:
   * 0.0166197^2 / (0.0047149^2 / 41 + 0.0119048^2 / 21) = 37.88 degrees, t = 2.02456, half = 400 *
   * 2.02456 * sqrt(0.0166197) = 104.40.
   */
  @Test
  void theIncrementalMarginIsTheDifferenceOfTheSharesKeptForAllWhoWereContacted() {
    Metric margin = metric(Uplift.MARGIN, part(40, 30, 20, 10));
    assertEquals(100, margin.value().getAsDouble(), 1e-9);
    assertEquals(95.238 - 104.40, margin.interval().get().low(), 0.02);
    assertEquals(95.238 + 104.40, margin.interval().get().high(), 0.02);
  }

  /** Half of the margin is kept in either group; the contacted were drawn with larger ones. */
  @Test
  void marginsThatDifferByTheDrawAloneAreNoEffect() {
    UpliftPart part = UpliftPart.EMPTY;
    for (int i = 0; i < 40; i++) {
      part = part.plus(new UpliftPart(GroupOutcome.of(10, i % 2 == 0), GroupOutcome.NOBODY));
      part = part.plus(new UpliftPart(GroupOutcome.NOBODY, GroupOutcome.of(4, i % 2 == 0)));
    }
    Metric margin = Metric.named(Uplift.metrics(List.of(part), POLICY), Uplift.MARGIN);
    assertEquals(0, margin.value().getAsDouble(), 1e-9);
    assertEquals(-margin.interval().get().low(), margin.interval().get().high(), 1e-9);
  }

  /**
   * Margins 2, 4, 6 and 8, of which 2 and 8 are kept: 10 of 20. Distances of the kept from half of
   * each margin: 1, 2, 3 and 4, squares 30, over 20^2. They count as 400 / 120 = 10/3 customers:
   * times 10/3 / (7/3). The mean weighted by margin is 120 / 20 = 6.
   */
  @Test
  void theShareKeptIsARatioOfTwoSums() {
    GroupOutcome group =
        GroupOutcome.of(2, true)
            .plus(GroupOutcome.of(4, false))
            .plus(GroupOutcome.of(6, false))
            .plus(GroupOutcome.of(8, true));
    assertEquals(0.5, group.keptShare(), 1e-12);
    assertEquals(10.0 / 3, group.countedCustomers(), 1e-12);
    assertEquals(30.0 / 400 * 10 / 7, group.keptShareVariance(), 1e-12);
    assertEquals(
        group.plus(GroupOutcome.of(6, true)).plus(GroupOutcome.of(6, false)),
        group.withOneMoreOfEither());
  }

  @Test
  void withoutAnyMarginNothingIsKept() {
    UpliftPart part =
        new UpliftPart(new GroupOutcome(40, 30, 0, 0, 0, 0), new GroupOutcome(20, 10, 0, 0, 0, 0));
    Metric margin = metric(Uplift.MARGIN, part);
    assertEquals(0, margin.value().getAsDouble());
    assertEquals(new Interval(0, 0), margin.interval().get());
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
  @CsvSource({
    "1, 12.706205",
    "2, 4.302653",
    "3, 3.182446",
    "5, 2.570582",
    "9, 2.262157",
    "30, 2.042272",
    "1000, 1.962339"
  })
  void theQuantileOfStudentsT(double freedom, double quantile) {
    assertEquals(quantile, Uplift.studentT975(freedom), 1e-6);
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

  /** As above, with the fewest who may be held out and margins of which few have the most. */
  @Test
  void nineteenOfTwentyIntervalsOfTheShortestListsHoldZero() {
    for (String name : List.of(Uplift.RETAINED_SHARE, Uplift.MARGIN)) {
      long holding =
          IntStream.range(0, 400)
              .mapToObj(seed -> campaign(110, 10, 1.2, 0, new SplittableRandom(seed)))
              .map(parts -> Metric.named(Uplift.metrics(parts, POLICY), name))
              .filter(metric -> metric.interval().get().contains(0))
              .count();
      assertTrue(holding >= 372, name + ": " + holding); // 93 %
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
      campaigns.add(
          Uplift.metrics(campaign(3000, 300, 0.7, saved, new SplittableRandom(seed)), POLICY));
    }
    return campaigns;
  }

  /**
   * Customers of whom those further up churn the likelier (0.9 to 0.1), some held out by a draw,
   * margins with a long tail.
   *
   * @param tail standard deviation of the logarithm of a margin
   */
  private static List<UpliftPart> campaign(
      int customers, int held, double tail, double saved, SplittableRandom chance) {
    List<Boolean> heldOut = new ArrayList<>(Collections.nCopies(customers - held, false));
    heldOut.addAll(Collections.nCopies(held, true));
    Collections.shuffle(heldOut, new java.util.Random(chance.nextLong()));
    UpliftPart[] parts = new UpliftPart[100];
    Arrays.fill(parts, UpliftPart.EMPTY);
    for (int i = 0; i < customers; i++) {
      double churn = (0.9 - 0.8 * i / customers) * (heldOut.get(i) ? 1 : 1 - saved);
      boolean stayed = chance.nextDouble() >= churn;
      double margin = 100 * Math.exp(tail * chance.nextGaussian());
      GroupOutcome one = GroupOutcome.of(margin, stayed);
      GroupOutcome none = GroupOutcome.NOBODY;
      int part = i * 100 / customers;
      parts[part] =
          parts[part].plus(heldOut.get(i) ? new UpliftPart(none, one) : new UpliftPart(one, none));
    }
    return List.of(parts);
  }
}
