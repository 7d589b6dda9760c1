package org.churnwise.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Predictions for June by models that were trained when June was past. A churns, B stays, and v1
 * says so: its F1 is 1.
 */
class TrainedLaterTest extends MonitoringRows {
  private static final LocalDate MAY = LocalDate.of(2025, 5, 1);
  private static final String[] SHOWN = {"snapshot_date", "model_version", "metric", "status"};

  @BeforeEach
  void twoCustomers() {
    judged(
        JUNE,
        """
        customer_id | churn_probability | churn_predicted | churned | days_since_last_purchase
        A           | 0.75              | 1               | 1       | 31
        B           | 0.25              | 0               | 0       | 10
        """);
  }

  @Test
  void aModelThatWasFittedOnASnapshotIsNotJudgedOnIt() {
    trained("v1", AUGUST, MAY, JUNE);
    monitor("r1").trackPerformance(false);
    assertEquals(judgedAs("none", "NO_DATA"), f1());
  }

  @Test
  void aModelThatWasTrainedLaterOnOtherSnapshotsIsJudged() {
    trained("v1", AUGUST, MAY);
    monitor("r1").trackPerformance(false);
    assertEquals(judgedAs("v1", "OK"), f1());
  }

  @Test
  void whatAModelThatWasTrainedLaterReachesWasNotRealised() {
    trained("v1", AUGUST, MAY);
    monitor("r1").trackPerformance(false);
    assertEquals(Optional.empty(), monitor("r1").newestRealised(JUNE, JULY));
  }

  @Test
  void theModelThatWasThereInTimeRealisedItsScore() {
    trained("v1", JUNE, MAY);
    trained("v2", AUGUST, MAY);
    given(
        Tables.CHURN_PREDICTIONS,
        """
        snapshot_date | customer_id | model_version | churn_probability
        2025-06-01    | A           | v2            | 0.5
        2025-06-01    | B           | v2            | 0.5
        """);
    monitor("r1").trackPerformance(false);
    assertEquals(
        Optional.of("v1"),
        monitor("r1").newestRealised(JUNE, JULY).map(RealisedScore::modelVersion));
  }

  private static String judgedAs(String version, String status) {
    return TextTable.expected(
        String.join(" | ", SHOWN)
            + "\n"
            + String.join(" | ", "2025-06-01", version, "f1", status)
            + "\n");
  }

  private String f1() {
    String text = "select * from model_performance where metric = 'f1'";
    return temporary.rows(new Sql("test", text, Map.of()), SHOWN);
  }
}
