package org.churnwise.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.churnwise.sql.Sql;
import org.churnwise.stats.ScoreSummary;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TextTable;
import org.churnwise.warehouse.ResultRow;
import org.junit.jupiter.api.Test;

/** The sums that the warehouse takes are the sums that Java takes. */
class ScoreSummarySqlTest extends MonitoringRows {
  /** Each of 300 squared errors is rounded to nine digits. */
  private static final double ROUNDING = 300 * 0.5e-9;

  /**
   * Ascending by probability: A 0.2 and B 0.2 share rank 1.5, C 0.5 has 3, D 0.9 has 4; churned are
   * A and D: 5.5. Squared errors: 0.64 + 0.04 + 0.25 + 0.01. By days: B 10, D 30, A 31, C 40: ranks
   * of A and D are 3 + 2; the rule says churned above 30 days: A right, C wrong, D missed.
   */
  @Test
  void fourRowsByHand() {
    judged(
        JUNE,
        """
        customer_id | churn_probability | churn_predicted | churned | days_since_last_purchase
        A           | 0.2               | 0               | 1       | 31
        B           | 0.2               | 0               | 0       | 10
        C           | 0.5               | 1               | 0       | 40
        D           | 0.9               | 1               | 1       | 30
        """);
    ResultRow row = summary().get(0);
    assertEquals(new ScoreSummary(4, 2, 1, 1, 0.94, 5.5), model(row));
    assertEquals(new ScoreSummary(4, 2, 1, 1, 2, 5), recency(row));
  }

  /**
   * 300 customers with a fixed seed; probabilities of one digit and few days, so that most rows
   * tie.
   */
  @Test
  void randomRowsWithTiesGiveTheSumsOfJava() {
    Random random = new Random(20250601);
    int rows = 300;
    double[] probability = new double[rows];
    double[] days = new double[rows];
    double[] rule = new double[rows];
    int[] churned = new int[rows];
    StringBuilder text =
        new StringBuilder(
            "customer_id | churn_probability | churn_predicted | churned | days_since_last_purchase\n");
    for (int i = 0; i < rows; i++) {
      probability[i] = i % 3 == 0 ? random.nextDouble() : random.nextInt(11) / 10.0;
      days[i] = 1 + random.nextInt(60);
      rule[i] = days[i] > 30 ? 1 : 0;
      churned[i] = random.nextInt(2);
      text.append(
          "C%d | %s | %d | %d | %d\n"
              .formatted(
                  i, probability[i], probability[i] >= 0.5 ? 1 : 0, churned[i], (long) days[i]));
    }
    judged(JUNE, text.toString());
    ResultRow row = summary().get(0);
    assertClose(ScoreSummary.of(probability, churned, 0.5), model(row));
    assertClose(ScoreSummary.of(days, rule, churned, 0.5), recency(row));
  }

  @Test
  void everyModelVersionIsRankedByItself() {
    judged(
        JUNE,
        """
        customer_id | churn_probability | churn_predicted | churned | days_since_last_purchase
        A           | 0.2               | 0               | 1       | 31
        B           | 0.7               | 1               | 0       | 10
        """);
    given(
        Tables.CHURN_PREDICTIONS,
        """
        snapshot_date | customer_id | model_version | churn_probability | churn_predicted
        2025-06-01    | A           | v2            | 0.8               | 1
        2025-06-01    | B           | v2            | 0.3               | 0
        """);
    assertEquals(
        TextTable.expected(
            """
            model_version | row_count | positives | true_positives | false_positives | positive_rank_sum
            v1            | 2         | 1         | 0              | 1               | 1.0
            v2            | 2         | 1         | 1              | 0               | 2.0
            """),
        TextTable.print(
            summary(),
            "model_version",
            "row_count",
            "positives",
            "true_positives",
            "false_positives",
            "positive_rank_sum"));
  }

  @Test
  void pendingLabelsAreNotJudged() {
    given(
        Tables.CUSTOMER_LABELS,
        """
        snapshot_date | customer_id | churned | label_state
        2025-06-01    | A           | null    | PENDING
        """);
    given(
        Tables.CHURN_PREDICTIONS,
        "snapshot_date | customer_id | churn_probability\n2025-06-01 | A | 0.5");
    given(Tables.CUSTOMER_FEATURES, "snapshot_date | customer_id\n2025-06-01 | A");
    assertEquals(List.of(), summary());
  }

  @Test
  void otherSnapshotsAreNotJudged() {
    judged(
        JULY,
        """
        customer_id | churn_probability | churn_predicted | churned | days_since_last_purchase
        A           | 0.2               | 0               | 1       | 31
        """);
    assertEquals(List.of(), summary());
  }

  private List<ResultRow> summary() {
    return new ArrayList<>(
        temporary
            .warehouse()
            .query(
                Sql.named("monitoring/score_summary")
                    .with("snapshot_date", JUNE)
                    .with("churn_window_days", 30)));
  }

  private static ScoreSummary model(ResultRow row) {
    return summary(row, "");
  }

  private static ScoreSummary recency(ResultRow row) {
    return summary(row, "recency_");
  }

  private static ScoreSummary summary(ResultRow row, String whose) {
    return new ScoreSummary(
        row.longValue("row_count"),
        row.longValue("positives"),
        row.longValue(whose + "true_positives"),
        row.longValue(whose + "false_positives"),
        row.doubleValue(whose + "squared_error_sum"),
        row.doubleValue(whose + "positive_rank_sum"));
  }

  private static void assertClose(ScoreSummary expected, ScoreSummary actual) {
    assertEquals(expected.squaredErrorSum(), actual.squaredErrorSum(), ROUNDING);
    assertEquals(
        expected,
        new ScoreSummary(
            actual.rows(),
            actual.positives(),
            actual.truePositives(),
            actual.falsePositives(),
            expected.squaredErrorSum(),
            actual.positiveRankSum()));
  }
}
