package org.churnwise.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.churnwise.model.evaluation.Evaluation;
import org.churnwise.model.evaluation.EvaluationSums;
import org.churnwise.run.RequestedSnapshots;
import org.churnwise.sql.Sql;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.MetricStatus;
import org.churnwise.stats.ScoreSummary;
import org.churnwise.stats.ScoreSums;
import org.churnwise.stats.ScoreSumsAssertions;
import org.churnwise.table.Tables;
import org.junit.jupiter.api.Test;

/** The sums that the warehouse takes are the sums that Java takes. */
class ScoreSumsSqlTest extends MonitoringRows {
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
    Evaluation answers = answers().get(0);
    assertEquals(new ScoreSummary(4, 2, 1, 1, 0.94, 5.5), answers.model().counts());
    assertEquals(new ScoreSummary(4, 2, 1, 1, 2, 5), answers.recency().counts());
    assertEquals(3, answers.distinctScores());
  }

  /**
   * 300 customers with a fixed seed; most probabilities have one digit, 0 and 1 among them, and
   * there are few days, so that most rows tie.
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
    Evaluation answers = answers().get(0);
    ScoreSumsAssertions.assertClose(ScoreSums.of(probability, churned, 0.5), answers.model());
    ScoreSumsAssertions.assertClose(ScoreSums.of(days, rule, churned, 0.5), answers.recency());
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
    List<Evaluation> answers = answers();
    assertEquals(List.of("v1", "v2"), answers.stream().map(Evaluation::scorer).toList());
    assertEquals(1, answers.get(0).model().counts().positiveRankSum());
    assertEquals(2, answers.get(1).model().counts().positiveRankSum());
  }

  /** In June the churned customer has the higher probability, in July the lower one. */
  @Test
  void everySnapshotIsRankedByItself() {
    String rows =
        """
        customer_id | churn_probability | churn_predicted | churned | days_since_last_purchase
        A           | 0.9               | 1               | 1       | 31
        B           | 0.1               | 0               | 0       | 10
        """;
    judged(JUNE, rows);
    judged(JULY, rows.replace("0.9", "0.2").replace("0.1", "0.7"));
    List<Evaluation> answers = answers(JUNE, JULY);
    assertEquals(
        List.of("2025-06-01", "2025-07-01"), answers.stream().map(Evaluation::slice).toList());
    assertEquals(2, answers.get(0).model().counts().positiveRankSum());
    assertEquals(1, answers.get(1).model().counts().positiveRankSum());
  }

  @Test
  void aProbabilityThatIsNoNumberIsNamed() {
    judged(
        JUNE,
        """
        customer_id | churn_probability | churn_predicted | churned | days_since_last_purchase
        A           | 0.2               | 0               | 1       | 31
        B           | 0.7               | 1               | 0       | 10
        """);
    execute("update churn_predictions set churn_probability = 'nan' where customer_id = 'A'");
    Evaluation answers = answers().get(0);
    assertEquals(1, answers.model().invalidScores());
    assertEquals(
        List.of(MetricStatus.INVALID_SCORE),
        answers.metrics(new MetricPolicy(1, 1)).stream().map(m -> m.status()).distinct().toList());
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
    assertEquals(List.of(), answers());
  }

  @Test
  void otherSnapshotsAreNotJudged() {
    judged(
        JULY,
        """
        customer_id | churn_probability | churn_predicted | churned | days_since_last_purchase
        A           | 0.2               | 0               | 1       | 31
        """);
    assertEquals(List.of(), answers());
  }

  private List<Evaluation> answers() {
    return answers(JUNE);
  }

  private List<Evaluation> answers(LocalDate... snapshots) {
    Sql groups =
        RequestedSnapshots.in(PerformanceTracker.SCORED_ROWS, List.of(snapshots))
            .with("churn_window_days", 30);
    return new EvaluationSums(temporary.warehouse(), 1000).of(groups);
  }

  private void execute(String text) {
    temporary.warehouse().execute(new Sql("test", text, Map.of()));
  }
}
