package org.churnwise.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Forty customers, C1 to C40, who are said to churn with a probability of 0.01 to 0.40. On May and
 * June, whose labels are final, C1 to C20 buy on the third day, but for C5, and C35 does: of the
 * 400 pairs of a customer who is gone and one who buys, 14 x 19 + 5 x 20 + 4 = 370 are in order, an
 * AUC of 0.925. July has no labels yet.
 */
@Slow
class EarlyWarningTest extends MonitoringRows {
  private static final LocalDate MAY = LocalDate.of(2025, 5, 1);
  private static final List<Integer> AS_EVER =
      IntStream.rangeClosed(1, 20).map(i -> i == 5 ? 35 : i).boxed().toList();

  /** The other way round: 30 of 400 pairs are in order. */
  private static final List<Integer> REVERSED = AS_EVER.stream().map(i -> 41 - i).toList();

  private int sales;

  @BeforeEach
  void scoreThreeSnapshots() {
    trained("v1", MAY);
    for (LocalDate snapshot : List.of(MAY, JUNE, JULY)) {
      scored(snapshot);
    }
    labelled(MAY, "FINAL");
    labelled(JUNE, "FINAL");
    labelled(JULY, "PENDING");
    bought(MAY, AS_EVER);
    bought(JUNE, AS_EVER);
  }

  @Test
  void aBreakOfWhatCustomersDoIsFoundAfterAWeek() {
    bought(JULY, REVERSED);
    loadedBefore(JULY.plusDays(7));
    monitor("r1").earlyWarning().look(false);
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | days | known_on   | row_count | positives | auc   | earlier_snapshots | earlier_auc | verdict
            2025-07-01    | 7    | 2025-07-08 | 40        | 20        | 0.075 | 2                 | 0.925       | BREACH
            """),
        looks(
            "snapshot_date, days, known_on, row_count, positives, round(auc, 9) as auc, earlier_snapshots,"
                + " round(earlier_auc, 9) as earlier_auc, verdict"));
    assertEquals(
        TextTable.expected(
            """
            severity | source  | subject | snapshot_date | owners | next_command                  | state
            WARNING  | interim | auc     | 2025-07-01    | model  | submit/churn show performance | OPEN
            """),
        temporary.rows(
            Tables.ALERTS,
            "severity",
            "source",
            "subject",
            "snapshot_date",
            "owners",
            "next_command",
            "state"));
  }

  @Test
  void whereCustomersDoAsBeforeItIsQuiet() {
    bought(JULY, AS_EVER);
    loadedBefore(JULY.plusDays(7));
    monitor("r1").earlyWarning().look(false);
    assertEquals(
        TextTable.expected("auc   | p_value | verdict | reason\n0.925 | 0.5     | OK      | null"),
        looks("round(auc, 9) as auc, round(p_value, 9) as p_value, verdict, reason"));
    assertEquals(0, temporary.warehouse().query(Tables.ALERTS.rows()).size());
  }

  @Test
  void aLookIsMadeOnceItsDaysAreKnownAndOnlyOnce() {
    bought(JULY, AS_EVER);
    loadedBefore(JULY.plusDays(6));
    assertEquals(List.of(), monitor("r1").earlyWarning().look(false));
    loadedBefore(JULY.plusDays(14));
    assertEquals(List.of(7L, 14L), days(monitor("r2")));
    assertEquals(List.of(), days(monitor("r3")));
    loadedBefore(JULY.plusDays(29));
    assertEquals(List.of(21L), days(monitor("r4")));
    assertEquals(TextTable.expected("days\n7\n14\n21"), looks("days"));
  }

  @Test
  void onlyDaysBelowTheChurnWindowAreLookedAt() {
    bought(JULY, AS_EVER);
    loadedBefore(JULY.plusDays(13));
    assertEquals(
        List.of(7L, 11L),
        days(monitor("r1", "churn.window-days=12", "monitoring.interim-days=11, 7, 12, 13")));
  }

  @Test
  void aHoleInTheDaysIsNoEvidence() {
    bought(JULY, REVERSED);
    given(
        Tables.DATA_FAULTS,
        """
        kind        | subject | first_day  | last_day   | accepted
        SILENT_DAYS | sales   | 2025-07-07 | 2025-07-09 | true
        """);
    loadedBefore(JULY.plusDays(14));
    monitor("r1").earlyWarning().look(false);
    assertEquals(
        TextTable.expected(
            """
            days | auc  | status  | verdict     | reason
            7    | null | NO_DATA | NO_EVIDENCE | no sale in 2025-07-07..2025-07-09
            14   | null | NO_DATA | NO_EVIDENCE | no sale in 2025-07-07..2025-07-09
            """),
        looks("days, auc, status, verdict, reason"));
  }

  @Test
  void oneEarlierSnapshotIsTooFew() {
    temporary
        .warehouse()
        .execute(
            new Sql(
                "test",
                "update customer_labels set label_state = 'NO_EVIDENCE' where snapshot_date = date '2025-05-01'",
                Map.of()));
    bought(JULY, REVERSED);
    loadedBefore(JULY.plusDays(7));
    monitor("r1").earlyWarning().look(false);
    assertEquals(
        TextTable.expected(
            """
            verdict     | reason
            NO_EVIDENCE | 1 earlier snapshots to compare with, 2 are needed
            """),
        looks("verdict, reason"));
  }

  /** Labels of July say the same as its first week; the diagnosis and the F1 have it then. */
  @Test
  void labelsAnswerTheWarning() {
    bought(JULY, REVERSED);
    loadedBefore(JULY.plusDays(7));
    monitor("r1").earlyWarning().look(false);
    labelled(JULY, "FINAL");
    loadedBefore(JULY.plusDays(30));
    monitor("r2").trackPerformance(false);
    assertEquals(List.of(), monitor("r2").earlyWarning().look(false));
    assertEquals(
        TextTable.expected("source  | state\ninterim | RESOLVED"),
        temporary.rows(
            new Sql(
                "test", "select source, state from alerts where source = 'interim'", Map.of())));
  }

  private static List<Long> days(ModelMonitor monitor) {
    return monitor.earlyWarning().look(false).stream().map(Interim::days).toList();
  }

  private void scored(LocalDate snapshot) {
    given(
        Tables.CHURN_PREDICTIONS,
        rows(
            "snapshot_date | customer_id | model_version | churn_probability | contact_group",
            i -> "%s | C%d | v1 | 0.%02d | none".formatted(snapshot, i, i)));
    given(
        Tables.CUSTOMER_FEATURES,
        rows(
            "snapshot_date | customer_id | days_since_last_purchase",
            i -> "%s | C%d | %d".formatted(snapshot, i, i)));
    temporary.insert(
        Tables.STAGE_RUNS,
        """
        run_id | stage | slice | stage_key | started_at           | ended_at             | seconds | status
        r0     | score | %s v1 | scored    | 2025-01-01T00:00:00Z | 2025-01-01T00:00:00Z | 0       | DONE
        """
            .formatted(snapshot));
  }

  private void labelled(LocalDate snapshot, String state) {
    temporary.warehouse().delete(Tables.CUSTOMER_LABELS, Map.of("snapshot_date", snapshot));
    given(
        Tables.CUSTOMER_LABELS,
        rows(
            "snapshot_date | customer_id | churned | label_state | matures_on",
            i ->
                "%s | C%d | %s | %s | %s"
                    .formatted(
                        snapshot,
                        i,
                        state.equals("FINAL") ? (i > 20 ? "1" : "0") : "null",
                        state,
                        snapshot.plusDays(30))));
  }

  private void bought(LocalDate snapshot, List<Integer> customers) {
    for (int customer : customers) {
      sale("C" + customer, snapshot.plusDays(2));
    }
  }

  /** Somebody else buys on the day before, and nothing later is loaded. */
  private void loadedBefore(LocalDate watermark) {
    sale("somebody", watermark.minusDays(1));
  }

  private void sale(String customer, LocalDate day) {
    given(
        Tables.SALES,
        "transaction_id | customer_id | transaction_date\nT%d | %s | %s"
            .formatted(++sales, customer, day));
  }

  private static String rows(String heading, IntFunction<String> row) {
    return heading
        + "\n"
        + IntStream.rangeClosed(1, 40).mapToObj(row).collect(Collectors.joining("\n"));
  }

  private String looks(String columns) {
    return temporary.rows(
        new Sql("test", "select " + columns + " from interim_performance order by days", Map.of()));
  }
}
