package org.churnwise.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Snapshots of 100 customers. The first champion, v1, was promoted in May with April held out, so
 * that attributes of June are compared with April, and behaviour with May. What is not given is the
 * same in every snapshot.
 */
@Slow
class DriftTest extends DriftRows {
  private static final int MONITORED = 25;

  @BeforeEach
  void promoteTheFirstChampion() {
    given(Tables.SALES, "transaction_id | transaction_date\nT1 | 2024-01-01");
    promoted("v1", MAY, APRIL);
  }

  /** The index 0.25 ln 3 and the chance are those of 50, 50 and 75, 25 rows in BinnedDriftTest. */
  @Test
  void anAttributeIsComparedWithTheHeldOutSnapshot() {
    customers(APRIL, "age", i -> i < 50 ? "40" : "41");
    customers(MAY, "age", i -> "41");
    customers(JUNE, "age", i -> i < 25 ? "40" : "41");
    assertEquals("age (0.14)", String.join(", ", drift("r1", JUNE).drifted()));
    assertEquals(
        TextTable.expected(
            """
            baseline                            | kind      | threshold | verdict | breach_since | reference_rows | mean_difference
            snapshot 2025-04-01, held out by v1 | attribute | 0.03      | BREACH  | 2025-06-01   | 100            | 0.25
            """),
        found(
            "age",
            "baseline, kind, threshold, verdict, breach_since, reference_rows, mean_difference"));
    assertEquals(0.2746530721670274 - 0.1326979320204243, value(JUNE, "age"), 1e-12);
  }

  @Test
  void behaviourIsComparedWithTheSnapshotBefore() {
    customers(APRIL, "tenure_days", i -> "900");
    customers(MAY, "tenure_days", i -> i < 50 ? "40" : "41");
    customers(JUNE, "tenure_days", i -> i < 50 ? "40" : "41");
    assertEquals(
        new MonitorResult(0, 1, 0, MONITORED, 0, 0, MONITORED, List.of(), List.of(), List.of()),
        drift("r1", JUNE));
    assertEquals(
        TextTable.expected(
            """
            baseline            | kind      | reference_date | threshold | psi | js_distance | verdict | breach_since
            snapshot 2025-05-01 | behaviour | 2025-05-01     | 0.2       | 0.0 | 0.0         | OK      | null
            """),
        found(
            "tenure_days",
            "baseline, kind, reference_date, threshold, psi, js_distance, verdict, breach_since"));
  }

  @Test
  void withoutAChampionThereIsNoEvidence() {
    customers(JUNE, "age", i -> "40");
    assertEquals(
        new MonitorResult(0, 1, 0, 0, 0, 1),
        monitor("r1").detectFeatureDrift(JUNE, Optional.empty(), false));
    assertEquals(
        TextTable.expected(
            "model_version | baseline | name | verdict\nnone | none | all | NO_EVIDENCE"),
        found("all", "model_version, baseline, name, verdict"));
  }

  @Test
  void theSnapshotOfTheFirstChampionIsNotJudged() {
    customers(APRIL, "age", i -> "40");
    customers(MAY, "age", i -> "90");
    assertEquals(new MonitorResult(0, 1, 0, 0, 0, 1), drift("r1", MAY));
  }

  @Test
  void fewRowsAreNoEvidence() {
    customers(APRIL, "age", i -> "40");
    customers(MAY, "age", i -> "40");
    customers(JUNE, "age", i -> "90");
    monitor("r1", "monitoring.min-rows=101").detectFeatureDrift(JUNE, v1(), false);
    assertEquals(TextTable.expected("verdict\nNO_EVIDENCE"), found("age", "verdict"));
  }

  @Test
  void aShortHistoryIsNoEvidenceOfBehaviour() {
    customers(APRIL, "age", i -> "40");
    customers(MAY, "age", i -> "40");
    customers(JUNE, "age", i -> "40");
    monitor("r1", "monitoring.history-days=487").detectFeatureDrift(JUNE, v1(), false);
    assertEquals(TextTable.expected("verdict\nNO_EVIDENCE"), found("tenure_days", "verdict"));
    assertEquals(TextTable.expected("verdict\nOK"), found("age", "verdict"));
  }

  /** The bound is far above any index, so only the rule on lost values can find it. */
  @Test
  void aFeatureThatLostAllItsValuesIsABreach() {
    customers(APRIL, "age", i -> "40");
    customers(JUNE, "age", i -> "null");
    monitor("r1", "monitoring.attribute-psi-threshold=1000").detectFeatureDrift(JUNE, v1(), false);
    assertEquals(TextTable.expected("verdict\nBREACH"), found("age", "verdict"));
  }

  @Test
  void missingValuesAreABin() {
    customers(APRIL, "age", i -> i < 10 ? "null" : "40");
    customers(JUNE, "age", i -> i < 60 ? "null" : "40");
    drift("r1", JUNE);
    assertEquals(
        TextTable.expected("verdict | mean_difference\nBREACH | 0.0"),
        found("age", "verdict, mean_difference"));
    // shares 0.1 and 0.9 against 0.6 and 0.4
    assertEquals(
        0.5 * Math.log(6) + 0.5 * Math.log(0.9 / 0.4) - 0.1326979320204243,
        value(JUNE, "age"),
        1e-12);
  }

  /** (0.25 - 1) ln 0.25 + (0.75 - 0.0001) ln 7500, as of bins {0} and {not 0}. */
  @Test
  void aConstantReferenceHasTheBinsEqualAndOther() {
    customers(MAY, "sentiment_min_2", i -> "0");
    customers(JUNE, "sentiment_min_2", i -> i < 25 ? "0" : i < 50 ? "-1" : "1");
    drift("r1", JUNE);
    assertEquals(
        0.75 * Math.log(4) + 0.7499 * Math.log(7500) - 0.1326979320204243,
        value(JUNE, "sentiment_min_2"),
        1e-12);
  }

  @Test
  void newCategoriesAreNamedWithTheirShare() {
    customers(APRIL, "location", i -> "Oslo");
    customers(JUNE, "location", i -> i < 60 ? "Oslo" : i < 70 ? "null" : "Hell");
    drift("r1", JUNE);
    assertEquals(
        TextTable.expected(
            "new_categories | verdict | mean_difference\n"
                + "[{\"category\":\"Hell\",\"share\":0.3}] | BREACH | null"),
        found("location", "new_categories, verdict, mean_difference"));
  }

  @Test
  void rareCategoriesShareOneBin() {
    customers(APRIL, "location", i -> "village " + i);
    customers(JUNE, "location", i -> "village " + (i + 50));
    drift("r1", JUNE);
    assertEquals(TextTable.expected("psi | verdict\n0.0 | OK"), found("location", "psi, verdict"));
  }

  /**
   * A hundred towns of 6 customers stay; of 20 villages, ten of 10 customers empty and ten fill up.
   */
  @Test
  void allButTheLargestCategoriesShareOneBin() {
    townsAndVillages(APRIL, 0);
    townsAndVillages(JUNE, 10);
    drift("r1", JUNE);
    assertEquals(
        TextTable.expected("reference_rows | psi\n700 | 0.0"),
        found("location", "reference_rows, psi"));
  }

  private void townsAndVillages(LocalDate snapshot, int firstVillage) {
    StringBuilder rows = new StringBuilder("snapshot_date | customer_id | location\n");
    for (int i = 0; i < 700; i++) {
      String place = i < 600 ? "town " + i % 100 : "village " + (firstVillage + i % 10);
      rows.append("%s | C%d | %s\n".formatted(snapshot, i, place));
    }
    given(Tables.CUSTOMER_FEATURES, rows.toString());
    written("features", snapshot.toString());
  }

  /** Earlier customers stay as they were; those who joined live elsewhere. */
  @Test
  void newcomersAreToldFromEarlierCustomers() {
    customers(APRIL, "location", i -> "Oslo");
    customers(MAY, "location", i -> "Oslo");
    customers(JUNE, "location", i -> "Oslo");
    given(Tables.CUSTOMER_FEATURES, rows(JUNE, "location", i -> "Hell").replace("| C", "| N"));
    drift("r1", JUNE);
    assertEquals(
        TextTable.expected(
            """
            segment           | reference_rows | snapshot_rows | verdict
            customers=earlier | 100            | 100           | OK
            customers=new     | 100            | 100           | BREACH
            """),
        temporary.rows(
            query(
                "select segment, reference_rows, snapshot_rows, verdict from"
                    + " feature_drift_by_segment where name = 'location'")));
    assertEquals(
        TextTable.expected("segment | verdict\ncustomers=new | NO_EVIDENCE"),
        temporary.rows(
            query(
                "select segment, verdict from feature_drift_by_segment where name = 'tenure_days'"
                    + " and segment = 'customers=new'")));
  }

  @Test
  void segmentsAreComparedIfTheyAreLargeEnough() {
    customers(APRIL, "gender", i -> i < 70 ? "F" : "M");
    customers(MAY, "gender", i -> i < 70 ? "F" : "M");
    customers(JUNE, "gender", i -> i < 60 ? "F" : "M");
    monitor("r1", "monitoring.segment-min-rows=50").detectFeatureDrift(JUNE, v1(), false);
    assertEquals(
        TextTable.expected("segment\ngender=F"),
        temporary.rows(
            query(
                "select distinct segment from feature_drift_by_segment where segment like"
                    + " 'gender%'")));
  }

  @Test
  void theDistanceFromTheTrainingRowsIsShown() {
    given(
        Tables.MODEL_BASELINES,
        """
        subject | name | bin | lower_bound | upper_bound | expected_count
        feature | age  | 1   | null        | 40          | 50
        feature | age  | 2   | 40          | null        | 50
        """);
    customers(APRIL, "age", i -> i < 25 ? "40" : "41");
    customers(JUNE, "age", i -> i < 25 ? "40" : "41");
    drift("r1", JUNE);
    assertEquals(
        TextTable.expected("psi | since_training | verdict\n0.0 | 0.274653072167 | OK"),
        found("age", "psi, round(psi_since_training, 12) as since_training, verdict"));
  }

  @Test
  void aSnapshotThatIsJudgedAgainTellsTheSame() {
    customers(APRIL, "age", i -> "40");
    customers(MAY, "age", i -> "40");
    customers(JUNE, "age", i -> i < 50 ? "40" : "41");
    customers(JULY, "age", i -> i < 50 ? "40" : "41");
    drift("r1", JUNE);
    drift("r1", JULY);
    String before = temporary.rows(Tables.FEATURE_DRIFT);
    promoted("v2", MAY, MAY);
    monitor("r1").detectFeatureDrift(JUNE, Optional.of(version("v2", MAY, MAY)), true);
    assertEquals(before, temporary.rows(Tables.FEATURE_DRIFT));
  }

  @Test
  void aJudgedSnapshotIsLeftAloneWhileNothingChanges() {
    customers(APRIL, "age", i -> "40");
    customers(JUNE, "age", i -> "90");
    List<String> drifted = drift("r1", JUNE).drifted();
    MonitorResult again = drift("r2", JUNE);
    assertEquals(1, again.upToDate());
    assertEquals(drifted, again.drifted());
  }

  @Test
  void oneAlertNamesAllThatDrifted() {
    moved();
    drift("r1", JUNE);
    assertEquals(
        TextTable.expected(
            "source | subject | severity | state | message\n"
                + "drift | feature | WARNING | OPEN | 2 features drifted at 2025-06-01: age"
                + " (18.29), gender (0.14); diagnosis: covariate change (high), action: ALERT"),
        temporary.rows(Tables.ALERTS, "source", "subject", "severity", "state", "message"));
  }

  @Test
  void aLaterSnapshotThatDidNotMoveClosesTheAlert() {
    moved();
    drift("r1", JUNE);
    customers(JULY, "age, gender", i -> "40 | " + (i < 50 ? "F" : "M"));
    drift("r2", JULY);
    assertEquals(TextTable.expected("state\nRESOLVED"), temporary.rows(Tables.ALERTS, "state"));
  }

  @Test
  void aLaterSnapshotWithoutEvidenceLeavesTheAlertOpen() {
    moved();
    drift("r1", JUNE);
    drift("r2", JULY);
    assertEquals(TextTable.expected("state\nOPEN"), temporary.rows(Tables.ALERTS, "state"));
  }

  @Test
  void anEarlierSnapshotOpensNoAlert() {
    moved();
    customers(JULY, "age, gender", i -> "40 | " + (i < 50 ? "F" : "M"));
    drift("r1", JULY);
    drift("r2", JUNE);
    assertEquals(0, temporary.count(Tables.ALERTS));
  }

  /**
   * May has the moods of before; from June on they are others, and stay. The index of two bins that
   * swap is 2 x 0.9999 ln 10000 = 18.42, chance explains 0.13.
   */
  @Test
  void theAlertStaysOpenWhenTheThirdBreachBecomesTheReference() {
    customers(MAY, "sentiment_avg_2", i -> "0");
    for (int month = 6; month <= 9; month++) {
      LocalDate snapshot = LocalDate.of(2025, month, 1);
      customers(snapshot, "sentiment_avg_2", i -> "1");
      drift("r" + month, snapshot);
    }
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | reference_date | verdict | breach_since
            2025-06-01    | 2025-05-01     | BREACH  | 2025-06-01
            2025-07-01    | 2025-05-01     | BREACH  | 2025-06-01
            2025-08-01    | 2025-05-01     | BREACH  | 2025-06-01
            2025-09-01    | 2025-08-01     | OK      | 2025-06-01
            """),
        found("sentiment_avg_2", "snapshot_date, reference_date, verdict, breach_since"));
    assertEquals(
        TextTable.expected(
            "state | message\n"
                + "OPEN | 1 feature drifted at 2025-08-01, since 2025-06-01: sentiment_avg_2 (18.29);"
                + " diagnosis: covariate change (high), action: ALERT"),
        temporary.rows(Tables.ALERTS, "state", "message"));
  }

  /** (0.5 - 0.0001) ln 5000 + 0.5 ln 2 = 4.60, of which chance explains 0.13. */
  @Test
  void aModelsFirstPredictionsAreComparedWithItsHeldOutScores() {
    given(
        Tables.MODEL_BASELINES,
        """
        subject  | name              | bin | lower_bound | upper_bound | expected_count
        held_out | churn_probability | 1   | null        | 0.5         | 50
        held_out | churn_probability | 2   | 0.5         | null        | 50
        """);
    scored(JUNE, 0.9);
    MonitorResult result = predictions(JUNE);
    assertEquals(1, result.driftBreaches());
    assertEquals(List.of("churn_probability (4.47)"), result.drifted());
    assertEquals(
        TextTable.expected("baseline\nscores of v1 on its held-out snapshot 2025-04-01"),
        found("churn_probability", "baseline"));
  }

  @Test
  void oneBinOfHeldOutScoresIsNoEvidence() {
    given(
        Tables.MODEL_BASELINES,
        """
        subject  | name              | bin | expected_count
        held_out | churn_probability | 1   | 100
        """);
    scored(JUNE, 0.9);
    assertEquals(1, predictions(JUNE).driftNoEvidence());
  }

  @Test
  void laterPredictionsAreComparedWithTheModelsEarlierOnes() {
    scored(JUNE, 0.9);
    scored(JULY, 0.9);
    assertEquals(1, predictions(JUNE).driftNoEvidence());
    assertEquals(1, predictions(JULY).driftOk());
  }

  private MonitorResult predictions(LocalDate snapshot) {
    return monitor("r1").detectPredictionDrift(snapshot, v1(), false);
  }

  private void scored(LocalDate snapshot, double probability) {
    customers(snapshot, "age", i -> "40");
    StringBuilder rows = new StringBuilder("snapshot_date | customer_id | churn_probability\n");
    for (int i = 0; i < 100; i++) {
      rows.append(snapshot + " | C" + i + " | " + probability + "\n");
    }
    given(Tables.CHURN_PREDICTIONS, rows.toString());
    written("score", snapshot + " v1");
  }

  /** In April and May everyone is 40 and half are women; in June everyone is 90 and few are. */
  private void moved() {
    customers(APRIL, "age, gender", i -> "40 | " + (i < 50 ? "F" : "M"));
    customers(MAY, "age, gender", i -> "40 | " + (i < 50 ? "F" : "M"));
    customers(JUNE, "age, gender", i -> "90 | " + (i < 25 ? "F" : "M"));
  }

  private MonitorResult drift(String runId, LocalDate snapshot) {
    return monitor(runId).detectFeatureDrift(snapshot, v1(), false);
  }

  private String found(String name, String columns) {
    return temporary.rows(
        query("select " + columns + " from feature_drift_analysis where name = '" + name + "'"));
  }

  private double value(LocalDate snapshot, String name) {
    return temporary
        .warehouse()
        .query(
            query(
                "select value from feature_drift_analysis where name = '%s' and snapshot_date = '%s'"
                    .formatted(name, snapshot)))
        .get(0)
        .doubleValue("value");
  }
}
