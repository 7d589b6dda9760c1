package org.churnwise.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Map;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;

/**
 * An alert opens on a BREACH and closes on a later OK; NO_EVIDENCE says nothing. The threshold of
 * F1 is 0.75.
 */
@Slow
class PerformanceAlertTest extends MonitoringRows {
  /** One right of two churned, one false alarm: F1 0.5. */
  private static final String BAD =
      """
      customer_id | churn_probability | churn_predicted | churned | days_since_last_purchase
      A           | 0.25              | 0               | 1       | 31
      B           | 0.75              | 1               | 0       | 31
      C           | 0.75              | 1               | 1       | 31
      """;

  /** All right: F1 1. */
  private static final String GOOD =
      """
      customer_id | churn_probability | churn_predicted | churned | days_since_last_purchase
      A           | 0.25              | 0               | 0       | 31
      B           | 0.75              | 1               | 1       | 31
      """;

  @Test
  void aBreachRaisesAnAlertThatSaysHowBadItIs() {
    judged(JUNE, BAD);
    monitor("r1").trackPerformance(false);
    assertEquals(
        TextTable.expected(
            "severity | source | subject | state | message\n"
                + "WARNING | performance | f1 | OPEN | F1 of v1 on 2025-06-01 is 0.500, below the threshold 0.75;"
                + " the best constant prediction reaches 0.800"),
        temporary.rows(Tables.ALERTS, "severity", "source", "subject", "state", "message"));
  }

  @Test
  void theSameBreachAgainIsOneAlert() {
    judged(JUNE, BAD);
    monitor("r1").trackPerformance(false);
    monitor("r2").trackPerformance(true);
    assertEquals(
        TextTable.expected("state | run_id\nOPEN | r2"),
        temporary.rows(Tables.ALERTS, "state", "run_id"));
  }

  @Test
  void aNewerBreachTakesThePlaceOfTheOpenAlert() {
    judged(JUNE, BAD);
    judged(JULY, BAD);
    monitor("r1").trackPerformance(false);
    assertEquals(
        TextTable.expected("state | episode\nOPEN | 1"),
        temporary.rows(Tables.ALERTS, "state", "episode"));
  }

  @Test
  void aLaterGoodSnapshotClosesTheAlert() {
    judged(JUNE, BAD);
    monitor("r1").trackPerformance(false);
    judged(JULY, GOOD);
    monitor("r2").trackPerformance(false);
    assertEquals(TextTable.expected("state\nRESOLVED"), temporary.rows(Tables.ALERTS, "state"));
  }

  @Test
  void aLaterSnapshotWithoutPredictionsLeavesTheAlertOpen() {
    judged(JUNE, BAD);
    monitor("r1").trackPerformance(false);
    given(Tables.CUSTOMER_LABELS, "snapshot_date | customer_id | churned\n2025-07-01 | A | 1");
    monitor("r2").trackPerformance(false);
    assertEquals(TextTable.expected("state\nOPEN"), temporary.rows(Tables.ALERTS, "state"));
  }

  @Test
  void tooFewRowsRaiseNothing() {
    judged(JUNE, BAD);
    monitor("r1", "monitoring.min-rows=4").trackPerformance(false);
    assertEquals(0, temporary.count(Tables.ALERTS));
  }

  @Test
  void anEarlierGoodSnapshotDoesNotCloseALaterAlert() {
    judged(JUNE, GOOD);
    judged(JULY, BAD);
    monitor("r1").trackPerformance(false);
    judgeAgain(JUNE);
    monitor("r2").trackPerformance(false);
    assertEquals(TextTable.expected("state\nOPEN"), temporary.rows(Tables.ALERTS, "state"));
  }

  /** A hole in the sales shows after the evaluation: nobody knows who has churned. */
  @Test
  void labelsThatAreFinalNoLongerTakeMetricsAndAlertWithThem() {
    trained("v1", JUNE, LocalDate.of(2025, 5, 1));
    judged(JUNE, BAD);
    monitor("r1").trackPerformance(false);
    temporary
        .warehouse()
        .execute(
            new Sql("test", "update customer_labels set label_state = 'NO_EVIDENCE'", Map.of()));
    judgeAgain(JUNE);
    assertEquals(1, monitor("r2").trackPerformance(false).written());
    String metrics = "select distinct model_version, status from model_performance";
    assertEquals(
        TextTable.expected("model_version | status\nnone | NO_DATA"),
        temporary.rows(new Sql("test", metrics, Map.of()), "model_version", "status"));
    assertEquals(TextTable.expected("state\nRESOLVED"), temporary.rows(Tables.ALERTS, "state"));
    assertEquals(0, monitor("r3").trackPerformance(false).written());
  }
}
