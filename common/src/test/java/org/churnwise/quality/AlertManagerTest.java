package org.churnwise.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
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
  void eachSourceSubjectAndSnapshotHasAnAlertOfItsOwn() {
    AlertManager alerts = alerts("r1");
    alerts.make(List.of(AlertChange.open("performance", "f1", JUNE, "CRITICAL", "f1 of june")));
    alerts.make(List.of(AlertChange.open("performance", "f1", JULY, "CRITICAL", "f1 of july")));
    alerts.make(List.of(AlertChange.open("performance", "auc", JUNE, "CRITICAL", "auc")));
    alerts.make(List.of(AlertChange.open("drift", "f1", JUNE, "CRITICAL", "drift")));
    alerts.make(List.of(AlertChange.open("performance", "f1", "CRITICAL", "no snapshot")));
    assertEquals(5, temporary.count(Tables.ALERTS));
  }

  @Test
  void resolvingClosesTheAlertsOfTheseSnapshotsAndKeepsTheirRows() {
    AlertManager alerts = alerts("r1");
    alerts.make(List.of(AlertChange.open("performance", "f1", MAY, "CRITICAL", "f1 of may")));
    alerts.make(List.of(AlertChange.open("performance", "f1", JUNE, "CRITICAL", "f1 of june")));
    alerts.make(List.of(AlertChange.open("performance", "f1", JULY, "CRITICAL", "f1 of july")));
    alerts.make(List.of(AlertChange.open("performance", "auc", MAY, "CRITICAL", "auc of may")));
    alerts.make(List.of(AlertChange.open("performance", "f1", "CRITICAL", "f1 of no snapshot")));
    alerts("r2").make(List.of(AlertChange.close("performance", "f1", List.of(MAY, JUNE))));
    assertAlerts(
        """
        message           | severity | state    | run_id
        f1 of may         | CRITICAL | RESOLVED | r1
        f1 of june        | CRITICAL | RESOLVED | r1
        f1 of july        | CRITICAL | OPEN     | r1
        auc of may        | CRITICAL | OPEN     | r1
        f1 of no snapshot | CRITICAL | OPEN     | r1
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
  void resolvingWithoutASnapshotClosesOnlyTheAlertOfNone() {
    AlertManager alerts = alerts("r1");
    alerts.make(List.of(AlertChange.open("mlflow", "sync", "WARNING", "none")));
    alerts.make(List.of(AlertChange.open("mlflow", "sync", JUNE, "WARNING", "june")));
    alerts.make(List.of(AlertChange.close("mlflow", "sync")));
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

  /** The alert of June is opened and closed again before anything is written. */
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
        message | severity | state    | run_id
        june    | CRITICAL | RESOLVED | r1
        july    | CRITICAL | OPEN     | r1
        """);
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
