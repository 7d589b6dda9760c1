package org.churnwise.ingest.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.churnwise.run.Period;
import org.junit.jupiter.api.Test;

/** A shop that sells 20 a day from January 2025 on, unless a test says otherwise. */
class SilentDaysTest {
  private static Shop shop() {
    return new Shop().selling("2025-01-01", "2025-06-30", 20);
  }

  @Test
  void aMonthThatStopsOnTheTenthHasAHole() {
    assertEquals(
        List.of("no sale in 2025-05-11..2025-05-31"),
        new Shop().selling("2025-01-01", "2025-05-10", 20).findings("2025-06-01"));
  }

  @Test
  void theEndOfWhatIsLoadedIsNoHoleByItself() {
    assertEquals(
        List.of(), new Shop().selling("2025-01-01", "2025-05-10", 20).findings("2025-05-11"));
  }

  @Test
  void aLoneDayBehindAHoleStopsTheLoad() {
    assertEquals(
        List.of("no sale in 2025-07-01..2026-03-31, stops"),
        shop().sellingOn("2026-04-01").findings("2026-04-02"));
  }

  /** The shop was silent for 11 days before: 22 are as many as twice that, 23 are more. */
  @Test
  void aHoleIsMoreThanTwiceAsLongAsTheLongestSilenceBefore() {
    Shop closedBefore = shop().closed("2025-02-01", "2025-02-11");
    assertEquals(List.of(), closedBefore.closed("2025-05-01", "2025-05-22").findings("2025-07-01"));
    assertEquals(
        List.of("no sale in 2025-05-01..2025-05-23, stops"),
        closedBefore.closed("2025-05-01", "2025-05-23").findings("2025-07-01"));
  }

  /** 2 sales in 3 days: 14 silent days have a probability of about 1e-4, 30 of about 2e-9. */
  @Test
  void aSmallShopIsSilentForALongTimeBeforeThatIsAHole() {
    Shop small = new Shop();
    for (LocalDate day = LocalDate.parse("2025-01-01");
        day.isBefore(LocalDate.parse("2025-05-01"));
        day = day.plusDays(1)) {
      if (day.getDayOfYear() % 3 != 0) {
        small.sellingOn(day.toString());
      }
    }
    assertEquals(List.of(), small.findings("2025-05-15"));
    assertEquals(List.of("no sale in 2025-04-30..2025-05-30"), small.findings("2025-05-31"));
  }

  /** 7 sales in 30 days: 80 silent days have a probability of 1e-8, from too few rows to stop. */
  @Test
  void aShopOfFewSalesIsNeverStopped() {
    Shop rare = new Shop();
    for (LocalDate day = LocalDate.parse("2025-01-01");
        day.isBefore(LocalDate.parse("2025-06-01"));
        day = day.plusDays(4)) {
      rare.sellingOn(day.toString());
    }
    assertEquals(List.of(), rare.sellingOn("2025-08-20").findings("2025-09-01"));
  }

  @Test
  void threeEarlierMonthsAreNeeded() {
    assertEquals(List.of(), shop().closed("2025-03-11", "2025-03-31").findings("2025-07-01"));
    assertEquals(
        List.of("no sale in 2025-04-11..2025-04-30, stops"),
        shop().closed("2025-04-11", "2025-04-30").findings("2025-07-01"));
  }

  /** The year of one sale was typed wrong: the shop was not silent since 2023. */
  @Test
  void aLongSilenceBeforeTheShopIsKnownIsNoMeasureForLaterOnes() {
    assertEquals(
        List.of("no sale in 2025-05-11..2025-05-31, stops"),
        shop().sellingOn("2023-01-01").closed("2025-05-11", "2025-05-31").findings("2025-07-01"));
  }

  @Test
  void sundaysAndThreeDaysOfChristmasAreNoHole() {
    assertEquals(
        List.of(),
        new Shop()
            .selling("2025-01-01", "2026-03-31", 200)
            .closedOn(DayOfWeek.SUNDAY)
            .closed("2025-12-25", "2025-12-27")
            .findings("2026-04-01"));
  }

  @Test
  void threeDaysOfChristmasAreNoHoleForAShopThatNeverClosedBefore() {
    assertEquals(
        List.of(),
        new Shop()
            .selling("2025-01-01", "2026-03-31", 200)
            .closed("2025-12-24", "2025-12-26")
            .findings("2026-04-01"));
  }

  @Test
  void acceptedDaysDoNotStopTheLoadAndRemainAHole() {
    Shop closed = shop().closed("2025-05-03", "2025-05-31");
    assertEquals(
        List.of("no sale in 2025-05-03..2025-05-31, accepted"),
        closed.findings("2025-07-01", "2025-05: closed for renovation"));
  }

  @Test
  void whatIsLeftOfAHoleIsJudgedByItself() {
    Shop closed = shop().closed("2025-05-01", "2025-06-10");
    assertEquals(
        List.of("no sale in 2025-05, accepted", "no sale in 2025-06-01..2025-06-10, stops"),
        closed.findings("2025-07-01", "2025-05: closed for renovation"));
    assertEquals(
        List.of("no sale in 2025-05, accepted"),
        shop()
            .closed("2025-05-01", "2025-06-02")
            .findings("2025-07-01", "2025-05: closed for renovation"));
  }

  @Test
  void aHoleIsNoMeasureForTheNextOne() {
    assertEquals(
        List.of(
            "no sale in 2025-04-11..2025-04-30, accepted",
            "no sale in 2025-06-01..2025-06-20, stops"),
        shop()
            .closed("2025-04-11", "2025-04-30")
            .closed("2025-06-01", "2025-06-20")
            .findings("2025-07-01", "2025-04: flood"));
  }

  /** One row of 1925 would make every later silence look short. */
  @Test
  void aRowLongBeforeTheShopBeganIsNoMeasure() {
    assertEquals(
        List.of("no sale in 2025-05-11..2025-05-31, stops"),
        shop().sellingOn("1925-01-01").closed("2025-05-11", "2025-05-31").findings("2025-07-01"));
  }

  @Test
  void anAcceptedMonthWithoutASaleIsAHoleWhateverTheRate() {
    Shop young = new Shop().selling("2025-01-01", "2025-01-31", 1);
    assertEquals(
        List.of(new Period(LocalDate.of(2025, 2, 1), LocalDate.of(2025, 2, 28))),
        SilentDays.find(
                young.days(), LocalDate.of(2025, 3, 1), List.of(), List.of(YearMonth.of(2025, 2)))
            .stream()
            .map(SilentDays.SilentRun::days)
            .toList());
  }
}
