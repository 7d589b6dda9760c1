package org.churnwise.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfitCurveTest {
  /** A quarter of the contacted churners is saved; a contact costs 5. */
  private static final ContactValue VALUE = new ContactValue(0.25, 5);

  /**
   * Margins of 100: a contacted churner brings 25 - 5 = 20, anyone else -5. By probability 0.9 (one
   * churned), 0.6 (one of two), 0.3 (none of three), 0.1 (one of nine).
   */
  private static final List<ProfitGroup> GROUPS =
      List.of(
          new ProfitGroup(0.9, 1, 1, 100, 10_000),
          new ProfitGroup(0.6, 2, 1, 100, 10_000),
          new ProfitGroup(0.3, 3, 0, 0, 0),
          new ProfitGroup(0.1, 9, 1, 100, 10_000));

  @Test
  void aContactIsWorthTheSavedMarginLessItsCost() {
    assertEquals(0.4 * 0.25 * 200 - 5, VALUE.expectedUsd(0.4, 200), 1e-12);
    assertEquals(45, VALUE.realisedUsd(true, 200), 1e-12);
    assertEquals(-5, VALUE.realisedUsd(false, 200), 1e-12);
  }

  @Test
  void aMarginThatTheSaveRateShrinksToTheCostCannotPay() {
    assertFalse(VALUE.canPay(20));
    assertTrue(VALUE.canPay(20.01));
  }

  @ParameterizedTest
  @CsvSource({"-0.1, 5", "1.1, 5", "NaN, 5", "0.5, -1", "0.5, NaN", "0.5, Infinity"})
  void aValueOutOfRangeIsRefused(double saveRate, double cost) {
    assertThrows(IllegalArgumentException.class, () -> new ContactValue(saveRate, cost));
  }

  /** 20; 20 + 20 - 5; 35 - 15; 20 + 20 - 40. */
  @ParameterizedTest
  @CsvSource({"1, 0", "0.9, 20", "0.61, 20", "0.6, 35", "0.3, 20", "0.1, 0", "0, 0"})
  void theProfitOfAThresholdIsThatOfAllAtOrAboveIt(double threshold, double profit) {
    assertEquals(profit, new ProfitCurve(VALUE, GROUPS).profitUsd(threshold), 1e-9);
  }

  @Test
  void theBestThresholdIsWhereTheProfitIsHighest() {
    assertEquals(OptionalDouble.of(0.6), new ProfitCurve(VALUE, GROUPS).bestThreshold());
  }

  /** Four at 0.6 of whom one churned add 20 - 15 = 5; five of whom one churned add nothing. */
  @Test
  void ofEqualProfitsTheFewestContactsWin() {
    ProfitGroup first = new ProfitGroup(0.9, 1, 1, 100, 10_000);
    assertEquals(
        OptionalDouble.of(0.9),
        new ProfitCurve(VALUE, List.of(first, new ProfitGroup(0.6, 5, 1, 100, 10_000)))
            .bestThreshold());
    assertEquals(
        OptionalDouble.of(0.6),
        new ProfitCurve(VALUE, List.of(first, new ProfitGroup(0.6, 4, 1, 100, 10_000)))
            .bestThreshold());
  }

  @Test
  void whereNoThresholdEarnsAnythingThereIsNone() {
    assertEquals(
        OptionalDouble.empty(),
        new ProfitCurve(VALUE, List.of(new ProfitGroup(0.9, 10, 1, 100, 10_000))).bestThreshold());
    assertEquals(OptionalDouble.empty(), new ProfitCurve(VALUE, List.of()).bestThreshold());
    assertEquals(0, new ProfitCurve(VALUE, List.of()).profitUsd(0));
  }

  @Test
  void rowsAndGroupsGiveTheSameCurve() {
    double[] probability = {
      0.9, 0.6, 0.6, 0.3, 0.3, 0.3, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1
    };
    double[] churned = {1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0};
    double[] margin = new double[15];
    Arrays.fill(margin, 100);
    ProfitCurve rows = ProfitCurve.of(VALUE, probability, churned, margin);
    ProfitCurve groups = new ProfitCurve(VALUE, GROUPS);
    for (double threshold : new double[] {1, 0.9, 0.6, 0.3, 0.1}) {
      assertEquals(groups.profitUsd(threshold), rows.profitUsd(threshold), 1e-9);
      assertEquals(groups.interval(threshold), rows.interval(threshold));
    }
    assertEquals(groups.bestThreshold(), rows.bestThreshold());
    assertEquals(15, rows.customers());
  }

  @Test
  void whoeverCannotPayIsNeverContacted() {
    ProfitCurve curve =
        ProfitCurve.of(VALUE, new double[] {0.9, 0.8}, new double[] {1, 1}, new double[] {100, 20});
    assertEquals(1, curve.customers());
    assertEquals(20, curve.profitUsd(0), 1e-12);
  }

  /**
   * At 0.6: amounts 20, 20, -5 and 12 times 0. Sum 35, squares 825, variance of the sum (825 - 35^2
   * / 15) 15 / 14 = 796.43.
   */
  @Test
  void theIntervalOfAProfitIsThatOfASumOverAllCustomers() {
    Interval interval = new ProfitCurve(VALUE, GROUPS).interval(0.6);
    assertEquals(35 - 1.959964 * Math.sqrt(796.4286), interval.low(), 1e-3);
    assertEquals(35 + 1.959964 * Math.sqrt(796.4286), interval.high(), 1e-3);
  }

  @Test
  void aProbabilityThatIsNoneIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ProfitCurve.of(VALUE, new double[] {1.5}, new double[] {1}, new double[] {100}));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void turningACaughtChurnerIntoAMissedOneNeverRaisesTheValue(long seed) {
    Rows rows = new Rows(seed, 300);
    double threshold = rows.chance.nextDouble();
    double profit = rows.curve().profitUsd(threshold);
    for (int row = 0; row < rows.size(); row++) {
      if (rows.churned[row] == 1 && rows.probability[row] >= threshold) {
        double caught = rows.probability[row];
        rows.probability[row] = Math.nextDown(threshold);
        double missed = rows.curve().profitUsd(threshold);
        rows.probability[row] = caught;
        assertTrue(missed <= profit + 1e-9, missed + " without the churner, " + profit + " with");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noThresholdEarnsMoreThanTheBest(long seed) {
    Rows rows = new Rows(seed, 200);
    ProfitCurve curve = rows.curve();
    double best = curve.profitUsd(curve.bestThreshold().orElseThrow());
    for (double probability : rows.probability) {
      assertTrue(curve.profitUsd(probability) <= best);
    }
  }

  /** Random customers, some of whom no contact can pay for. */
  private static final class Rows {
    final SplittableRandom chance;
    final double[] probability;
    final double[] churned;
    final double[] margin;

    Rows(long seed, int size) {
      chance = new SplittableRandom(seed);
      probability = chance.doubles(size).map(p -> Math.round(p * 50) / 50.0).toArray();
      churned = Arrays.stream(probability).map(p -> chance.nextDouble() < p ? 1 : 0).toArray();
      margin = chance.doubles(size).map(m -> 150 * m * m).toArray();
    }

    int size() {
      return margin.length;
    }

    ProfitCurve curve() {
      return ProfitCurve.of(VALUE, probability, churned, margin);
    }
  }
}
