package org.churnwise.ingest.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A shop that sells about 600 a month from January to June 2025. */
class MonthFaultsTest {
  private static Shop shop() {
    return new Shop().selling("2025-01-01", "2025-06-30", 20);
  }

  @Test
  void amountsOfAHundredTimesTheScaleAreNamed() {
    assertEquals(
        List.of("total_amount of another scale in 2025-05"),
        shop().amounts("2025-01", 50, 48, 55, 51, 5_000, 52).findings("2025-07-01"));
    assertEquals(
        List.of("total_amount of another scale in 2025-05"),
        shop().amounts("2025-01", 50, 48, 55, 51, 0.5, 52).findings("2025-07-01"));
  }

  @Test
  void amountsThatAlwaysVariedAreNot() {
    assertEquals(
        List.of(), shop().amounts("2025-01", 50, 150, 20, 60, 500, 50).findings("2025-07-01"));
    assertEquals(
        List.of(), shop().amounts("2025-01", 50, 48, 55, 51, 250, 260).findings("2025-07-01"));
  }

  @Test
  void threeEarlierMonthsAreNeeded() {
    assertEquals(
        List.of(), shop().amounts("2025-01", 50, 48, 5_000, 51, 50, 52).findings("2025-04-01"));
  }

  /** The new currency is the measure from May on, and the faulty June is measured by it in vain. */
  @Test
  void aScaleThatHoldsFromNowOnIsNoFault() {
    Shop shop = shop().amounts("2025-01", 50, 48, 55, 51, 5_000, 5_100);
    assertEquals(
        List.of(
            "total_amount of another scale in 2025-05", "total_amount of another scale in 2025-06"),
        shop.findings("2025-07-01"));
    assertEquals(
        List.of(), shop.findings("2025-07-01", "total_amount from 2025-05: prices in cents"));
    assertEquals(
        List.of(
            "total_amount of another scale in 2025-05, accepted",
            "total_amount of another scale in 2025-06"),
        shop.findings("2025-07-01", "2025-05: jewellery"));
  }

  @Test
  void aColumnThatLostItsValuesIsNamed() {
    assertEquals(
        List.of("payment_method is missing in 2025-05"),
        shop().filled("payment_method", "2025-01", 90, 88, 91, 90, 50, 90).findings("2025-07-01"));
  }

  @Test
  void aColumnThatWasHardlyEverFilledHasLostNothing() {
    assertEquals(
        List.of(), shop().filled("age", "2025-01", 20, 0, 10, 5, 0, 3).findings("2025-07-01"));
    assertEquals(
        List.of(), shop().filled("age", "2025-01", 90, 80, 91, 90, 65, 90).findings("2025-07-01"));
  }

  @Test
  void aMonthWithoutFeedbackIsNamed() {
    assertEquals(
        List.of("no feedback in 2025-05"),
        shop().comments("2025-01", 100, 120, 90, 110, 0, 100).findings("2025-07-01"));
    assertEquals(
        List.of(),
        shop()
            .comments("2025-01", 100, 120, 90, 110, 0, 0)
            .findings("2025-07-01", "feedback from 2025-05: the survey has ended"));
  }

  @Test
  void aShopWithFewCommentsMissesNone() {
    assertEquals(
        List.of(), shop().comments("2025-01", 20, 12, 9, 11, 0, 10).findings("2025-07-01"));
  }

  @Test
  void anUnusualNumberOfSalesIsNamedOnceTheMonthIsOver() {
    Shop shop =
        new Shop().selling("2025-01-01", "2025-04-30", 20).selling("2025-05-01", "2025-05-31", 80);
    assertEquals(List.of("unusual number of sales in 2025-05"), shop.findings("2025-06-01"));
    assertEquals(List.of(), shop.findings("2025-05-31"));
  }
}
