package org.churnwise.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.churnwise.table.Tables;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;

/** Gaps are between days with a purchase; with one such day there is none. */
class FeatureRhythmTest extends FeatureRows {
  private static final String[] RHYTHM = {"customer_id", "count_purchase_days", "silence_in_gaps"};

  /**
   * C1 buys twice on the first day: days 0, 10 and 40 of 50, gaps of 10 and 30 days, 20 on average,
   * silent for 10. The purchase on the snapshot is not known yet.
   */
  @Test
  void gapsAreBetweenPurchaseDays() {
    sales(
        """
        C1 2025-04-26
        C1 2025-04-26
        C1 2025-05-06
        C1 2025-06-05
        C1 2025-06-15
        """);
    assertEquals(expected("C1 | 3 | 0.5"), features("2025-06-15", RHYTHM));
  }

  @Test
  void oneDayWithPurchasesHasNoRhythm() {
    sales(
        """
        C1 2025-06-05
        C1 2025-06-05
        """);
    assertEquals(expected("C1 | 1 | null"), features("2025-06-15", RHYTHM));
  }

  /** Without its returns C1 bought on days 0 and 10 of 12; the sign-up begins no gap. */
  @Test
  void neitherReturnsNorTheSignUpAreDaysOfPurchase() {
    temporary.insert(
        Tables.CUSTOMERS,
        """
        customer_id | signup_date
        C1          | 2025-01-01
        """);
    temporary.insert(
        Tables.SALES,
        """
        transaction_id | customer_id | transaction_date | total_amount | is_return
        T1             | C1          | 2025-06-02       | -5           | true
        T2             | C1          | 2025-06-03       | 60           | false
        T3             | C1          | 2025-06-08       | -60          | true
        T4             | C1          | 2025-06-13       | 40           | false
        T5             | C1          | 2025-06-14       | -40          | true
        """);
    assertEquals(expected("C1 | 2 | 0.2"), features("2025-06-15", RHYTHM));
  }

  private static String expected(String row) {
    return TextTable.expected(String.join(" | ", RHYTHM) + "\n" + row);
  }
}
