package org.churnwise.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.function.IntFunction;
import org.churnwise.quality.FeedFaults;
import org.churnwise.run.Ledger;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the tables say of a snapshot's diagnosis, and its alerts. One feature is enough here. */
@Slow
class DiagnosisTest extends DriftRows {
  @BeforeEach
  void promoteTheFirstChampion() {
    given(Tables.SALES, "transaction_id | transaction_date\nT1 | 2024-01-01");
    promoted("v1", MAY, APRIL);
  }

  @Test
  void nothingHasChanged() {
    moods(i -> "0.5");
    drift("r1");
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | evidence | known_on   | model_version | cause | action | confidence | drifted
            2025-06-01    | DATA     | 2025-06-01 | v1            | NONE  | HOLD   | HIGH       | []
            """),
        temporary.rows(
            Tables.DIAGNOSES,
            "snapshot_date",
            "evidence",
            "known_on",
            "model_version",
            "cause",
            "action",
            "confidence",
            "drifted"));
    assertEquals(0, temporary.count(Tables.ALERTS));
  }

  @Test
  void aFaultThatALoadFoundIsReadAndTakesThePlaceOfTheDrift() {
    moods(i -> "0");
    fault("NO_FEEDBACK", "2025-05-01", "2025-05-31", false);
    drift("r1");
    assertEquals(
        "FEED_FAULT STOP HIGH: no feedback in 2025-05; 1 of 25 features drifted: sentiment_avg_2"
            + " (18.29)",
        diagnosed());
    assertEquals("diagnosis feed_fault CRITICAL OPEN\n", alerts());
  }

  @Test
  void anAcceptedFaultIsOneAllTheSame() {
    moods(i -> "0.5");
    fault("NO_FEEDBACK", "2025-03-01", "2025-03-31", true);
    drift("r1");
    assertEquals(
        "FEED_FAULT STOP MEDIUM: no feedback in 2025-03 (accepted); 0 of 25 features drifted",
        diagnosed());
    assertEquals("diagnosis feed_fault WARNING OPEN\n", alerts());
  }

  /** Features look back three months; sales that are late begin to be missing on the day itself. */
  @Test
  void onlyFaultsThatTheFeaturesSeeCount() {
    moods(i -> "0.5");
    fault("NO_FEEDBACK", "2025-02-01", "2025-02-28", false);
    fault("VOLUME", "2025-05-01", "2025-05-31", false);
    fault("SCALE", "2025-06-01", "2025-06-30", false);
    assertEquals(0, feeds().of(JUNE).size());
    fault("SILENT_DAYS", "2025-06-01", "2025-06-09", false);
    assertEquals(1, feeds().of(JUNE).size());
  }

  @Test
  void theAlertOfTheLoadGetsWorseInPlaceOfASecondOne() {
    moods(i -> "0");
    fault("NO_FEEDBACK", "2025-05-01", "2025-05-31", false);
    given(
        Tables.ALERTS,
        """
        alert_id | finding_id | episode | severity | source | subject                      | message              | state | raised_at            | opened_at            | owners        | next_command
        a1       | f1         | 1       | WARNING  | ingest | NO_FEEDBACK NO_FEEDBACK 2025-05 | no feedback in 2025-05 | OPEN  | 2025-06-01T00:00:00Z | 2025-06-01T00:00:00Z | feedback-data | submit/churn ingest
        """);
    drift("r1");
    assertEquals("ingest NO_FEEDBACK NO_FEEDBACK 2025-05 CRITICAL OPEN\n", alerts());
    assertEquals(
        TextTable.expected(
            "message\nno feedback in 2025-05; feed fault at 2025-06-01: no retraining, its scores"
                + " rest on these data"),
        temporary.rows(Tables.ALERTS, "message"));
  }

  @Test
  void commentsThatAllSoundTheSameAreADeadFeed() {
    moods(i -> "0");
    comments(i -> i < 3 ? "0.5" : "0");
    drift("r1");
    assertEquals(
        "FEED_FAULT STOP HIGH: 97 of 100 comments in 2025-05 have one and the same sentiment; 1 of"
            + " 25 features drifted: sentiment_avg_2 (18.29)",
        diagnosed());
    assertEquals(1, feeds().of(JUNE).size());
  }

  @Test
  void otherMoodsAreNoDeadFeed() {
    moods(i -> "0");
    comments(i -> i < 6 ? "0.5" : "0");
    drift("r1");
    assertEquals(
        "COVARIATE_CHANGE ALERT HIGH: earlier customers moved in sentiment_avg_2 (18.29); 1 of 25"
            + " features drifted",
        diagnosed());
  }

  /** In a shop where nobody ever has a mood, that is nothing new. */
  @Test
  void commentsThatAlwaysSoundTheSameAreNoDeadFeed() {
    moods(i -> "0.5");
    comments(i -> "0.5");
    drift("r1");
    assertEquals("NONE HOLD HIGH: 0 of 25 features drifted", diagnosed());
  }

  /** Those who churn have the low probabilities: AUC 0, where 0.9 was held out. */
  @Test
  void labelsAddARowAndLeaveTheFirst() {
    moods(i -> "0.5");
    drift("r1");
    scoredTheWrongWay();
    monitor("r2").trackPerformance(false);
    assertEquals(
        TextTable.expected(
            """
            evidence | known_on   | cause          | action  | run_id
            DATA     | 2025-06-01 | NONE           | HOLD    | r1
            LABELS   | 2025-07-01 | CONCEPT_CHANGE | RETRAIN | r2
            """),
        temporary.rows(Tables.DIAGNOSES, "evidence", "known_on", "cause", "action", "run_id"));
    assertEquals(
        TextTable.expected(
            """
            cause          | evidence | first_cause
            CONCEPT_CHANGE | LABELS   | NONE
            """),
        temporary.rows(query("select cause, evidence, first_cause from snapshot_diagnosis")));
    assertEquals("performance f1 CRITICAL OPEN\nperformance worth CRITICAL OPEN\n", alerts());
  }

  @Test
  void judgedAgainTheRowsAreTheSame() {
    moods(i -> "0");
    scoredTheWrongWay();
    drift("r1");
    monitor("r2").trackPerformance(false);
    String rows = rowsOfDiagnoses();
    monitor("r3").detectFeatureDrift(JUNE, v1(), true);
    monitor("r4").trackPerformance(true);
    assertEquals(rows, rowsOfDiagnoses());
  }

  @Test
  void whatLabelsToldGoesWithThem() {
    moods(i -> "0.5");
    drift("r1");
    scoredTheWrongWay();
    monitor("r2").trackPerformance(false);
    temporary
        .warehouse()
        .execute(query("update customer_labels set label_state = 'NO_EVIDENCE', churned = null"));
    judgeAgain(JUNE);
    monitor("r3").trackPerformance(false);
    assertEquals(
        TextTable.expected("evidence | run_id\nDATA | r1"),
        temporary.rows(Tables.DIAGNOSES, "evidence", "run_id"));
  }

  private String rowsOfDiagnoses() {
    return temporary.rows(
        Tables.DIAGNOSES, "snapshot_date", "evidence", "cause", "reason", "watermark", "run_id");
  }

  /** In April, which attributes are compared with, and in May everybody has a mood of 0.5. */
  private void moods(IntFunction<String> ofJune) {
    customers(APRIL, "sentiment_avg_2", i -> "0.5");
    customers(MAY, "sentiment_avg_2", i -> "0.5");
    customers(JUNE, "sentiment_avg_2", ofJune);
  }

  private void comments(IntFunction<String> sentiments) {
    StringBuilder rows = new StringBuilder("feedback_id | chat_date | sentiment\n");
    for (int i = 0; i < 100; i++) {
      rows.append("F%d | 2025-05-31 | %s\n".formatted(i, sentiments.apply(i)));
    }
    given(Tables.FEEDBACK_SENTIMENT, rows.toString());
  }

  private void fault(String kind, String first, String last, boolean accepted) {
    given(
        Tables.DATA_FAULTS,
        "kind | subject | first_day | last_day | accepted\n%1$s | %1$s | %2$s | %3$s | %4$s\n"
            .formatted(kind, first, last, accepted));
  }

  private void scoredTheWrongWay() {
    StringBuilder scores =
        new StringBuilder("snapshot_date | customer_id | churn_probability | churn_predicted\n");
    StringBuilder labels =
        new StringBuilder("snapshot_date | customer_id | churned | matures_on\n");
    for (int i = 0; i < 100; i++) {
      boolean churned = i < 50;
      scores.append(
          "%s | C%d | %s | %d\n".formatted(JUNE, i, churned ? 0.1 : 0.9, churned ? 0 : 1));
      labels.append("%s | C%d | %d | 2025-07-01\n".formatted(JUNE, i, churned ? 1 : 0));
    }
    given(Tables.CHURN_PREDICTIONS, scores.toString());
    given(Tables.CUSTOMER_LABELS, labels.toString());
  }

  private FeedFaults feeds() {
    Ledger ledger = temporary.ledger("r9", LocalDate.of(2025, 12, 31));
    return new FeedFaults(temporary.warehouse(), ledger.view());
  }

  private void drift(String runId) {
    monitor(runId).detectFeatureDrift(JUNE, v1(), false);
  }

  private String diagnosed() {
    return temporary.warehouse().query(query("select * from diagnoses")).stream()
        .map(
            row ->
                "%s %s %s: %s"
                    .formatted(
                        row.string("cause"),
                        row.string("action"),
                        row.string("confidence"),
                        row.string("reason")))
        .reduce((one, other) -> one + "\n" + other)
        .orElse("");
  }

  private String alerts() {
    return temporary
        .warehouse()
        .query(query("select source, subject, severity, state from alerts order by source"))
        .stream()
        .map(
            row ->
                "%s %s %s %s\n"
                    .formatted(
                        row.string("source"),
                        row.string("subject"),
                        row.string("severity"),
                        row.string("state")))
        .reduce("", String::concat);
  }
}
