package org.churnwise.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.churnwise.table.Tables;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;

/** Which row of a customer's history counts at a snapshot. */
class FeatureAttributesTest extends FeatureRows {

  private void customers(String rows) {
    temporary.insert(Tables.CUSTOMERS, rows);
  }

  @Test
  void theNewestRowThatIsValidByTheSnapshotCounts() {
    sales("C1 2025-04-10");
    customers(
        """
        customer_id | customer_segment | valid_from | load_number
        C1          | Bronze           | 0001-01-01 | 1
        C1          | Gold             | 2025-07-01 | 3
        C1          | Silver           | 2025-06-01 | 2
        """);
    compute("r1", false, "2025-05-31", "2025-06-01", "2025-07-01");
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | customer_segment | attributes_valid_from
            2025-05-31    | Bronze           | 0001-01-01
            2025-06-01    | Silver           | 2025-06-01
            2025-07-01    | Gold             | 2025-07-01
            """),
        temporary.rows(
            Tables.CUSTOMER_FEATURES,
            "snapshot_date",
            "customer_segment",
            "attributes_valid_from"));
  }

  @Test
  void ofTwoLoadsForOneDayTheLaterCounts() {
    sales("C1 2025-04-10");
    customers(
        """
        customer_id | age | valid_from | load_number
        C1          | 42  | 2025-05-01 | 7
        C1          | 41  | 2025-05-01 | 2
        C1          | 40  | 2025-04-01 | 9
        """);
    assertEquals(
        TextTable.expected("age | attributes_valid_from\n42 | 2025-05-01"),
        features("2025-06-01", "age", "attributes_valid_from"));
  }

  @Test
  void whoHasNoneByTheSnapshotHasTheOldest() {
    sales("C1 2025-04-10\nC2 2025-04-10");
    customers(
        """
        customer_id | customer_segment | valid_from | load_number
        C1          | Win-back         | 2025-12-01 | 2
        C1          | Active           | 2025-12-01 | 1
        C2          | Win-back         | 2025-12-01 | 2
        C2          | Active           | 2025-11-01 | 3
        """);
    assertEquals(
        TextTable.expected(
            """
            customer_id | customer_segment | attributes_valid_from
            C1          | Active           | 2025-12-01
            C2          | Active           | 2025-11-01
            """),
        features("2025-06-01", "customer_id", "customer_segment", "attributes_valid_from"));
  }

  /** C1 has bought for 21 days, C2 for 22, C3 signed up the day before the snapshot. */
  @Test
  void tenureCountsFromASignUpBeforeTheSnapshotElseFromTheFirstPurchase() {
    sales(
        """
        C1 2025-05-11
        C2 2025-05-10
        C3 2025-05-10
        """);
    customers(
        """
        customer_id | signup_date
        C1          | 2025-08-01
        C2          | 2025-06-01
        C3          | 2025-05-31
        """);
    assertEquals(
        TextTable.expected("customer_id | tenure_days\nC1 | 21\nC2 | 22\nC3 | 1"),
        features("2025-06-01", "customer_id", "tenure_days"));
  }
}
