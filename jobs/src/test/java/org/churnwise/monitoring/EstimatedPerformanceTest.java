package org.churnwise.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.registry.ModelCard;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.model.registry.ModelMetric;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.sql.Sql;
import org.churnwise.stats.MetricStatus;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Snapshots of 100 customers. The first champion, v1, was promoted in May with April held out. It
 * says 0.005 to 0.995; of those who are said to churn with 0.3, some 30 % do.
 */
@Slow
class EstimatedPerformanceTest extends MonitoringRows {
  private static final LocalDate APRIL = LocalDate.of(2025, 4, 1);
  private static final LocalDate MAY = LocalDate.of(2025, 5, 1);
  private static final String STATUS = "metric, status, reason, answers_of, held_out, row_count";

  @BeforeEach
  void promoteTheFirstChampion() {
    given(Tables.SALES, "transaction_id | transaction_date\nT1 | 2024-01-01");
    promote(model(List.of()));
    customers(APRIL, 40);
  }

  @Test
  void theNewestAnswersKnownOnTheDayRecalibrate() {
    answered(MAY);
    answered(JUNE);
    scored(JULY, 40);
    assertEquals(
        TextTable.expected(
            """
            metric | status | reason | answers_of | held_out | row_count
            auc    | OK     | null   | 2025-06-01 | false    | 100
            brier  | OK     | null   | 2025-06-01 | false    | 100
            """),
        estimated(JULY, STATUS));
    assertEquals(
        TextTable.expected("inside\ntrue\ntrue"),
        found("select value between low and high as inside from performance_estimates"));
  }

  /** May and June are final when July is judged again; in July only May's labels were known. */
  @Test
  void judgedAgainAnEstimateIsTheSame() {
    answered(MAY);
    scored(JUNE, 40);
    estimated(JUNE, STATUS);
    String first = temporary.rows(Tables.ESTIMATED_PERFORMANCE);
    labels(JUNE);
    monitor("r2").trackPerformance(false);
    monitor("r1").detectPredictionDrift(JUNE, champion(), true);
    assertEquals(first, temporary.rows(Tables.ESTIMATED_PERFORMANCE));
  }

  @Test
  void aDriftedAttributeTakesTheBandAtOnce() {
    answered(MAY);
    scored(JUNE, 90);
    assertEquals(
        TextTable.expected(
            """
            metric | status    | reason      | known | low  | high
            auc    | UNTRUSTED | age drifted | true  | null | null
            brier  | UNTRUSTED | age drifted | true  | null | null
            """),
        estimated(JUNE, "metric, status, reason, value is not null as known, low, high"));
  }

  /** Held out, 95 of 100 scores were up to 0.5; now half of them are. */
  @Test
  void driftedPredictionsTakeTheBandToo() {
    given(
        Tables.MODEL_BASELINES,
        """
        subject  | name              | bin | lower_bound | upper_bound | expected_count
        held_out | churn_probability | 1   | null        | 0.5         | 95
        held_out | churn_probability | 2   | 0.5         | null        | 5
        """);
    answered(MAY);
    scored(JUNE, 40);
    assertEquals(
        TextTable.expected(
            """
            status    | reason                  | low
            UNTRUSTED | the predictions drifted | null
            UNTRUSTED | the predictions drifted | null
            """),
        estimated(JUNE, "status, reason, low"));
  }

  @Test
  void anAcceptedFaultOfAFeedTakesTheBandToo() {
    answered(MAY);
    given(
        Tables.DATA_FAULTS,
        """
        kind        | subject  | first_day  | last_day   | accepted
        NO_FEEDBACK | feedback | 2025-03-01 | 2025-03-31 | true
        VOLUME      | sales    | 2025-04-01 | 2025-04-30 | false
        NO_FEEDBACK | feedback | 2025-02-01 | 2025-02-28 | true
        """);
    scored(JUNE, 40);
    assertEquals(
        TextTable.expected(
            """
            metric | status    | reason
            auc    | UNTRUSTED | no feedback in 2025-03 (accepted)
            brier  | UNTRUSTED | no feedback in 2025-03 (accepted)
            """),
        estimated(JUNE, "metric, status, reason"));
  }

  @Test
  void whereDriftWasNotJudgedNothingIsTrusted() {
    answered(MAY);
    scored(JUNE, 40);
    monitor("r1").detectPredictionDrift(JUNE, champion(), false);
    assertEquals(
        TextTable.expected(
            """
            status    | reason
            UNTRUSTED | drift of the customers was not judged
            UNTRUSTED | drift of the customers was not judged
            """),
        found("select status, reason from performance_estimates"));
  }

  @Test
  void beforeProductionAnsweredTheHeldOutLabelsRecalibrate() {
    promote(
        model(List.of(metric("calibration_slope", 1.1), metric("calibration_intercept", -0.2))));
    scored(JUNE, 40);
    assertEquals(
        TextTable.expected(
            """
            metric | status | reason | answers_of | held_out | row_count
            auc    | OK     | null   | 2025-04-01 | true     | 100
            brier  | OK     | null   | 2025-04-01 | true     | 100
            """),
        estimated(JUNE, STATUS));
    assertEquals(
        TextTable.expected("slope | intercept\n1.1 | -0.2\n1.1 | -0.2"),
        found("select slope, intercept from performance_estimates"));
  }

  @Test
  void withoutALineThereIsNoEvidence() {
    scored(JUNE, 40);
    assertEquals(
        TextTable.expected(
            """
            status      | reason                                           | value
            NO_EVIDENCE | the calibration line of 2025-04-01 is not known | null
            NO_EVIDENCE | the calibration line of 2025-04-01 is not known | null
            """),
        estimated(JUNE, "status, reason, value"));
  }

  @Test
  void fewPredictionsAreNoEvidence() {
    answered(MAY);
    scored(JUNE, 40);
    judgeFeatures(JUNE);
    monitor("r1", "monitoring.min-rows=101").detectPredictionDrift(JUNE, champion(), false);
    assertEquals(
        TextTable.expected("reason\nthe predictions are TOO_FEW\nthe predictions are TOO_FEW"),
        found("select reason from performance_estimates"));
  }

  @Test
  void theRealisedValueStandsBesideTheEstimate() {
    answered(MAY);
    scored(JUNE, 40);
    estimated(JUNE, STATUS);
    assertEquals(
        TextTable.expected("judged\n0"), found("select count(*) as judged from estimate_record"));
    labels(JUNE);
    monitor("r2").trackPerformance(false);
    assertEquals(
        TextTable.expected(
            """
            metric | realised | error | covered
            auc    | true     | true  | 1
            brier  | true     | true  | 1
            """),
        found(
            "select e.metric, e.realised = p.value as realised, e.error = e.value - p.value as error,"
                + " e.covered from performance_estimates e inner join model_performance p"
                + " on p.snapshot_date = e.snapshot_date and p.metric = e.metric and p.segment = 'all'"
                + " order by e.metric"));
    assertEquals(
        TextTable.expected(
            """
            metric | judged | trusted | covered | coverage
            auc    | 1      | 1       | 1       | null
            brier  | 1      | 1       | 1       | null
            """),
        found("select metric, judged, trusted, covered, coverage from estimate_record order by 1"));
  }

  @Test
  void fiveBandsTellTheirCoverage() {
    StringBuilder estimates =
        new StringBuilder("snapshot_date | metric | value | low | high | status\n");
    StringBuilder realised =
        new StringBuilder("snapshot_date | segment | metric | value | status | computed_at\n");
    for (int month = 1; month <= 6; month++) {
      String day = LocalDate.of(2025, month, 1).toString();
      estimates.append(day + " | auc | 0.9 | 0.8 | 0.95 | OK\n");
      realised.append(
          day
              + " | all | auc | "
              + (month <= 3 ? "0.85" : "0.7")
              + " | OK | 2025-12-31T00:00:00Z\n");
    }
    estimates.append("2025-07-01 | auc | 0.9 | null | null | UNTRUSTED\n");
    realised.append("2025-07-01 | all | auc | 0.75 | OK | 2025-12-31T00:00:00Z\n");
    given(Tables.ESTIMATED_PERFORMANCE, estimates.toString());
    given(Tables.MODEL_PERFORMANCE, realised.toString());
    assertEquals(
        List.of(
            "estimate of auc: bias +0.125, its bands have held the realised value in 3 of 6 months;"
                + " fewer than 80 %: do not rely on them; bias +0.150 of 1 untrusted"),
        EstimateTexts.record(temporary.warehouse().query(Sql.named("monitoring/estimate_record"))));
  }

  @Test
  void aLineNamesTheConditionAndTheDoubt() {
    Estimate auc = estimate("auc", 0.8914, EstimateStatus.OK, Optional.empty());
    Estimate brier = estimate("brier", 0.1314, EstimateStatus.OK, Optional.empty());
    assertEquals(
        "v3  auc 0.891 (0.881 to 0.901), brier 0.131 (0.121 to 0.141), if customers still answer as"
            + " on 2025-05-01",
        EstimateTexts.line(List.of(auc, brier)));
    assertEquals(
        "v3  auc 0.891, if customers still answer as on 2025-05-01; UNTRUSTED: location drifted",
        EstimateTexts.line(
            List.of(
                estimate(
                    "auc", 0.8914, EstimateStatus.UNTRUSTED, Optional.of("location drifted")))));
  }

  private static Estimate estimate(
      String metric, double value, EstimateStatus status, Optional<String> reason) {
    boolean hasBand = status == EstimateStatus.OK;
    return new Estimate(
        JUNE,
        "v3",
        metric,
        OptionalDouble.of(value),
        hasBand ? OptionalDouble.of(value - 0.01) : OptionalDouble.empty(),
        hasBand ? OptionalDouble.of(value + 0.01) : OptionalDouble.empty(),
        status,
        reason,
        MAY,
        false,
        OptionalDouble.of(1),
        OptionalDouble.of(0),
        100);
  }

  /** What is estimated for a snapshot, once its features have been judged. */
  private String estimated(LocalDate snapshot, String columns) {
    judgeFeatures(snapshot);
    monitor("r1").detectPredictionDrift(snapshot, champion(), false);
    return found(
        "select %s from performance_estimates where snapshot_date = '%s' order by metric"
            .formatted(columns, snapshot));
  }

  private void judgeFeatures(LocalDate snapshot) {
    monitor("r1").detectFeatureDrift(snapshot, champion(), false);
  }

  private Optional<ModelVersion> champion() {
    return Optional.of(new ModelRegistry(temporary.warehouse(), temporary.ledger()).version("v1"));
  }

  private String found(String query) {
    return temporary.rows(new Sql("test", query, Map.of()));
  }

  /** Scored, and answered thirty days later. */
  private void answered(LocalDate snapshot) {
    scored(snapshot, 40);
    labels(snapshot);
    monitor("r1").trackPerformance(false);
  }

  private void customers(LocalDate snapshot, int age) {
    StringBuilder rows = new StringBuilder("snapshot_date | customer_id | age\n");
    for (int i = 0; i < 100; i++) {
      rows.append(snapshot + " | C" + i + " | " + age + "\n");
    }
    given(Tables.CUSTOMER_FEATURES, rows.toString());
    written("features", snapshot.toString());
  }

  private void scored(LocalDate snapshot, int age) {
    customers(snapshot, age);
    StringBuilder rows = new StringBuilder("snapshot_date | customer_id | churn_probability\n");
    for (int i = 0; i < 100; i++) {
      rows.append(snapshot + " | C" + i + " | " + (i + 0.5) / 100 + "\n");
    }
    given(Tables.CHURN_PREDICTIONS, rows.toString());
    written("score", snapshot + " v1");
  }

  private void labels(LocalDate snapshot) {
    StringBuilder rows = new StringBuilder("snapshot_date | customer_id | churned | matures_on\n");
    for (int i = 0; i < 100; i++) {
      rows.append(
          "%s | C%d | %d | %s\n"
              .formatted(snapshot, i, i * 37 % 100 < i ? 1 : 0, snapshot.plusDays(30)));
    }
    given(Tables.CUSTOMER_LABELS, rows.toString());
    written("label", snapshot.toString());
  }

  private void written(String stage, String slice) {
    temporary.insert(
        Tables.STAGE_RUNS,
        """
        run_id | stage | slice | stage_key | started_at           | ended_at             | seconds | status
        r1     | %s    | %s    | key       | 2026-01-01T00:00:00Z | 2026-01-01T00:00:00Z | 0       | DONE
        """
            .formatted(stage, slice));
  }

  private static ModelMetric metric(String name, double value) {
    return new ModelMetric(
        name, MetricStatus.OK, value, value - 0.1, value + 0.1, null, null, 100, 50);
  }

  private static ModelVersion model(List<ModelMetric> heldOut) {
    ModelCard card =
        new ModelCard(
            new ModelCard.Data(MAY, APRIL, List.of(), List.of(), 2, 1),
            FeatureSet.of(FeatureCatalogue.load()),
            Map.of(),
            0.5,
            new ModelCard.Versions("code", "spark", "xgboost", 17),
            new ModelCard.Evaluation(List.of(), List.of(), heldOut));
    return new ModelVersion("v1", MAY, card, "v1", "sha-of-v1");
  }

  private void promote(ModelVersion model) {
    temporary.warehouse().delete(Tables.MODEL_VERSIONS, Map.of("model_version", "v1"));
    temporary.warehouse().delete(Tables.MODEL_DECISIONS, Map.of("challenger", "v1"));
    temporary.warehouse().delete(Tables.MODEL_ALIASES, Map.of("model_version", "v1"));
    ModelRegistry registry = new ModelRegistry(temporary.warehouse(), temporary.ledger());
    registry.add(model, List.of());
    registry.add(
        new ModelDecision(
            ModelDecision.idOfTraining(MAY, "v1"),
            MAY,
            "v1",
            Optional.empty(),
            ModelDecision.Outcome.PROMOTED,
            "first",
            "{}"));
  }
}
