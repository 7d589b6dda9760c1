package org.churnwise.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertManagerTest {
  private static final LocalDate MAY = LocalDate.of(2025, 5, 1);
  private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);
  private static final LocalDate JULY = LocalDate.of(2025, 7, 1);

  @TempDir Path folder;

  private TemporaryWarehouse temporary;

  @BeforeEach
  void openWarehouse() {
    temporary = TemporaryWarehouse.in(folder);
  }

  @AfterEach
  void closeWarehouse() {
    temporary.close();
  }

  @Test
  void anAlertIsOpenAndNamesItsRunAndTime() {
    alerts("r7").make(List.of(AlertChange.open("performance", "f1", JUNE, "CRITICAL", "0.3")));
    assertEquals(
        TextTable.expected(
            """
            raised_at            | severity | source      | subject | message | state | run_id
            2026-01-01T00:00:00Z | CRITICAL | performance | f1      | 0.3     | OPEN  | r7
            """),
        temporary.rows(
            Tables.ALERTS,
            "raised_at",
            "severity",
            "source",
            "subject",
            "message",
            "state",
            "run_id"));
  }

  @Test
  void theSameFindingAgainReplacesTheAlert() {
    alerts("r1").make(List.of(AlertChange.open("performance", "f1", JUNE, "CRITICAL", "june")));
    alerts("r2")
        .make(List.of(AlertChange.open("performance", "f1", JUNE, "WARNING", "june again")));
    assertAlerts(
        """
        message    | severity | state | run_id
        june again | WARNING  | OPEN  | r2
        """);
  }

  @Test
  void theSameFindingOfNoSnapshotReplacesTheAlert() {
    alerts("r1").make(List.of(AlertChange.open("mlflow", "sync", "WARNING", "first")));
    alerts("r2").make(List.of(AlertChange.open("mlflow", "sync", "WARNING", "second")));
    assertAlerts(
        """
        message | severity | state | run_id
        second  | WARNING  | OPEN  | r2
        """);
  }

  @Test
  void eachSourceAndSubjectHasOneAlertWithItsNewestFinding() {
    AlertManager alerts = alerts("r1");
    alerts.make(List.of(AlertChange.open("performance", "f1", JUNE, "CRITICAL", "f1 of june")));
    alerts.make(List.of(AlertChange.open("performance", "f1", JULY, "CRITICAL", "f1 of july")));
    alerts.make(List.of(AlertChange.open("performance", "f1", MAY, "CRITICAL", "f1 of may")));
    alerts.make(List.of(AlertChange.open("performance", "auc", JUNE, "CRITICAL", "auc")));
    alerts.make(List.of(AlertChange.open("drift", "f1", JUNE, "CRITICAL", "drift")));
    assertAlerts(
        """
        message    | severity | state | run_id
        f1 of july | CRITICAL | OPEN  | r1
        auc        | CRITICAL | OPEN  | r1
        drift      | CRITICAL | OPEN  | r1
        """);
  }

  @Test
  void resolvingClosesTheAlertsOfTheseSnapshotsAndKeepsTheirRows() {
    AlertManager alerts = alerts("r1");
    alerts.make(List.of(AlertChange.open("performance", "f1", JUNE, "CRITICAL", "f1 of june")));
    alerts.make(List.of(AlertChange.open("performance", "auc", JULY, "CRITICAL", "auc of july")));
    alerts.make(List.of(AlertChange.open("performance", "brier", "CRITICAL", "no snapshot")));
    alerts("r2")
        .make(
            List.of(
                AlertChange.close("performance", "f1", List.of(MAY, JUNE)),
                AlertChange.close("performance", "auc", List.of(MAY, JUNE)),
                AlertChange.close("performance", "brier", List.of(MAY, JUNE))));
    assertAlerts(
        """
        message     | severity | state    | run_id
        f1 of june  | CRITICAL | RESOLVED | r1
        auc of july | CRITICAL | OPEN     | r1
        no snapshot | CRITICAL | OPEN     | r1
        """);
  }

  @Test
  void noSnapshotClosesNothing() {
    alerts("r1").make(List.of(AlertChange.open("performance", "f1", JUNE, "CRITICAL", "june")));
    alerts("r2").make(List.of(AlertChange.close("performance", "f1", List.of())));
    assertAlerts(
        """
        message | severity | state | run_id
        june    | CRITICAL | OPEN  | r1
        """);
  }

  @Test
  void resolvingWithoutASnapshotClosesOnlyAnAlertOfNone() {
    AlertManager alerts = alerts("r1");
    alerts.make(List.of(AlertChange.open("mlflow", "sync", "WARNING", "none")));
    alerts.make(List.of(AlertChange.open("mlflow", "models", JUNE, "WARNING", "june")));
    alerts.make(
        List.of(AlertChange.close("mlflow", "sync"), AlertChange.close("mlflow", "models")));
    assertAlerts(
        """
        message | severity | state    | run_id
        none    | WARNING  | RESOLVED | r1
        june    | WARNING  | OPEN     | r1
        """);
  }

  @Test
  void resolvingWhatWasNeverRaisedWritesNothing() {
    alerts("r1").make(List.of(AlertChange.close("mlflow", "sync")));
    assertEquals(0, temporary.count(Tables.ALERTS));
  }

  @Test
  void aResolvedFindingThatComesBackIsOpenAgain() {
    alerts("r1").make(List.of(AlertChange.open("performance", "f1", JUNE, "CRITICAL", "june")));
    alerts("r2").make(List.of(AlertChange.close("performance", "f1", List.of(JUNE))));
    alerts("r3")
        .make(List.of(AlertChange.open("performance", "f1", JUNE, "CRITICAL", "june is back")));
    assertAlerts(
        """
        message      | severity | state | run_id
        june is back | CRITICAL | OPEN  | r3
        """);
  }

  /** The alert of June is opened and closed again before anything is written: only July is left. */
  @Test
  void changesMadeTogetherFollowEachOther() {
    alerts("r1")
        .make(
            List.of(
                AlertChange.open("performance", "f1", JUNE, "CRITICAL", "june"),
                AlertChange.close("performance", "f1", List.of(MAY, JUNE)),
                AlertChange.open("performance", "f1", JULY, "CRITICAL", "july")));
    assertAlerts(
        """
        message | severity | state | run_id
        july    | CRITICAL | OPEN  | r1
        """);
  }

  /** June is over and July is bad: one cause, which nobody has to hear of twice. */
  @Test
  void aCauseThatGoesOnIsTheSameAlert() {
    alerts("r1").make(List.of(AlertChange.open("drift", "age", JUNE, "WARNING", "june")));
    AlertManager alerts = alerts("r2");
    alerts.acknowledge(alerts.active().get(0), "dana", "looking");
    alerts("r3")
        .make(
            List.of(
                AlertChange.close("drift", "age", List.of(MAY, JUNE)),
                AlertChange.open("drift", "age", JULY, "WARNING", "july")));
    assertEquals(
        TextTable.expected(
            """
            message | state        | snapshot_date | episode
            july    | ACKNOWLEDGED | 2025-07-01    | 1
            """),
        temporary.rows(Tables.ALERTS, "message", "state", "snapshot_date", "episode"));
    assertEvents(
        """
        event        | who        | message | run_id
        OPENED       | churn test | june    | r1
        ACKNOWLEDGED | dana       | looking | r2
        """);
  }

  @Test
  void whatGetsWorseIsOpenAgainForEverybody() {
    alerts("r1").make(List.of(AlertChange.open("drift", "age", JUNE, "WARNING", "june")));
    AlertManager alerts = alerts("r2");
    Alert acknowledged = alerts.acknowledge(alerts.active().get(0), "dana", "looking");
    alerts.snooze(acknowledged, LocalDate.of(2026, 3, 1), "dana", "holidays");
    alerts("r3").make(List.of(AlertChange.open("drift", "age", JULY, "CRITICAL", "july")));
    assertEquals(
        TextTable.expected("state | severity | snoozed_until\nOPEN | CRITICAL | null"),
        temporary.rows(Tables.ALERTS, "state", "severity", "snoozed_until"));
    assertEvents(
        """
        event        | who        | message  | run_id
        OPENED       | churn test | june     | r1
        ACKNOWLEDGED | dana       | looking  | r2
        SNOOZED      | dana       | holidays | r2
        WORSENED     | churn test | july     | r3
        """);
  }

  @Test
  void whatAPersonResolvedIsOpenedByTheNextFindingAsANewEpisode() {
    alerts("r1").make(List.of(AlertChange.open("drift", "age", JUNE, "WARNING", "june")));
    AlertManager alerts = alerts("r2");
    alerts.resolve(alerts.active().get(0), "dana", "known campaign");
    alerts("r3").make(List.of(AlertChange.open("drift", "age", JULY, "WARNING", "july")));
    assertEquals(
        TextTable.expected("message | state | episode\njuly | OPEN | 2"),
        temporary.rows(Tables.ALERTS, "message", "state", "episode"));
  }

  /** Its id is that of the finding, and it knows no snapshot. */
  @Test
  void anAlertOfAnOlderReleaseIsClosedAndContinuedToo() {
    alerts("r1").make(List.of(AlertChange.open("drift", "age", JUNE, "WARNING", "june")));
    temporary
        .warehouse()
        .execute(
            new Sql(
                "test",
                "update alerts set alert_id = finding_id, episode = null, opened_at = null, snapshot_date = null",
                Map.of()));
    alerts("r2").make(List.of(AlertChange.open("drift", "age", JULY, "WARNING", "july")));
    assertAlerts("message | severity | state | run_id\njuly | WARNING | OPEN | r2");
    alerts("r3").make(List.of(AlertChange.close("drift", "age", List.of(JUNE, JULY))));
    assertAlerts("message | severity | state | run_id\njuly | WARNING | RESOLVED | r2");
  }

  @Test
  void aDecisionOnWhatIsResolvedIsRefused() {
    AlertManager alerts = alerts("r1");
    alerts.make(List.of(AlertChange.open("mlflow", "sync", "WARNING", "none")));
    Alert resolved = alerts.resolve(alerts.active().get(0), "dana", "done");
    ChurnException refusal =
        assertThrows(ChurnException.class, () -> alerts.acknowledge(resolved, "dana", "looking"));
    assertEquals(
        "alert " + resolved.alertId() + " is resolved; nothing is left to decide",
        refusal.getMessage());
  }

  @Test
  void anAlertIsFoundByTheBeginningOfItsId() {
    AlertManager alerts = alerts("r1");
    alerts.make(List.of(AlertChange.open("mlflow", "sync", "WARNING", "none")));
    String id = alerts.active().get(0).alertId();
    assertEquals(id, alerts.find(id.substring(0, 4)).alertId());
    assertEquals(
        "no alert's id begins with 'x'; 'submit/churn alerts list --all' shows the ids",
        assertThrows(ChurnException.class, () -> alerts.find("x")).getMessage());
  }

  private void assertEvents(String expected) {
    assertEquals(
        TextTable.expected(expected),
        temporary.rows(Tables.ALERT_EVENTS, "event", "who", "message", "run_id"));
  }

  private AlertManager alerts(String runId) {
    return new AlertManager(
        temporary.warehouse(), temporary.ledger(runId, LocalDate.of(2025, 12, 31)));
  }

  private void assertAlerts(String expected) {
    assertEquals(
        TextTable.expected(expected),
        temporary.rows(Tables.ALERTS, "message", "severity", "state", "run_id"));
  }
}
