package org.churnwise.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.churnwise.table.Tables;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;

/** The rows of model_performance: predictions against FINAL labels. */
class RealisedPerformanceTest extends MonitoringRows {
  private static final String[] SHOWN = {
    "snapshot_date",
    "model_version",
    "metric",
    "value",
    "constant_value",
    "recency_value",
    "row_count",
    "positives",
    "status"
  };

  /**
   * Churned A and D, predicted C and D: TP 1, FP 1, FN 1, TN 1. AUC: A and B tie, A below C, D
   * above both: 2.5 of 4 pairs. Brier: (0.5625 + 0.0625 + 0.25 + 0.0625) / 4. The constant: always
   * churned 2 * 2 / (2 * 2 + 2) for F1; Brier 0.5 * 0.5. Recency rule: A (31 days) and C (40): TP
   * 1, FP 1; by days B 10, D 20, A 31, C 40: D and A are above B, below C: 2 of 4.
   */
  @Test
  void metricsStandBesideTheConstantAndTheRecencyRule() {
    judged(
        JUNE,
        """
        customer_id | churn_probability | churn_predicted | churned | days_since_last_purchase
        A           | 0.25              | 0               | 1       | 31
        B           | 0.25              | 0               | 0       | 10
        C           | 0.5               | 1               | 0       | 40
        D           | 0.75              | 1               | 1       | 20
        """);
    monitor("r1").trackPerformance(false);
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | model_version | metric    | value    | constant_value     | recency_value | row_count | positives | status
            2025-06-01    | v1            | f1        | 0.5      | 0.6666666666666666 | 0.5           | 4         | 2         | OK
            2025-06-01    | v1            | precision | 0.5      | 0.5                | 0.5           | 4         | 2         | OK
            2025-06-01    | v1            | recall    | 0.5      | 1.0                | 0.5           | 4         | 2         | OK
            2025-06-01    | v1            | accuracy  | 0.5      | 0.5                | 0.5           | 4         | 2         | OK
            2025-06-01    | v1            | auc       | 0.625    | 0.5                | 0.5           | 4         | 2         | OK
            2025-06-01    | v1            | brier     | 0.234375 | 0.25               | 0.5           | 4         | 2         | OK
            """),
        temporary.rows(Tables.MODEL_PERFORMANCE, SHOWN));
  }

  @Test
  void aSnapshotThatNobodyPredictedHasNoData() {
    given(Tables.CUSTOMER_LABELS, "snapshot_date | customer_id | churned\n2025-06-01 | A | 1");
    monitor("r1").trackPerformance(false);
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | model_version | metric    | value | constant_value | recency_value | row_count | positives | status
            2025-06-01    | none          | f1        | null  | null           | null          | 0         | 0         | NO_DATA
            2025-06-01    | none          | precision | null  | null           | null          | 0         | 0         | NO_DATA
            2025-06-01    | none          | recall    | null  | null           | null          | 0         | 0         | NO_DATA
            2025-06-01    | none          | accuracy  | null  | null           | null          | 0         | 0         | NO_DATA
            2025-06-01    | none          | auc       | null  | null           | null          | 0         | 0         | NO_DATA
            2025-06-01    | none          | brier     | null  | null           | null          | 0         | 0         | NO_DATA
            """),
        temporary.rows(Tables.MODEL_PERFORMANCE, SHOWN));
  }

  /**
   * Brier: 0.25 * 0.25; the best constant, churned for all, is never wrong. 31 days: the rule is
   * right.
   */
  @Test
  void oneClassHasOnlyAccuracyAndBrier() {
    judged(
        JUNE,
        """
        customer_id | churn_probability | churn_predicted | churned | days_since_last_purchase
        A           | 0.75              | 1               | 1       | 31
        """);
    monitor("r1").trackPerformance(false);
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | model_version | metric    | value  | constant_value | recency_value | row_count | positives | status
            2025-06-01    | v1            | f1        | null   | null           | null          | 1         | 1         | ONE_CLASS
            2025-06-01    | v1            | precision | null   | null           | null          | 1         | 1         | ONE_CLASS
            2025-06-01    | v1            | recall    | null   | null           | null          | 1         | 1         | ONE_CLASS
            2025-06-01    | v1            | accuracy  | 1.0    | 1.0            | 1.0           | 1         | 1         | ONE_CLASS
            2025-06-01    | v1            | auc       | null   | null           | null          | 1         | 1         | ONE_CLASS
            2025-06-01    | v1            | brier     | 0.0625 | 0.0            | 0.0           | 1         | 1         | ONE_CLASS
            """),
        temporary.rows(Tables.MODEL_PERFORMANCE, SHOWN));
  }

  @Test
  void predictionsThatCameLaterReplaceTheRowsWithoutData() {
    given(Tables.CUSTOMER_LABELS, "snapshot_date | customer_id | churned\n2025-06-01 | A | 1");
    monitor("r1").trackPerformance(false);
    given(Tables.CUSTOMER_FEATURES, "snapshot_date | customer_id\n2025-06-01 | A");
    given(
        Tables.CHURN_PREDICTIONS,
        "snapshot_date | customer_id | churn_probability\n2025-06-01 | A | 0.5");
    monitor("r2").trackPerformance(true);
    assertEquals(
        TextTable.expected("model_version\nv1\nv1\nv1\nv1\nv1\nv1"),
        temporary.rows(Tables.MODEL_PERFORMANCE, "model_version"));
  }

  @Test
  void pendingSnapshotsAreNotJudged() {
    given(
        Tables.CUSTOMER_LABELS,
        "snapshot_date | customer_id | label_state\n2025-06-01 | A | PENDING");
    assertEquals(new MonitorResult(0, 0, 0, 0, 0), monitor("r1").trackPerformance(false));
  }

  @Test
  void aJudgedSnapshotIsLeftAloneWhileNothingChanges() {
    given(Tables.CUSTOMER_LABELS, "snapshot_date | customer_id | churned\n2025-06-01 | A | 1");
    monitor("r1").trackPerformance(false);
    assertEquals(new MonitorResult(0, 1, 0, 0, 0), monitor("r2").trackPerformance(false));
  }

  @Test
  void newScoresAreJudgedAgain() {
    given(Tables.CUSTOMER_LABELS, "snapshot_date | customer_id | churned\n2025-06-01 | A | 1");
    monitor("r1").trackPerformance(false);
    temporary.insert(
        Tables.STAGE_RUNS,
        """
        run_id | stage | slice         | stage_key | started_at           | ended_at             | seconds | status
        r1     | score | 2025-06-01 v1 | k         | 2026-01-01T00:00:00Z | 2026-01-01T00:00:00Z | 0       | DONE
        """);
    assertEquals(new MonitorResult(1, 0, 0, 0, 0), monitor("r2").trackPerformance(false));
  }
}
