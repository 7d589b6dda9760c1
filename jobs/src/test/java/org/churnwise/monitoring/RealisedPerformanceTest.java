package org.churnwise.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.churnwise.sql.Sql;
import org.churnwise.stats.MetricName;
import org.churnwise.stats.Uplift;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TextTable;
import org.churnwise.warehouse.ResultRow;
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

  private static final String[] WITHOUT_METRIC = {
    "model_version",
    "segment",
    "value",
    "low",
    "high",
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
        rows("f1", "precision", "recall", "accuracy", "auc", "brier"));
  }

  @Test
  void aSnapshotThatNobodyPredictedHasNoData() {
    given(Tables.CUSTOMER_LABELS, "snapshot_date | customer_id | churned\n2025-06-01 | A | 1");
    monitor("r1").trackPerformance(false);
    assertEquals(
        TextTable.expected(
            """
            model_version | segment | value | low  | high | constant_value | recency_value | row_count | positives | status
            """
                + "none | all | null | null | null | null | null | 0 | 0 | NO_DATA\n"
                    .repeat(MetricName.all().size() + Uplift.names().size())),
        temporary.rows(Tables.MODEL_PERFORMANCE, WITHOUT_METRIC));
  }

  /** J = TP / (TP + FP + FN) = 1 / 3; Wilson's interval of 1 of 3, [0.0615, 0.7923], as F1. */
  @Test
  void aMetricHasItsInterval() {
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
    ResultRow f1 = all().stream().filter(row -> row.string("metric").equals("f1")).toList().get(0);
    assertEquals(2 * 0.0615 / 1.0615, f1.doubleValue("low"), 1e-4);
    assertEquals(2 * 0.7923 / 1.7923, f1.doubleValue("high"), 1e-4);
  }

  @Test
  void segmentsWithEnoughRowsAreJudgedByThemselves() {
    judged(
        JUNE,
        """
        customer_id | churn_probability | churn_predicted | churned | days_since_last_purchase
        A           | 0.25              | 0               | 1       | 31
        B           | 0.25              | 0               | 0       | 10
        C           | 0.5               | 1               | 0       | 40
        """);
    execute("update customer_features set gender = 'f' where customer_id <> 'C'");
    execute("update customer_features set gender = 'm' where customer_id = 'C'");
    monitor("r1", "monitoring.segment-min-rows=2").trackPerformance(false);
    assertEquals(
        TextTable.expected(
            """
            segment                  | metric | value | row_count | positives | status
            all                      | auc    | 0.25  | 3         | 1         | OK
            customer_segment=unknown | auc    | 0.25  | 3         | 1         | OK
            gender=f                 | auc    | 0.5   | 2         | 1         | OK
            location=unknown         | auc    | 0.25  | 3         | 1         | OK
            """),
        TextTable.print(
            all().stream().filter(row -> row.string("metric").equals("auc")).toList(),
            "segment",
            "metric",
            "value",
            "row_count",
            "positives",
            "status"));
  }

  @Test
  void oneClassHasNoValueAndReadsAsNoSuccess() {
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
            model_version | segment | value | low  | high | constant_value | recency_value | row_count | positives | status
            """
                + "v1 | all | null | null | null | null | null | 1 | 1 | ONE_CLASS\n"
                    .repeat(MetricName.all().size())
                + "v1 | all | null | null | null | null | null | 0 | 0 | NO_DATA\n"
                    .repeat(Uplift.names().size())),
        temporary.rows(Tables.MODEL_PERFORMANCE, WITHOUT_METRIC));
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
        TextTable.expected(
            "model_version\n" + "v1\n".repeat(MetricName.all().size() + Uplift.names().size())),
        temporary.rows(Tables.MODEL_PERFORMANCE, "model_version"));
  }

  @Test
  void pendingSnapshotsAreNotJudged() {
    given(
        Tables.CUSTOMER_LABELS,
        "snapshot_date | customer_id | label_state\n2025-06-01 | A | PENDING");
    assertEquals(new MonitorResult(0, 0, 0, 0, 0, 0), monitor("r1").trackPerformance(false));
  }

  @Test
  void aJudgedSnapshotIsLeftAloneWhileNothingChanges() {
    given(Tables.CUSTOMER_LABELS, "snapshot_date | customer_id | churned\n2025-06-01 | A | 1");
    monitor("r1").trackPerformance(false);
    assertEquals(new MonitorResult(0, 0, 1, 0, 0, 0), monitor("r2").trackPerformance(false));
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
    assertEquals(new MonitorResult(1, 1, 0, 0, 0, 0), monitor("r2").trackPerformance(false));
  }

  private String rows(String... metrics) {
    return TextTable.print(
        all().stream().filter(row -> List.of(metrics).contains(row.string("metric"))).toList(),
        SHOWN);
  }

  private List<ResultRow> all() {
    return temporary
        .warehouse()
        .query(
            new Sql(
                "test", "select * from model_performance order by segment nulls last", Map.of()));
  }

  private void execute(String text) {
    temporary.warehouse().execute(new Sql("test", text, Map.of()));
  }
}
