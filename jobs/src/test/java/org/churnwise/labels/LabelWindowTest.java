package org.churnwise.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.churnwise.run.SnapshotRules;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has churned at 2025-06-01: nobody who bought on a day in [06-01, 07-01), 30 days. */
class LabelWindowTest extends LabelRows {

  @BeforeEach
  void loadedForLong() {
    loadedTo("2026-01-01");
  }

  @Test
  void everyEdgeOfTheWindow() {
    sales(
        """
        day_before_only  2025-05-31
        on_snapshot      2025-05-01
        on_snapshot      2025-06-01
        on_last_day      2025-05-01
        on_last_day      2025-06-30
        on_day_after     2025-05-01
        on_day_after     2025-07-01
        """);
    label("r1", THIRTY_DAYS, "2025-06-01");
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | customer_id     | churned | label_state | matures_on | next_purchase_date
            2025-06-01    | day_before_only | 1       | FINAL       | 2025-07-01 | null
            2025-06-01    | on_snapshot     | 0       | FINAL       | 2025-07-01 | 2025-06-01
            2025-06-01    | on_last_day     | 0       | FINAL       | 2025-07-01 | 2025-06-30
            2025-06-01    | on_day_after    | 1       | FINAL       | 2025-07-01 | null
            """),
        labels());
  }

  @Test
  void theNextPurchaseIsTheFirstOfTheWindow() {
    sales(
        """
        C1 2025-05-01
        C1 2025-06-20
        C1 2025-06-10
        C1 2025-07-05
        """);
    label("r1", THIRTY_DAYS, "2025-06-01");
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | customer_id | churned | label_state | matures_on | next_purchase_date
            2025-06-01    | C1          | 0       | FINAL       | 2025-07-01 | 2025-06-10
            """),
        labels());
  }

  @Test
  void aCustomerWithoutAPurchaseBeforeTheSnapshotHasNoLabel() {
    sales(
        """
        old 2025-05-31
        new 2025-06-01
        """);
    label("r1", THIRTY_DAYS, "2025-06-01");
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | customer_id | churned | label_state | matures_on | next_purchase_date
            2025-06-01    | old         | 1       | FINAL       | 2025-07-01 | null
            """),
        labels());
  }

  /** 7 days from 06-01: the last day of the window is 06-07; it matures on 06-08. */
  @Test
  void theWindowIsASetting() {
    sales(
        """
        in  2025-05-01
        in  2025-06-07
        out 2025-05-01
        out 2025-06-08
        """);
    label("r1", new SnapshotRules(7, 0), "2025-06-01");
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | customer_id | churned | label_state | matures_on | next_purchase_date
            2025-06-01    | in          | 0       | FINAL       | 2025-06-08 | 2025-06-07
            2025-06-01    | out         | 1       | FINAL       | 2025-06-08 | null
            """),
        labels());
  }

  /**
   * With 5 days of grace the label waits until 07-06, but a purchase on 07-01 is still too late.
   */
  @Test
  void graceDaysDelayTheLabelAndDoNotWidenTheWindow() {
    sales(
        """
        C1 2025-05-01
        C1 2025-07-01
        """);
    label("r1", new SnapshotRules(30, 5), "2025-06-01");
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | customer_id | churned | label_state | matures_on | next_purchase_date
            2025-06-01    | C1          | 1       | FINAL       | 2025-07-06 | null
            """),
        labels());
  }

  @Test
  void snapshotsAreLabelledTogetherEachByItsOwnWindow() {
    sales(
        """
        C1 2025-05-01
        C1 2025-07-15
        C2 2025-06-10
        """);
    assertEquals(new LabelResult(2, 0, 0, 0), label("r1", THIRTY_DAYS, "2025-06-01", "2025-07-01"));
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | customer_id | churned | label_state | matures_on | next_purchase_date
            2025-06-01    | C1          | 1       | FINAL       | 2025-07-01 | null
            2025-07-01    | C1          | 0       | FINAL       | 2025-07-31 | 2025-07-15
            2025-07-01    | C2          | 1       | FINAL       | 2025-07-31 | null
            """),
        labels());
  }

  @Test
  void aSnapshotNamedTwiceIsLabelledOnce() {
    sales("C1 2025-05-01");
    assertEquals(new LabelResult(1, 0, 0, 0), label("r1", THIRTY_DAYS, "2025-06-01", "2025-06-01"));
  }
}
