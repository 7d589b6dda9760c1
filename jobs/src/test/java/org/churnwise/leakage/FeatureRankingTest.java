package org.churnwise.leakage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureType;
import org.junit.jupiter.api.Test;

/** What the counts of pairs say. */
class FeatureRankingTest {
  private static final LocalDate DAY = LocalDate.of(2025, 3, 1);

  @Test
  void aNumberRanksInEitherDirection() {
    assertEquals(0.75, number(0.25).auc(), 1e-12);
    assertEquals(0.75, number(0.75).auc(), 1e-12);
  }

  @Test
  void levelsRankInTheDirectionThatOtherCustomersShow() {
    assertEquals(0.5, ranking(FeatureType.CATEGORICAL, "profile", 0.25).auc(), 1e-12);
    assertEquals(0.75, ranking(FeatureType.CATEGORICAL, "profile", 0.75).auc(), 1e-12);
  }

  /** At 0.5 the variance is (n + 1) / (12 a b): 101 / 30,000 for 50 of either class. */
  @Test
  void aDifferenceIsMeasuredInStandardErrorsOfHanleyAndMcNeil() {
    assertEquals(
        0.2 / Math.sqrt(2 * 101 / 30_000.0), number(0.7).standardErrorsAbove(number(0.5)), 1e-9);
  }

  /** With ten cells of 5 and 5, a customer is compared with a tenth as many. */
  @Test
  void pairsWithinCellsSayLess() {
    FeatureRanking cells =
        new FeatureRanking(
            DAY, feature(FeatureType.NUMERIC, "recency"), 100, 50, 250, 175, 1_000, 1_000);
    double variance = (0.25 * 250 + 2 * (1 / 3.0 - 0.25) * 1_000) / (250 * 250);
    assertEquals(
        0.2 / Math.sqrt(variance + 101 / 30_000.0), cells.standardErrorsAbove(number(0.5)), 1e-9);
  }

  @Test
  void attributesAreCategoriesAndNumbersOfTheProfile() {
    assertTrue(ranking(FeatureType.CATEGORICAL, "orders", 0.5).isAttribute());
    assertTrue(ranking(FeatureType.NUMERIC, "profile", 0.5).isAttribute());
    assertFalse(ranking(FeatureType.NUMERIC, "orders", 0.5).isAttribute());
  }

  @Test
  void eitherClassNeedsSoManyCustomers() {
    assertTrue(number(0.5).hasAtLeast(50));
    assertFalse(number(0.5).hasAtLeast(51));
  }

  private static FeatureRanking number(double ascending) {
    return ranking(FeatureType.NUMERIC, "recency", ascending);
  }

  /** All 50 churned customers compared with all 50 retained ones. */
  private static FeatureRanking ranking(FeatureType type, String concept, double ascending) {
    return new FeatureRanking(
        DAY, feature(type, concept), 100, 50, 2_500, 2_500 * ascending, 2_500 * 49, 2_500 * 49);
  }

  private static Feature feature(FeatureType type, String concept) {
    return new Feature("feature", type, true, true, "owner", concept, "meaning", "{value}");
  }
}
