package org.churnwise.leakage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.churnwise.leakage.CheckResult.Outcome;
import org.churnwise.leakage.Shop.Rhythm;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Segments of shops of 700 customers, some of them written after the fact and some honest, and what
 * the checks of single features say.
 */
@Slow
class AttributeLeaksTest {
  private static final int CUSTOMERS = 700;

  private static final String OF_THOSE_WHO_LEFT =
      " where customer_id not in (select customer_id from sales"
          + " where transaction_date > (select max(transaction_date) - 30 from sales))";

  private static final String SEGMENTS =
      """
      update customer_features set customer_segment =
        least(3, days_since_last_purchase // 20) || '-' || least(3, count_orders_total)
        || '-' || least(3, floor(sum_total_amount_past_3mm / 300))\
      """;

  private static final boolean FULL = System.getProperty("full") != null;

  /** The sample that most tests start from a copy of. */
  @TempDir static Path made;

  @TempDir Path folder;

  @BeforeAll
  static void makeSample() {
    Shop.sample(made, CUSTOMERS, 1).close();
  }

  /** One sample, and four more under -Dfull. */
  static IntStream seeds() {
    return IntStream.rangeClosed(1, FULL ? 5 : 1);
  }

  /**
   * Weekly snapshots cost five times as much: without -Dfull one leak is looked for in them, {@link
   * #aSegmentWrittenAfterTheFactIsFoundByBothChecks}, and HonestDataTest hears no false alarm.
   */
  private static Rhythm[] rhythms() {
    return FULL ? Rhythm.values() : new Rhythm[] {Rhythm.MONTHLY};
  }

  /**
   * An export of today, declared as known from the start: who bought nothing in the last 30 days is
   * called dormant.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void aSegmentWrittenAfterTheFactIsFoundByBothChecks(int seed) {
    try (Shop shop = seed == 1 ? Shop.copyOf(made, folder) : Shop.sample(folder, CUSTOMERS, seed)) {
      shop.execute("update customers set customer_segment = 'dormant'" + OF_THOSE_WHO_LEFT);
      for (Rhythm rhythm : Rhythm.values()) {
        List<LocalDate> snapshots = shop.compute(rhythm);
        String newest = "snapshot " + snapshots.get(snapshots.size() - 1);
        for (CheckResult result : shop.check()) {
          assertEquals(Outcome.LEAK, result.verdict(), result::toString);
          assertEquals("customer_segment", result.leak().orElseThrow().column());
          assertEquals(newest, result.leak().orElseThrow().key());
          assertTrue(result.advice().contains("valid-from of the customers feed"), result::advice);
        }
      }
    }
  }

  /** The same segment, declared as known from the day after the last sale. */
  @Test
  void aSegmentKnownSinceItWasWrittenIsNoLeak() {
    try (Shop shop = Shop.copyOf(made, folder)) {
      shop.execute(
          "insert into customers (customer_id, customer_segment, valid_from)"
              + " select customer_id, 'dormant',"
              + " (select max(transaction_date) + 1 from sales) from customers"
              + OF_THOSE_WHO_LEFT);
      shop.compute(Rhythm.MONTHLY);
      assertSilent(shop);
    }
  }

  /** As where a shop erases its former customers: numbers may leak too, and so may a null. */
  @Test
  void anAgeErasedAfterTheFactIsFoundByBothChecks() {
    try (Shop shop = Shop.copyOf(made, folder)) {
      shop.execute("update customers set age = null" + OF_THOSE_WHO_LEFT);
      for (Rhythm rhythm : rhythms()) {
        shop.compute(rhythm);
        for (CheckResult result : shop.check()) {
          assertEquals("age", result.leak().orElseThrow().column(), result::toString);
        }
      }
    }
  }

  /** One in two is marked: the segment ranks worse than recency, but better than it did before. */
  @Test
  void aSegmentThatKnowsHalfOfTheOutcomesIsFoundByItsRise() {
    try (Shop shop = Shop.sample(folder, 3 * CUSTOMERS, 1)) {
      shop.execute(
          "update customers set customer_segment = 'won back'"
              + OF_THOSE_WHO_LEFT
              + " and right(customer_id, 1) < '5'");
      shop.compute(Rhythm.MONTHLY);
      List<CheckResult> results = shop.check();
      assertEquals(Outcome.OK, results.get(0).verdict(), results::toString);
      assertEquals(Outcome.LEAK, results.get(1).verdict(), results::toString);
    }
  }

  /** Made from the sales before each snapshot: from the first on, or from the middle on. */
  @Test
  void segmentsMadeFromThePastAreNoLeaks() {
    try (Shop shop = Shop.copyOf(made, folder)) {
      for (Rhythm rhythm : rhythms()) {
        List<LocalDate> snapshots = shop.compute(rhythm);
        LocalDate middle = snapshots.get(snapshots.size() / 2);
        assertSilent(shop);
        shop.execute(SEGMENTS + " where snapshot_date >= date '%s'".formatted(middle));
        assertSilent(shop);
        shop.execute(SEGMENTS);
        assertSilent(shop);
      }
    }
  }

  private static void assertSilent(Shop shop) {
    for (CheckResult result : shop.check()) {
      assertEquals(Outcome.OK, result.verdict(), result::toString);
    }
  }
}
