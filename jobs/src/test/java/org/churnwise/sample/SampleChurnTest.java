package org.churnwise.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.churnwise.sample.GeneratedSample.Outcome;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class SampleChurnTest {
  @TempDir private static Path temporary;
  private static GeneratedSample sample;
  private static Map<LocalDate, List<Outcome>> outcomes;

  @BeforeAll
  static void generate() throws IOException {
    sample = GeneratedSample.generate(temporary, 5000, 42);
    outcomes = sample.outcomes();
  }

  @Test
  void truthHasTheTwelveSnapshotsWhoseWindowLiesInTheData() {
    Set<LocalDate> firstDays =
        LocalDate.of(2024, 6, 1)
            .datesUntil(LocalDate.of(2025, 6, 1), Period.ofMonths(1))
            .collect(Collectors.toSet());
    assertEquals(firstDays, outcomes.keySet());
  }

  @Test
  void truthHoldsExactlyThoseWhoHaveBoughtBeforeTheSnapshot() throws IOException {
    var days = sample.purchaseDays();
    outcomes.forEach(
        (snapshot, rows) -> {
          Set<String> buyers =
              days.keySet().stream()
                  .filter(customer -> days.get(customer).first().isBefore(snapshot))
                  .collect(Collectors.toSet());
          assertEquals(buyers, rows.stream().map(Outcome::customer).collect(Collectors.toSet()));
          assertEquals(buyers.size(), rows.size());
        });
  }

  @Test
  void between45And55PercentChurnInEveryMonthOf5000Customers() {
    outcomes.forEach(SampleChurnTest::assertBalanced);
  }

  @Test
  void between45And55PercentChurnInEveryMonthOf500Customers() throws IOException {
    for (long seed = 0; seed < 3; seed++) {
      GeneratedSample.generate(temporary, 500, seed)
          .outcomes()
          .forEach(SampleChurnTest::assertBalanced);
    }
  }

  @Test
  void theBestPossibleF1IsNear82PercentOnAverage() {
    double mean =
        outcomes.values().stream().mapToDouble(SampleChurnTest::bestF1).average().orElseThrow();
    assertTrue(mean > 0.80 && mean < 0.84, "best possible F1: " + mean);
  }

  @Test
  void theTruthIsCalibratedInEachTenthOfItsRange() {
    for (int tenth = 0; tenth < 10; tenth++) {
      double low = tenth / 10.0;
      List<Outcome> rows =
          outcomes.values().stream()
              .flatMap(List::stream)
              .filter(row -> row.probability() >= low && row.probability() < low + 0.1)
              .toList();
      double expected = rows.stream().mapToDouble(Outcome::probability).average().orElseThrow();
      // Four standard errors of a share near 1/2 among 3,000 rows or more.
      assertTrue(rows.size() > 3000, "rows from " + low + ": " + rows.size());
      assertEquals(expected, churnShare(rows), 0.037, "rows from " + low);
    }
  }

  @Test
  void theTruthBeatsTheConstantAnswer() {
    List<Outcome> rows = outcomes.values().stream().flatMap(List::stream).toList();
    double brier =
        rows.stream()
            .mapToDouble(row -> row.probability() - (row.churned() ? 1 : 0))
            .map(error -> error * error)
            .average()
            .orElseThrow();
    // The constant 1/2 has 0.25.
    assertTrue(brier < 0.15, "Brier score " + brier);
  }

  @Test
  void theOldStayAwayAmongNewCustomersAndTheYoungAmongOldOnes() throws IOException {
    Map<String, Integer> ages =
        sample.rowsOfAll("(new_)?customers.csv").stream()
            .collect(Collectors.toMap(row -> row[0], row -> Integer.parseInt(row[1])));
    List<Outcome> rows = outcomes.get(LocalDate.of(2025, 5, 1));
    assertTrue(meanAge(rows, ages, "N", true) > meanAge(rows, ages, "N", false) + 5);
    assertTrue(meanAge(rows, ages, "C", true) < meanAge(rows, ages, "C", false) - 5);
  }

  @Test
  void someWhoStayedAwayBuyOnThe31stWhichNoWindowHolds() throws IOException {
    var days = sample.purchaseDays();
    LocalDate lastOfJuly = LocalDate.of(2024, 7, 31);
    long back =
        outcomes.get(LocalDate.of(2024, 7, 1)).stream()
            .filter(row -> row.churned() && days.get(row.customer()).contains(lastOfJuly))
            .count();
    assertTrue(back > 0);
  }

  private static void assertBalanced(LocalDate snapshot, List<Outcome> rows) {
    double share = churnShare(rows);
    assertTrue(share >= 0.45 && share <= 0.55, snapshot + ": " + share);
  }

  private static double churnShare(List<Outcome> rows) {
    return (double) rows.stream().filter(Outcome::churned).count() / rows.size();
  }

  private static double meanAge(
      List<Outcome> rows, Map<String, Integer> ages, String group, boolean churned) {
    return rows.stream()
        .filter(row -> row.customer().startsWith(group) && row.churned() == churned)
        .mapToInt(row -> ages.get(row.customer()))
        .average()
        .orElseThrow();
  }

  /** F1 = 2 TP / (predicted + churned) at the threshold on the true probability that suits best. */
  private static double bestF1(List<Outcome> rows) {
    long churned = rows.stream().filter(Outcome::churned).count();
    List<Outcome> likeliestFirst =
        rows.stream().sorted(Comparator.comparingDouble(Outcome::probability).reversed()).toList();
    int predicted = 0;
    int found = 0;
    double best = 0;
    for (Outcome row : likeliestFirst) {
      predicted++;
      found += row.churned() ? 1 : 0;
      best = Math.max(best, 2.0 * found / (predicted + churned));
    }
    return best;
  }
}
