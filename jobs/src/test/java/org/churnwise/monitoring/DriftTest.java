package org.churnwise.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;

/**
 * A snapshot against the champion's training rows: half of them up to 40 years old, half older. The
 * threshold is 0.2.
 */
class DriftTest extends MonitoringRows {
  private static final String[] SHOWN = {
    "snapshot_date", "model_version", "baseline", "subject", "name", "verdict"
  };

  /**
   * (0.25 - 0.5) ln(0.25 / 0.5) + (0.75 - 0.5) ln(0.75 / 0.5) = 0.25 (ln 2 + ln 1.5) = 0.25 ln 3.
   */
  @Test
  void theIndexIsTheOneByHand() {
    halfUpTo40();
    ages(JUNE, 1, 3);
    assertEquals(new MonitorResult(0, 1, 0, 0, 1, 0), drift("r1", JUNE));
    double value =
        temporary
            .warehouse()
            .query(new Sql("test", "select value from feature_drift", Map.of()))
            .get(0)
            .doubleValue("value");
    assertEquals(0.27465307216702745, value, 1e-15);
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | model_version | baseline            | subject | name | verdict
            2025-06-01    | v1            | training rows of v1 | feature | age  | BREACH
            """),
        temporary.rows(Tables.FEATURE_DRIFT, SHOWN));
  }

  @Test
  void equalSharesDoNotMove() {
    halfUpTo40();
    ages(JUNE, 2, 2);
    assertEquals(new MonitorResult(0, 1, 0, 1, 0, 0), drift("r1", JUNE));
    assertEquals(
        TextTable.expected("value | threshold | verdict\n0.0 | 0.2 | OK"),
        temporary.rows(Tables.FEATURE_DRIFT, "value", "threshold", "verdict"));
  }

  @Test
  void withoutAChampionThereIsNoEvidence() {
    ages(JUNE, 1, 3);
    assertEquals(
        new MonitorResult(0, 1, 0, 0, 0, 1),
        monitor("r1").detectFeatureDrift(JUNE, Optional.empty(), false));
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | model_version | baseline | subject | name | verdict
            2025-06-01    | none          | none     | feature | all  | NO_EVIDENCE
            """),
        temporary.rows(Tables.FEATURE_DRIFT, SHOWN));
  }

  @Test
  void withoutPredictionsThereIsNoEvidence() {
    given(
        Tables.MODEL_BASELINES,
        """
        subject    | name              | bin | expected_count
        prediction | churn_probability | 1   | 5
        """);
    ages(JUNE, 1, 3);
    assertEquals(
        new MonitorResult(0, 1, 0, 0, 0, 1),
        monitor("r1").detectPredictionDrift(JUNE, model("v1"), false));
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | model_version | baseline            | subject    | name | verdict
            2025-06-01    | v1            | training rows of v1 | prediction | all  | NO_EVIDENCE
            """),
        temporary.rows(Tables.FEATURE_DRIFT, SHOWN));
  }

  @Test
  void fewRowsAreNoEvidence() {
    halfUpTo40();
    ages(JUNE, 1, 3);
    monitor("r1", "monitoring.min-rows=5").detectFeatureDrift(JUNE, model("v1"), false);
    assertEquals(
        TextTable.expected("name | verdict\nage | NO_EVIDENCE"),
        temporary.rows(Tables.FEATURE_DRIFT, "name", "verdict"));
  }

  @Test
  void anotherChampionReplacesTheRowsOfTheFormer() {
    halfUpTo40();
    ages(JUNE, 2, 2);
    drift("r1", JUNE);
    monitor("r2").detectFeatureDrift(JUNE, model("v2"), false);
    assertEquals(
        TextTable.expected("model_version | name | verdict\nv2 | all | NO_EVIDENCE"),
        temporary.rows(Tables.FEATURE_DRIFT, "model_version", "name", "verdict"));
  }

  @Test
  void aJudgedSnapshotIsLeftAloneWhileNothingChanges() {
    halfUpTo40();
    ages(JUNE, 2, 2);
    drift("r1", JUNE);
    assertEquals(new MonitorResult(0, 0, 1, 0, 0, 0), drift("r2", JUNE));
  }

  @Test
  void aBreachRaisesAnAlertThatNamesWhatMoved() {
    halfUpTo40();
    ages(JUNE, 1, 3);
    drift("r1", JUNE);
    assertEquals(
        TextTable.expected(
            "source | subject | state | message\n"
                + "drift | feature | OPEN | 1 of 1 feature distributions at 2025-06-01 drifted from the"
                + " champion's training data, largest: age (PSI 0.275)"),
        temporary.rows(Tables.ALERTS, "source", "subject", "state", "message"));
  }

  @Test
  void aLaterSnapshotThatDidNotMoveClosesTheAlert() {
    halfUpTo40();
    ages(JUNE, 1, 3);
    ages(JULY, 2, 2);
    drift("r1", JUNE);
    drift("r2", JULY);
    assertEquals(TextTable.expected("state\nRESOLVED"), temporary.rows(Tables.ALERTS, "state"));
  }

  @Test
  void anEarlierSnapshotThatDidNotMoveDoesNotCloseTheAlert() {
    halfUpTo40();
    ages(JUNE, 2, 2);
    ages(JULY, 1, 3);
    drift("r1", JULY);
    drift("r2", JUNE);
    assertEquals(TextTable.expected("state\nOPEN"), temporary.rows(Tables.ALERTS, "state"));
  }

  @Test
  void aLaterSnapshotWithoutEvidenceLeavesTheAlertOpen() {
    halfUpTo40();
    ages(JUNE, 1, 3);
    drift("r1", JUNE);
    drift("r2", JULY);
    assertEquals(TextTable.expected("state\nOPEN"), temporary.rows(Tables.ALERTS, "state"));
  }

  private MonitorResult drift(String runId, LocalDate snapshot) {
    return monitor(runId).detectFeatureDrift(snapshot, model("v1"), false);
  }

  private void halfUpTo40() {
    given(
        Tables.MODEL_BASELINES,
        """
        subject | name | bin | lower_bound | upper_bound | expected_count
        feature | age  | 1   | null        | 40          | 50
        feature | age  | 2   | 40          | null        | 50
        """);
  }

  private void ages(LocalDate snapshot, int upTo40, int older) {
    StringBuilder rows = new StringBuilder("snapshot_date | customer_id | age\n");
    for (int i = 0; i < upTo40 + older; i++) {
      rows.append(snapshot + " | C" + i + " | " + (i < upTo40 ? 40 : 41) + "\n");
    }
    given(Tables.CUSTOMER_FEATURES, rows.toString());
  }
}
