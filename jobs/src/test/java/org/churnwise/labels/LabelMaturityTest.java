package org.churnwise.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.churnwise.run.SnapshotRules;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;

/** When a label is known: the snapshot 2025-06-01 matures on 07-01 with 30 days and no grace. */
class LabelMaturityTest extends LabelRows {

  @Test
  void aSnapshotMaturesOnTheDayThatTheWatermarkReachesIt() {
    sales("C1 2025-05-01");
    loadedTo("2025-07-01");
    assertEquals(new LabelResult(1, 0, 0, 0), label("r1", THIRTY_DAYS, "2025-06-01"));
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | customer_id | churned | label_state | matures_on | next_purchase_date
            2025-06-01    | C1          | 1       | FINAL       | 2025-07-01 | null
            """),
        labels());
  }

  /**
   * The one who bought is known to be retained, but a snapshot of early retained customers alone is
   * biased.
   */
  @Test
  void oneDayBeforeTheWholeSnapshotIsPendingAndSaysNothing() {
    sales(
        """
        bought 2025-05-01
        bought 2025-06-10
        silent 2025-05-01
        """);
    loadedTo("2025-06-30");
    assertEquals(new LabelResult(0, 1, 0, 0), label("r1", THIRTY_DAYS, "2025-06-01"));
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | customer_id | churned | label_state | matures_on | next_purchase_date
            2025-06-01    | bought      | null    | PENDING     | 2025-07-01 | null
            2025-06-01    | silent      | null    | PENDING     | 2025-07-01 | null
            """),
        labels());
  }

  /** Sales up to 06-30 are the whole window: the watermark is 07-01. */
  @Test
  void theLastDayOfTheWindowIsEnough() {
    sales(
        """
        C1 2025-05-01
        C2 2025-06-30
        """);
    assertEquals(new LabelResult(1, 0, 0, 0), label("r1", THIRTY_DAYS, "2025-06-01"));
  }

  @Test
  void graceDaysKeepTheSnapshotPending() {
    sales("C1 2025-05-01");
    loadedTo("2025-07-05");
    SnapshotRules rules = new SnapshotRules(30, 5);
    assertEquals(new LabelResult(0, 1, 0, 0), label("r1", rules, "2025-06-01"));
    loadedTo("2025-07-06");
    assertEquals(new LabelResult(1, 0, 0, 0), label("r2", rules, "2025-06-01"));
  }

  @Test
  void aPendingSnapshotBecomesFinalByItself() {
    sales("C1 2025-05-01");
    loadedTo("2025-06-01");
    assertEquals(new LabelResult(0, 1, 0, 0), label("r1", THIRTY_DAYS, "2025-06-01"));
    loadedTo("2025-07-01");
    assertEquals(new LabelResult(1, 0, 0, 0), label("r2", THIRTY_DAYS, "2025-06-01"));
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | customer_id | churned | label_state | matures_on | next_purchase_date
            2025-06-01    | C1          | 1       | FINAL       | 2025-07-01 | null
            """),
        labels());
  }

  @Test
  void aPendingSnapshotIsNotRewrittenWhileNothingChanges() {
    sales("C1 2025-05-01");
    loadedTo("2025-06-01");
    label("r1", THIRTY_DAYS, "2025-06-01");
    loadedTo("2025-06-15");
    assertEquals(new LabelResult(0, 0, 0, 1), label("r2", THIRTY_DAYS, "2025-06-01"));
  }
}
