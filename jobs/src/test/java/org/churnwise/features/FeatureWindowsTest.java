package org.churnwise.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;

/** Which days count for which window: [S - w, S), w being 7 days or 1, 2, 3 calendar months. */
@Slow
class FeatureWindowsTest extends FeatureRows {
  private static final String[] COUNTS = {
    "customer_id",
    "count_orders_past_7d",
    "count_orders_past_1mm",
    "count_orders_past_2mm",
    "count_orders_past_3mm",
    "count_orders_total"
  };

  @Test
  void theDayBeforeTheSnapshotCounts() {
    sales("C1 2025-06-14");
    assertEquals(
        TextTable.expected(
            """
            customer_id | last_purchase_date | days_since_last_purchase | count_orders_total
            C1          | 2025-06-14         | 1                        | 1
            """),
        features(
            "2025-06-15",
            "customer_id",
            "last_purchase_date",
            "days_since_last_purchase",
            "count_orders_total"));
  }

  @Test
  void theDayOfTheSnapshotDoesNotCount() {
    sales(
        """
        C1 2025-06-12
        C1 2025-06-15
        """);
    assertEquals(
        TextTable.expected(
            """
            customer_id | last_purchase_date | days_since_last_purchase | count_orders_past_7d | count_orders_total
            C1          | 2025-06-12         | 3                        | 1                    | 1
            """),
        features(
            "2025-06-15",
            "customer_id",
            "last_purchase_date",
            "days_since_last_purchase",
            "count_orders_past_7d",
            "count_orders_total"));
  }

  @Test
  void aCustomerWhoseFirstPurchaseIsOnTheSnapshotHasNoRow() {
    sales(
        """
        C1 2025-06-14
        C2 2025-06-15
        C3 2025-07-01
        """);
    assertEquals(TextTable.expected("customer_id\nC1"), features("2025-06-15", "customer_id"));
  }

  @Test
  void everyWindowHoldsItsFirstDayAndNotTheDayBefore() {
    sales(
        """
        week_in      2025-06-08
        week_out     2025-06-07
        month_in     2025-05-15
        month_out    2025-05-14
        2_months_in  2025-04-15
        2_months_out 2025-04-14
        3_months_in  2025-03-15
        3_months_out 2025-03-14
        """);
    assertEquals(
        TextTable.expected(
            """
            customer_id  | count_orders_past_7d | count_orders_past_1mm | count_orders_past_2mm | count_orders_past_3mm | count_orders_total
            week_in      | 1                    | 1                     | 1                     | 1                     | 1
            week_out     | 0                    | 1                     | 1                     | 1                     | 1
            month_in     | 0                    | 1                     | 1                     | 1                     | 1
            month_out    | 0                    | 0                     | 1                     | 1                     | 1
            2_months_in  | 0                    | 0                     | 1                     | 1                     | 1
            2_months_out | 0                    | 0                     | 0                     | 1                     | 1
            3_months_in  | 0                    | 0                     | 0                     | 1                     | 1
            3_months_out | 0                    | 0                     | 0                     | 0                     | 1
            """),
        features("2025-06-15", COUNTS));
  }

  @Test
  void sumsFollowTheSameWindows() {
    temporary.insert(
        Tables.SALES,
        """
        transaction_id | customer_id | transaction_date | total_amount
        T1             | C1          | 2025-06-08       | 1
        T2             | C1          | 2025-06-07       | 10
        T3             | C1          | 2025-05-15       | 100
        T4             | C1          | 2025-05-14       | 1000
        T5             | C1          | 2025-04-15       | 10000
        T6             | C1          | 2025-04-14       | 100000
        T7             | C1          | 2025-03-15       | 1000000
        T8             | C1          | 2025-03-14       | 20000000
        T9             | C1          | 2025-06-15       | 300000000
        """);
    assertEquals(
        TextTable.expected(
            """
            sum_total_amount_past_7d | sum_total_amount_past_1mm | sum_total_amount_past_2mm | sum_total_amount_past_3mm | sum_total_amount_total
            1.0                      | 111.0                     | 11111.0                   | 1111111.0                 | 2.1111111E7
            """),
        features(
            "2025-06-15",
            "sum_total_amount_past_7d",
            "sum_total_amount_past_1mm",
            "sum_total_amount_past_2mm",
            "sum_total_amount_past_3mm",
            "sum_total_amount_total"));
  }

  /** 2025-05-31 minus 1, 2, 3 months: 04-30, 03-31, 02-28. */
  @Test
  void theStartOfAWindowIsClampedToTheLengthOfItsMonth() {
    sales(
        """
        month_in     2025-04-30
        month_out    2025-04-29
        2_months_in  2025-03-31
        2_months_out 2025-03-30
        3_months_in  2025-02-28
        3_months_out 2025-02-27
        """);
    assertEquals(
        TextTable.expected(
            """
            customer_id  | count_orders_past_7d | count_orders_past_1mm | count_orders_past_2mm | count_orders_past_3mm | count_orders_total
            month_in     | 0                    | 1                     | 1                     | 1                     | 1
            month_out    | 0                    | 0                     | 1                     | 1                     | 1
            2_months_in  | 0                    | 0                     | 1                     | 1                     | 1
            2_months_out | 0                    | 0                     | 0                     | 1                     | 1
            3_months_in  | 0                    | 0                     | 0                     | 1                     | 1
            3_months_out | 0                    | 0                     | 0                     | 0                     | 1
            """),
        features("2025-05-31", COUNTS));
  }

  @Test
  void inALeapYearThreeMonthsBeforeTheEndOfMayAreThe29thOfFebruary() {
    sales(
        """
        in  2024-02-29
        out 2024-02-28
        """);
    assertEquals(
        TextTable.expected(
            """
            customer_id | count_orders_past_3mm
            in          | 1
            out         | 0
            """),
        features("2024-05-31", "customer_id", "count_orders_past_3mm"));
  }

  /**
   * A rule that keeps month ends would say 2025-03-31 minus 1 month = 02-28, but 2025-02-28 minus 1
   * month = 01-31.
   */
  @Test
  void theLastDayOfAMonthDoesNotStayTheLastDay() {
    sales(
        """
        in  2025-01-28
        out 2025-01-27
        """);
    assertEquals(
        TextTable.expected(
            """
            customer_id | count_orders_past_1mm
            in          | 1
            out         | 0
            """),
        features("2025-02-28", "customer_id", "count_orders_past_1mm"));
  }
}
