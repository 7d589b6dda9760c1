package org.churnwise.ingest.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A shop that sells about 600 a month from January to June 2025. */
class VanishedLevelsTest {
  private static Shop shop() {
    return new Shop().selling("2025-01-01", "2025-06-30", 20);
  }

  @Test
  void aRegionThatIsMissingInAMonthIsNamed() {
    Shop shop = shop().location("North", "2025-01", 60, 55, 62, 58, 61, 0);
    assertEquals(List.of("no sale of location=North in 2025-06"), shop.findings("2025-07-01"));
  }

  @Test
  void itStopsTheLoadOnceItHasComeBack() {
    Shop shop = shop().location("North", "2025-01", 60, 55, 62, 0, 0, 61);
    assertEquals(
        List.of("no sale of location=North in 2025-04-01..2025-05-31, stops"),
        shop.findings("2025-07-01"));
    assertEquals(
        List.of("no sale of location=North in 2025-04-01..2025-05-31, accepted"),
        shop.findings("2025-07-01", "location=North 2025-04..2025-05: files are lost"));
    assertEquals(
        List.of("no sale of location=North in 2025-04-01..2025-05-31, stops"),
        shop.findings("2025-07-01", "location=South 2025-04..2025-05: files are lost"));
  }

  @Test
  void whatHoldsFromNowOnIsNoHole() {
    Shop shop = shop().location("North", "2025-01", 60, 55, 62, 0, 0, 0);
    assertEquals(
        List.of(), shop.findings("2025-07-01", "location=North from 2025-04: branch closed"));
    assertEquals(
        List.of("no sale of location=North in 2025-04, accepted"),
        shop.findings("2025-07-01", "location=North from 2025-05: branch closed"));
  }

  /** 29 and 31 of 600 in each month, as far as months have as many days. */
  @Test
  void thirtySalesAreToBeExpected() {
    assertEquals(
        List.of(),
        shop().location("North", "2025-01", 29, 26, 29, 28, 29, 0).findings("2025-07-01"));
    assertEquals(
        List.of("no sale of location=North in 2025-06"),
        shop().location("North", "2025-01", 32, 29, 32, 31, 32, 0).findings("2025-07-01"));
  }

  @Test
  void threeEarlierMonthsOfTheLevelAreNeeded() {
    assertEquals(List.of(), shop().location("North", "2025-04", 60, 60, 0).findings("2025-07-01"));
  }

  /** First it seemed to be lost, then it was known to be closed. */
  @Test
  void whatHoldsFromNowOnWinsOverAnEarlierAcceptance() {
    assertEquals(
        List.of(),
        shop()
            .location("North", "2025-01", 60, 55, 62, 58, 61, 0)
            .findings(
                "2025-07-01",
                "location=North 2025-06: files are lost",
                "location=North from 2025-06: branch closed"));
  }

  @Test
  void aLevelThatFadedAwayHasNotVanished() {
    assertEquals(
        List.of(),
        shop().location("North", "2025-01", 200, 150, 90, 30, 8, 0).findings("2025-07-01"));
  }

  @Test
  void aLevelThatWasRenamedHasNotVanished() {
    assertEquals(
        List.of(),
        shop()
            .location("North", "2025-01", 60, 55, 62, 58, 61, 0)
            .location("Norte", "2025-06", 57)
            .findings("2025-07-01"));
  }
}
