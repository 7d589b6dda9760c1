package org.churnwise.leakage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the harness says of stored rows, of too little data, and of snapshots it cannot check. */
@Slow
class LeakageHarnessTest {
  private static final LocalDate FIRST = LoadedPurchases.SNAPSHOTS.get(0);

  /** Each test changes a copy of it. */
  @TempDir static Path made;

  @TempDir Path folder;
  private LoadedPurchases loaded;

  @BeforeAll
  static void load() {
    LoadedPurchases.in(made).close();
  }

  @BeforeEach
  void copy() {
    loaded = LoadedPurchases.copyOf(made, folder);
  }

  @AfterEach
  void close() {
    loaded.close();
  }

  @Test
  void aStoredRowThatTheTablesDoNotGiveIsASilentChange() {
    execute("update customer_features set age = 99 where customer_id = 'C1'");
    CheckResult stored = stored();
    assertEquals(
        "snapshot 2025-03-01, customer C1, age: must be 21, is 99",
        stored.leak().orElseThrow().toString());
  }

  @Test
  void aStoredRowMayDifferWhereAFileCameLater() {
    execute("update customer_features set age = 99 where customer_id = 'C1'");
    loaded
        .temporary()
        .insert(
            Tables.FILES_INGESTED,
            """
file_type | file_name     | stage_name | content_hash | rows_read | rows_loaded | rows_quarantined | rows_duplicate | ingested_at          | run_id
customers | customers.csv | s          | h1           | 1         | 1           | 0                | 0              | 2025-06-01T00:00:00Z | r2
""");
    CheckResult stored = stored();
    assertEquals(CheckResult.Outcome.OK, stored.verdict());
    assertEquals("stored rows with the tables; 2 snapshots with late files", stored.compared());
  }

  @Test
  void oneSnapshotIsNoEvidenceForShuffledLabelsNorForFeaturesOverTime() {
    List<CheckResult> results =
        loaded.checks(
            List.of("shuffled-labels", "over-time"), CheckedStatements.ofTheJobs(), List.of(FIRST));
    CheckResult shuffled = results.get(0);
    assertEquals(CheckResult.Outcome.NO_EVIDENCE, shuffled.verdict());
    assertEquals("needs two snapshots: one to fit, one to evaluate", shuffled.advice());
    CheckResult overTime = results.get(1);
    assertEquals(CheckResult.Outcome.NO_EVIDENCE, overTime.verdict());
    assertEquals(
        "needs two FINAL snapshots 30 days apart with 10 churned and 10 retained customers each",
        overTime.advice());
  }

  @Test
  void aSnapshotWithoutAFinalLabelIsRefused() {
    ChurnException refused =
        assertThrows(
            ChurnException.class,
            () -> loaded.check(CheckedStatements.ofTheJobs(), List.of(LocalDate.of(2025, 5, 15))));
    assertEquals(ExitCode.DATA_REFUSED, refused.exitCode());
    assertEquals(
        "snapshot 2025-05-15 has no features with FINAL labels; available are 2025-03-01 to"
            + " 2025-04-01. Choose one of them, or compute its features and labels first",
        refused.getMessage());
  }

  private CheckResult stored() {
    return loaded.check("stored-slices", CheckedStatements.ofTheJobs(), LoadedPurchases.SNAPSHOTS);
  }

  private void execute(String text) {
    loaded.temporary().warehouse().execute(new Sql("test", text, Map.of()));
  }
}
