package org.churnwise.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.churnwise.run.RequestedSnapshots;
import org.churnwise.run.SliceId;
import org.churnwise.scoring.PlantedScores;
import org.churnwise.sql.Sql;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.Uplift;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;

/** Given contact groups and FINAL labels, expect what the contacts have changed. */
@Slow
class UpliftOfContactsTest extends MonitoringRows {
  /**
   * Contacted A, B, C: A and B stayed. Held out D, E and G: D and G stayed. E is worth most, so
   * parts are E, A, B, C, D, G. F is on no list.
   */
  @Test
  void sumsAreTakenByPlaceOnTheListAndGroup() {
    list();
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | model_version | part | contact_group | customers | stayed | margin_usd | margin_squares | kept_margin_usd | kept_margin_squares
            2025-06-01    | v1            | 1    | holdout       | 1         | 0      | 20.0       | 400.0          | 0.0             | 0.0
            2025-06-01    | v1            | 2    | contact       | 1         | 1      | 10.0       | 100.0          | 10.0            | 100.0
            2025-06-01    | v1            | 3    | contact       | 1         | 1      | 10.0       | 100.0          | 10.0            | 100.0
            2025-06-01    | v1            | 4    | contact       | 1         | 0      | 30.0       | 900.0          | 0.0             | 0.0
            2025-06-01    | v1            | 5    | holdout       | 1         | 1      | 10.0       | 100.0          | 10.0            | 100.0
            2025-06-01    | v1            | 6    | holdout       | 1         | 1      | 10.0       | 100.0          | 10.0            | 100.0
            """),
        temporary.rows(groups()));
  }

  /**
   * 2/3 stayed of either group. Held out, 20 of a margin of 40 is kept, contacted 20 of 50: 50 x
   * (0.4 - 0.5) = -5.
   */
  @Test
  void theMetricsOfAFinalListAreWritten() {
    list();
    monitor("r1").trackPerformance(false);
    assertEquals(
        TextTable.expected(
            """
            model_version | segment | metric                 | value | row_count | positives | status
            v1            | all     | incremental_margin_usd | -5.0  | 6         | 2         | OK
            v1            | all     | uplift_retained_share  | 0.0   | 6         | 2         | OK
            v1            | all     | qini                   | null  | 6         | 2         | TOO_FEW
            """),
        uplift());
  }

  @Test
  void aPendingListIsNotJudged() {
    list();
    execute("update customer_labels set label_state = 'PENDING', churned = null");
    monitor("r1").trackPerformance(false);
    assertEquals(0, temporary.count(Tables.MODEL_PERFORMANCE));
  }

  @Test
  void withoutAListThereIsNoData() {
    list();
    execute("update churn_predictions set contact_group = 'none'");
    monitor("r1").trackPerformance(false);
    assertEquals(noData(0, 0), uplift());
  }

  @Test
  void withoutAHoldOutThereIsNoData() {
    list();
    execute("update churn_predictions set contact_group = 'contact' where customer_id <> 'F'");
    monitor("r1").trackPerformance(false);
    assertEquals(noData(6, 2), uplift());
  }

  @Test
  void aListOfAModelThatWasPromotedLaterCameTooLate() {
    list();
    execute("update model_decisions set watermark = date '2025-06-02'");
    assertEquals(List.of(), temporary.warehouse().query(groups()));
  }

  /** v1 was promoted again in July, and then scored June once more. */
  @Test
  void onlyTheChampionOfTheSnapshotHadAListThatWasUsed() {
    list();
    promoted("v2", "2025-06-01");
    promoted("v1", "2025-07-01");
    assertEquals(List.of(), temporary.warehouse().query(groups()));
    execute("update churn_predictions set model_version = 'v2'");
    assertEquals(6, temporary.warehouse().query(groups()).size());
  }

  /** v2 was promoted by hand when June had been scored and its list was used. */
  @Test
  void aChampionOfTheSameMonthDoesNotDisplaceTheListThatWasUsed() {
    list();
    given(
        Tables.STAGE_RUNS,
        """
        stage | slice         | started_at           | ended_at             | status
        score | 2025-06-01 v1 | 2025-06-01T10:59:00Z | 2025-06-01T11:00:00Z | DONE
        score | 2025-06-01 v2 | 2025-06-01T12:59:00Z | 2025-06-01T13:00:00Z | DONE
        """);
    promoted("v2", "2025-06-01");
    assertEquals(6, temporary.warehouse().query(groups()).size());
  }

  /** v1 was champion in June and v2 in July; both have scored both snapshots. */
  @Test
  void everySnapshotHasTheListOfItsOwnChampion() {
    list();
    promoted("v2", "2025-07-01");
    for (String table : List.of("churn_predictions", "customer_labels")) {
      execute(
          "insert into %1$s select * replace (date '2025-07-01' as snapshot_date) from %1$s"
              .formatted(table));
    }
    execute(
        "insert into churn_predictions select * replace ('v2' as model_version) from churn_predictions");
    assertEquals(
        Set.of(new SliceId.Predictions(JUNE, "v1"), new SliceId.Predictions(JULY, "v2")),
        new CampaignTracker(temporary.warehouse(), new MetricPolicy(1, 1))
            .of(List.of(JUNE, JULY))
            .keySet());
  }

  private Sql groups() {
    return RequestedSnapshots.in(CampaignTracker.GROUPS, List.of(JUNE));
  }

  private void promoted(String version, String watermark) {
    given(
        Tables.MODEL_DECISIONS,
        """
        decision_id | watermark | challenger | outcome  | decided_at
        %2$s-%1$s   | %2$s      | %1$s       | PROMOTED | %2$sT12:00:00Z
        """
            .formatted(version, watermark));
  }

  /**
   * 100 draws of a tenth by seed, over the same customers with the same outcomes: a contact changes
   * nothing. The budget pays for 900 of 1,000 candidates among about 1,600.
   */
  @Test
  void withoutAnEffectAtLeastNinetyOfAHundredIntervalsHoldZero() {
    List<Map<String, Metric>> campaigns = campaigns(100, 0.1, "churned");
    for (String name : Uplift.names()) {
      long holding =
          campaigns.stream().filter(c -> c.get(name).interval().get().contains(0)).count();
      assertTrue(holding >= 90, name + ": " + holding);
    }
  }

  /** A contact keeps every second churner; a third is held out. */
  @Test
  void aPlantedEffectIsToldEveryTime() {
    String halfAreSaved =
        "iff(contact_group = 'contact' and md5(customer_id || 'saved') < '8', 0, churned)";
    for (Map<String, Metric> campaign : campaigns(10, 0.3, halfAreSaved)) {
      for (String name : List.of(Uplift.RETAINED_SHARE, Uplift.MARGIN)) {
        assertTrue(campaign.get(name).interval().get().low() > 0, campaign::toString);
      }
    }
  }

  /** Uplift metrics of draws by seed; the outcome of a customer is an expression. */
  private List<Map<String, Metric>> campaigns(int draws, double holdoutShare, String outcome) {
    PlantedScores landed = new PlantedScores(temporary, JUNE);
    SplittableRandom chance = new SplittableRandom(1);
    StringBuilder labels = new StringBuilder("customer_id | snapshot_date | churned\n");
    for (int i = 0; i < 2000; i++) {
      double probability = chance.nextDouble();
      landed.with("C" + i, probability, 20 + 100 * -Math.log(1 - chance.nextDouble()));
      int churned = chance.nextDouble() < probability ? 1 : 0;
      labels.append("C%d | %s | %d%n".formatted(i, JUNE, churned));
    }
    landed.land();
    promoted("v1", "2025-05-01");
    given(Tables.CUSTOMER_LABELS, labels.toString());
    execute("create table outcomes as select customer_id, churned from customer_labels");
    List<Map<String, Metric>> campaigns = new ArrayList<>();
    for (long seed = 0; seed < draws; seed++) {
      execute("delete from churn_predictions");
      landed.score(PlantedScores.value(0.5, 5, 5000 * (1 - holdoutShare), holdoutShare, seed));
      execute(
          "update customer_labels l set churned = (select "
              + outcome
              + " from outcomes o join churn_predictions p using (customer_id)"
              + " where customer_id = l.customer_id)");
      campaigns.add(metrics());
    }
    return campaigns;
  }

  private Map<String, Metric> metrics() {
    List<Metric> metrics =
        new CampaignTracker(temporary.warehouse(), new MetricPolicy(50, 10))
            .of(List.of(JUNE))
            .get(new SliceId.Predictions(JUNE, "v1"));
    assertEquals(1000, metrics.get(0).rows());
    return Map.of(
        Uplift.RETAINED_SHARE, metrics.get(0),
        Uplift.MARGIN, metrics.get(1),
        Uplift.QINI, metrics.get(2));
  }

  /** Six customers on the list of v1 and one who is not. */
  private void list() {
    judged(
        JUNE,
        """
        customer_id | churn_probability | churn_predicted | churned | days_since_last_purchase
        A           | 0.5               | 1               | 0       | 10
        B           | 0.5               | 1               | 0       | 10
        C           | 0.5               | 1               | 1       | 10
        D           | 0.5               | 1               | 0       | 10
        E           | 0.5               | 1               | 1       | 10
        F           | 0.1               | 0               | 1       | 10
        G           | 0.5               | 1               | 0       | 10
        """);
    promoted("v1", "2025-05-01");
    execute("update churn_predictions set contact_group = 'none'");
    on("A", "contact", 4, 10);
    on("B", "contact", 3, 10);
    on("C", "contact", 2, 30);
    on("D", "holdout", 1, 10);
    on("E", "holdout", 5, 20);
    on("G", "holdout", 0.5, 10);
  }

  private void on(String customer, String group, double value, double margin) {
    execute(
        "update churn_predictions set contact_group = '%s', expected_value_usd = %s, margin_usd = %s where customer_id = '%s'"
            .formatted(group, value, margin, customer));
  }

  private static String noData(int rows, int positives) {
    StringBuilder expected =
        new StringBuilder(
            "model_version | segment | metric | value | row_count | positives | status\n");
    for (String name : Uplift.names()) {
      expected.append(
          "v1 | all | %s | null | %d | %d | NO_DATA%n".formatted(name, rows, positives));
    }
    return TextTable.expected(expected.toString());
  }

  private String uplift() {
    return temporary.rows(
        new Sql(
            "test",
            "select model_version, segment, metric, round(value, 9) as value, row_count, positives, status from"
                + " model_performance where metric in ('uplift_retained_share',"
                + " 'incremental_margin_usd', 'qini')",
            Map.of()),
        "model_version",
        "segment",
        "metric",
        "value",
        "row_count",
        "positives",
        "status");
  }

  private void execute(String text) {
    temporary.warehouse().execute(new Sql("test", text, Map.of()));
  }
}
