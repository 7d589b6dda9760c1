package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two models compared by what their contact lists would have earned. */
class ProfitComparisonTest {
  /** A quarter of the contacted churners is saved; a contact costs 5. */
  private static final ContactValue VALUE = new ContactValue(0.25, 5);

  private static final MetricPolicy POLICY = new MetricPolicy(50, 10);
  private static final PairedBootstrap BOOTSTRAP = new PairedBootstrap(200, 42);
  private static final long NO_LIMIT = Long.MAX_VALUE;

  /**
   * Expected: 0.9 x 25 - 5 = 17.5, 0.5 x 50 - 5 = 20, 0.3 x 100 - 5 = 25, 0.1 x 25 - 5 below 0, 0.2
   * x 25 - 5 = 0, 1 x 5 - 5 = 0. Realised of those listed: 20 (churned), -5, 95 (churned).
   */
  private static final double[] PROBABILITY = {0.9, 0.5, 0.3, 0.1, 0.2, 1};

  private static final double[] MARGIN = {100, 200, 400, 100, 100, 20};
  private static final int[] CHURNED = {1, 0, 1, 1, 1, 1};

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 95", "2, 90", "3, 110", "1000, 110"})
  void theListEarnsWhatItsChurnersBringLessTheCost(long most, double earned) {
    assertEquals(earned / 6, list(most, PROBABILITY).of(DrawnRows.once(6))[0], 1e-12);
  }

  /** Three contacts: twice the customer of 25, once of the three copies of the customer of 20. */
  @Test
  void aBudgetEndsWithinTheCopiesOfACustomer() {
    DrawnRows rows = DrawnRows.weighted(1, 3, 2, 0, 0, 1);
    assertEquals((95 + 95 - 5) / 7.0, list(3, PROBABILITY).of(rows)[0], 1e-12);
  }

  @Test
  void rowsThatDoNotCountHaveNoProfit() {
    assertTrue(Double.isNaN(list(NO_LIMIT, PROBABILITY).of(DrawnRows.weighted(new int[6]))[0]));
  }

  private static ResampledProfit list(long most, double[] probability) {
    return new ResampledProfit(new Contacts(VALUE, MARGIN, most), probability, CHURNED);
  }

  /** A row that counts three times is three rows, whether or not the budget is spent on them. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aRowThatCountsThriceIsThreeRows(long seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    PairedRows rows = margins(new PlantedPair(40, 0.8, 0.8, 0.8).draw(chance), chance, 9 + seed);
    int[] weight = chance.ints(40, 0, 4).toArray();
    int[] copies =
        IntStream.range(0, 40)
            .flatMap(row -> IntStream.generate(() -> row).limit(weight[row]))
            .toArray();
    double[] margins =
        Arrays.stream(copies).mapToDouble(row -> rows.contacts().marginUsd()[row]).toArray();
    ResampledProfit repeated =
        new ResampledProfit(
            new Contacts(VALUE, margins, rows.contacts().most()),
            Arrays.stream(copies).mapToDouble(row -> rows.champion()[row]).toArray(),
            Arrays.stream(copies).map(row -> rows.label()[row]).toArray());
    ResampledProfit weighted = new ResampledProfit(rows.contacts(), rows.champion(), rows.label());
    double profit = weighted.of(DrawnRows.weighted(weight))[0];
    assertEquals(repeated.of(DrawnRows.once(copies.length))[0], profit, 1e-12);
    assertTrue(profit != 0, "nobody is on the list");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void turningACaughtChurnerIntoAMissedOneNeverRaisesTheProfit(long seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    PairedRows rows = margins(new PlantedPair(200, 0.8, 0.8, 0.8).draw(chance), chance, NO_LIMIT);
    double profit = champion(rows).champion();
    int caught = 0;
    for (int row = 0; row < rows.size(); row++) {
      double probability = rows.champion()[row];
      if (rows.label()[row] == 1
          && VALUE.expectedUsd(probability, rows.contacts().marginUsd()[row]) > 0) {
        caught++;
        rows.champion()[row] = 0;
        double missed = champion(rows).champion();
        rows.champion()[row] = probability;
        assertTrue(missed < profit, missed + " without the churner, " + profit + " with");
      }
    }
    assertTrue(caught > 10, "few were caught: " + caught);
  }

  private static PairedDifference champion(PairedRows rows) {
    return new PairedBootstrap(100, 1)
        .differences(rows, MetricName.PROFIT, List.of(), POLICY)
        .get(0);
  }

  /** Both are calibrated and rank alike, so their lists earn the same on average. */
  @Test
  void equalModelsAreSeldomPromotedByProfitAndABetterOneMostly() {
    assertTrue(promoted(new PlantedPair(1000, 0.8, 0.8, 0.8), 60) <= 6);
    assertTrue(promoted(new PlantedPair(1000, 0.9, 0.75, 0.8), 20) >= 16);
  }

  private static long promoted(PlantedPair pair, int comparisons) {
    SplittableRandom chance = new SplittableRandom(8);
    return IntStream.range(0, comparisons)
        .filter(i -> byProfit(0).judge(margins(pair.draw(chance), chance, NO_LIMIT)).promotes())
        .count();
  }

  @Test
  void theLowerEndMustExceedTheMargin() {
    SplittableRandom chance = new SplittableRandom(6);
    PairedRows rows = margins(new PlantedPair(1000, 0.95, 0.7, 0.8).draw(chance), chance, NO_LIMIT);
    double low = byProfit(0).judge(rows).differences().get(0).interval().low();
    assertTrue(low > 0, "no gain: " + low);
    assertTrue(byProfit(low - 1e-9).judge(rows).promotes());
    assertFalse(byProfit(low).judge(rows).promotes());
  }

  @Test
  void whereNoContactCanPayNothingIsBetter() {
    PairedRows drawn = new PlantedPair(1000, 0.95, 0.7, 0.8).draw(new SplittableRandom(1));
    PairedJudgement judgement =
        byProfit(0).judge(with(drawn, new Contacts(VALUE, new double[1000], NO_LIMIT)));
    assertEquals(new Interval(0, 0), judgement.differences().get(0).interval());
    assertFalse(judgement.promotes());
  }

  private static PromotionRule byProfit(double margin) {
    return new PromotionRule(MetricName.PROFIT, margin, 0.95, BOOTSTRAP, POLICY);
  }

  /**
   * The challenger ranks better, but is wrong about the twentieth of the customers who bring nearly
   * all of the money.
   */
  @Test
  void aBetterRankingThatLosesTheMoneyIsTurnedAwayByTheGuard() {
    PairedRows drawn = new PlantedPair(2000, 0.95, 0.75, 0.8).draw(new SplittableRandom(3));
    double[] margin = new double[2000];
    Arrays.fill(margin, 25);
    for (int row = 0; row < 100; row++) {
      margin[row] = 5000;
      drawn.challenger()[row] = drawn.label()[row] == 1 ? 0.001 : 0.999;
    }
    PairedRows rows = with(drawn, new Contacts(VALUE, margin, 50));
    List<String> guards = new ArrayList<>(PromotionRule.GUARDS);
    guards.add(MetricName.PROFIT);
    PairedJudgement guarded =
        new PromotionRule(MetricName.AUC, 0, 0.95, guards, BOOTSTRAP, POLICY).judge(rows);
    assertTrue(guarded.better());
    assertTrue(guarded.brokenGuards().contains("profit is worse"), guarded::toString);
    assertFalse(guarded.promotes());
    PairedJudgement byProfitAlone =
        new PromotionRule(MetricName.AUC, 0, 0.95, List.of(MetricName.PROFIT), BOOTSTRAP, POLICY)
            .judge(rows);
    assertEquals(List.of("profit is worse"), byProfitAlone.brokenGuards());
    assertFalse(byProfitAlone.promotes());
    PairedJudgement unguarded =
        new PromotionRule(MetricName.AUC, 0, 0.95, List.of(), BOOTSTRAP, POLICY).judge(rows);
    assertTrue(unguarded.promotes());
    assertTrue(byProfit(0).judge(rows).differences().get(0).interval().high() < 0);
  }

  @Test
  void rowsWithoutMarginsCannotBeComparedByProfit() {
    PairedRows rows = new PlantedPair(100, 0.9, 0.7, 0.8).draw(new SplittableRandom(1));
    assertThrows(IllegalArgumentException.class, () -> byProfit(0).judge(rows));
    assertThrows(
        IllegalArgumentException.class,
        () -> with(rows, new Contacts(VALUE, new double[99], NO_LIMIT)));
  }

  /** Margins as customers have them: a few bring much. */
  private static PairedRows margins(PairedRows rows, SplittableRandom chance, long most) {
    double[] margin = new double[rows.size()];
    Arrays.setAll(margin, row -> 40 * Math.exp(chance.nextGaussian()));
    return with(rows, new Contacts(VALUE, margin, most));
  }

  private static PairedRows with(PairedRows rows, Contacts contacts) {
    return new PairedRows(
        rows.challenger(), rows.champion(), rows.label(), rows.customer(), Map.of(), contacts);
  }
}
