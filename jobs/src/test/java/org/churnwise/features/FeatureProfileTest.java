package org.churnwise.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.churnwise.table.Tables;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;

/** Who a customer is: attributes, tenure, and the averages over all orders. */
class FeatureProfileTest extends FeatureRows {

  @Test
  void tenureRunsFromTheSignUp() {
    sales("C1 2025-06-10");
    temporary.insert(
        Tables.CUSTOMERS,
        """
        customer_id | age | signup_date
        C1          | 41  | 2025-06-01
        """);
    assertEquals(
        TextTable.expected("customer_id | age | tenure_days\nC1 | 41 | 14"),
        features("2025-06-15", "customer_id", "age", "tenure_days"));
  }

  @Test
  void tenureRunsFromTheFirstPurchaseWhereTheSignUpIsUnknown() {
    sales(
        """
        C1 2025-06-10
        C1 2025-06-05
        """);
    temporary.insert(
        Tables.CUSTOMERS,
        """
        customer_id | age | signup_date
        C1          | 41  | null
        """);
    assertEquals(
        TextTable.expected("customer_id | age | tenure_days\nC1 | 41 | 10"),
        features("2025-06-15", "customer_id", "age", "tenure_days"));
  }

  @Test
  void aBuyerWithoutACustomersRowStaysWithNullAttributes() {
    sales("C1 2025-06-10");
    assertEquals(
        TextTable.expected(
            """
            customer_id | age  | gender | location | customer_segment | tenure_days
            C1          | null | null   | null     | null             | 5
            """),
        features(
            "2025-06-15",
            "customer_id",
            "age",
            "gender",
            "location",
            "customer_segment",
            "tenure_days"));
  }

  @Test
  void everyAttributeStandsInItsOwnColumn() {
    sales("C1 2025-06-10");
    temporary.insert(
        Tables.CUSTOMERS,
        """
        customer_id | age | customer_segment | gender | location
        C1          | 41  | Gold             | F      | Oslo
        """);
    assertEquals(
        TextTable.expected(
            """
            customer_id | age | gender | location | customer_segment
            C1          | 41  | F      | Oslo     | Gold
            """),
        features("2025-06-15", "customer_id", "age", "gender", "location", "customer_segment"));
  }

  @Test
  void aCustomerWhoNeverBoughtHasNoRow() {
    sales("C1 2025-06-10");
    temporary.insert(
        Tables.CUSTOMERS,
        """
        customer_id | age | signup_date
        C2          | 41  | 2025-01-01
        """);
    assertEquals(TextTable.expected("customer_id\nC1"), features("2025-06-15", "customer_id"));
  }

  /** As doubles 0.1 + 0.2 is 0.30000000000000004, and ten times 0.1 is 0.9999999999999999. */
  @Test
  void moneyIsAddedAsDecimals() {
    temporary.insert(
        Tables.SALES,
        """
        transaction_id | customer_id | transaction_date | total_amount
        T1             | C1          | 2025-06-10       | 0.1
        T2             | C1          | 2025-06-11       | 0.2
        """);
    assertEquals(
        TextTable.expected("sum_total_amount_past_7d | sum_total_amount_total\n0.3 | 0.3"),
        features("2025-06-15", "sum_total_amount_past_7d", "sum_total_amount_total"));
  }

  /** (10 + 20 + 60) / 3, the oldest of them outside every window. */
  @Test
  void theAverageIsOverAllOrdersBeforeTheSnapshot() {
    temporary.insert(
        Tables.SALES,
        """
        transaction_id | customer_id | transaction_date | total_amount
        T1             | C1          | 2024-01-01       | 60
        T2             | C1          | 2025-06-10       | 10
        T3             | C1          | 2025-06-10       | 20
        T4             | C1          | 2025-06-15       | 1000
        """);
    assertEquals(
        TextTable.expected(
            """
            count_orders_total | sum_total_amount_total | avg_order_amount
            3                  | 90.0                   | 30.0
            """),
        features("2025-06-15", "count_orders_total", "sum_total_amount_total", "avg_order_amount"));
  }
}
