package org.churnwise.ingest.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.churnwise.run.Period;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holes and faults are judged on purchases; a day with nothing but returns was delivered. */
class ReturnsInEvidenceTest {
  @TempDir Path folder;

  @Test
  void returnsCountForTheDayAlone() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      temporary.insert(
          Tables.SALES,
          """
transaction_id | customer_id | transaction_date | total_amount | payment_method | is_return
T1             | C1          | 2025-05-01       | 10           | Card           | false
T2             | C1          | 2025-05-01       | 30           | Card           | null
T3             | C1          | 2025-05-01       | -90          | Card           | true
T4             | C1          | 2025-05-02       | -90          | null           | true
T5             | C1          | 2025-06-03       | -90          | null           | true
""");
      SalesEvidence evidence = SalesEvidence.read(temporary.warehouse(), false);
      assertEquals(
          new TreeMap<>(
              Map.of(
                  LocalDate.of(2025, 5, 1), 2L,
                  LocalDate.of(2025, 5, 2), 0L,
                  LocalDate.of(2025, 6, 3), 0L)),
          evidence.salesByDay());
      assertTrue(evidence.hasSales(YearMonth.of(2025, 6)));
      assertEquals(List.of(YearMonth.of(2025, 5)), List.copyOf(evidence.months().keySet()));
      SalesEvidence.MonthFacts may = evidence.months().get(YearMonth.of(2025, 5));
      assertEquals(20, may.medianAmount());
      assertEquals(new SalesEvidence.Filled(2, 2), may.columns().get("payment_method"));
    }
  }

  @Test
  void daysOfReturnsAloneAreSilent() {
    Shop shop =
        new Shop().selling("2025-01-01", "2025-06-30", 20).selling("2025-06-05", "2025-06-24", 0);
    List<SilentDays.SilentRun> holes =
        SilentDays.find(shop.days(), LocalDate.of(2025, 7, 1), List.of(), List.of());
    assertEquals(
        List.of(new Period(LocalDate.of(2025, 6, 5), LocalDate.of(2025, 6, 24))),
        holes.stream().map(SilentDays.SilentRun::days).toList());
  }
}
