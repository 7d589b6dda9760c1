package org.churnwise.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.List;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;

/** What one call writes: the slices that are out of date, each whole, or nothing. */
@Slow
class FeatureSlicesTest extends FeatureRows {

  @Test
  void everySnapshotSeesOnlyItsOwnPast() {
    sales(
        """
        C1 2025-05-20
        C2 2025-06-02
        C1 2025-06-30
        """);
    assertEquals(
        new FeatureResult(3, 0, 5), compute("r1", false, "2025-06-01", "2025-07-01", "2025-08-01"));
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | customer_id | count_orders_past_1mm | count_orders_total | days_since_last_purchase
            2025-06-01    | C1          | 1                     | 1                  | 12
            2025-07-01    | C1          | 1                     | 2                  | 1
            2025-07-01    | C2          | 1                     | 1                  | 29
            2025-08-01    | C1          | 0                     | 2                  | 32
            2025-08-01    | C2          | 0                     | 1                  | 60
            """),
        temporary.rows(
            Tables.CUSTOMER_FEATURES,
            "snapshot_date",
            "customer_id",
            "count_orders_past_1mm",
            "count_orders_total",
            "days_since_last_purchase"));
  }

  @Test
  void aSnapshotNamedTwiceIsComputedOnce() {
    sales("C1 2025-05-20");
    assertEquals(new FeatureResult(1, 0, 1), compute("r1", false, "2025-06-01", "2025-06-01"));
  }

  @Test
  void aSnapshotWithTheSameInputsIsLeftAlone() {
    sales("C1 2025-05-20");
    compute("r1", false, "2025-06-01");
    assertEquals(new FeatureResult(0, 1, 0), compute("r2", false, "2025-06-01"));
  }

  @Test
  void forceReplacesTheSliceAndAppendsNothing() {
    sales("C1 2025-05-20");
    compute("r1", false, "2025-06-01");
    sales("C2 2025-05-21");
    assertEquals(new FeatureResult(1, 0, 2), compute("r2", true, "2025-06-01"));
    assertEquals(
        TextTable.expected("customer_id\nC1\nC2"),
        temporary.rows(Tables.CUSTOMER_FEATURES, "customer_id"));
  }

  @Test
  void aReplacedSliceLeavesItsNeighboursAlone() {
    sales("C1 2025-05-20");
    compute("r1", false, "2025-06-01", "2025-07-01");
    sales("C2 2025-05-21");
    compute("r2", true, "2025-06-01");
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | customer_id
            2025-06-01    | C1
            2025-06-01    | C2
            2025-07-01    | C1
            """),
        temporary.rows(Tables.CUSTOMER_FEATURES, "snapshot_date", "customer_id"));
  }

  @Test
  void aNewFileWithDaysBeforeTheSnapshotMakesItOutdated() {
    sales("C1 2025-05-20");
    compute("r1", false, "2025-06-01", "2025-07-01");
    file("new.csv", "2025-06-01");
    assertEquals(new FeatureResult(1, 1, 1), compute("r2", false, "2025-06-01", "2025-07-01"));
  }

  @Test
  void staleAreThoseThatALateFileReachesAndNoOthers() {
    sales("C1 2025-05-20\nC1 2025-07-31");
    compute("r1", false, "2025-06-01", "2025-07-01", "2025-08-01");
    assertEquals(List.of(), engineer("r2", FeatureCatalogue.load()).stale());
    file("late.csv", "2025-06-01");
    assertEquals(
        List.of(LocalDate.of(2025, 7, 1), LocalDate.of(2025, 8, 1)),
        engineer("r2", FeatureCatalogue.load()).stale());
  }

  @Test
  void aSliceStandsInTheLedgerWithItsRowsAndInputs() {
    sales("C1 2025-05-20");
    file("a.csv", "2025-05-01");
    compute("r1", false, "2025-06-01");
    assertEquals(
        TextTable.expected(
            "run_id | stage | slice | rows_out | status\nr1 | features | 2025-06-01 | 1 | DONE"),
        temporary.rows(Tables.STAGE_RUNS, "run_id", "stage", "slice", "rows_out", "status"));
    assertEquals(
        TextTable.expected(
            """
            run_id | input_name    | input_slice          | input_hash | output_name       | output_slice
            r1     | feature_views | CUSTOMER_FEATURES V1 | %s         | customer_features | 2025-06-01
            r1     | sales         | a.csv                | hash-a.csv | customer_features | 2025-06-01
            """
                .formatted(views().version("V1").asInput().hash())),
        temporary.rows(
            Tables.LINEAGE_EDGES,
            "run_id",
            "input_name",
            "input_slice",
            "input_hash",
            "output_name",
            "output_slice"));
  }

  @Test
  void aSliceThatBreaksAnInvariantIsRefusedAndTheOldOneStays() {
    sales("C1 2025-05-20");
    compute("r1", false, "2025-06-01");
    sales("C2 2025-05-21");
    temporary.insert(
        Tables.FEEDBACK_SENTIMENT,
        """
        chat_date  | feedback_id | customer_id | sentiment
        2025-05-25 | F1          | C1          | 1.5
        """);
    ChurnException refused =
        assertThrows(ChurnException.class, () -> compute("r2", true, "2025-06-01"));
    assertEquals(ExitCode.DATA_REFUSED, refused.exitCode());
    assertEquals(
        "customer_features 2025-06-01: sentiment_out_of_range = 1, must be 0;"
            + " the slice is not written, look at the sales and feedback rows behind it",
        refused.getMessage());
    assertEquals(
        TextTable.expected("customer_id | sentiment_min_2\nC1 | 0.0"),
        temporary.rows(Tables.CUSTOMER_FEATURES, "customer_id", "sentiment_min_2"));
    assertEquals(
        TextTable.expected("run_id | status\nr1 | DONE\nr2 | REFUSED"),
        temporary.rows(Tables.STAGE_RUNS, "run_id", "status"));
  }

  /** The statement fails in the middle: the table it would insert into last is gone. */
  @Test
  void aFailureInTheTransactionLeavesTheOldSlice() {
    sales("C1 2025-05-20");
    compute("r1", false, "2025-06-01");
    sales("C2 2025-05-21");
    temporary.warehouse().execute(new Sql("test", "drop table data_quality", java.util.Map.of()));
    ChurnException failed =
        assertThrows(ChurnException.class, () -> compute("r2", true, "2025-06-01"));
    assertEquals(ExitCode.WAREHOUSE, failed.exitCode());
    temporary.reopen();
    assertEquals(
        TextTable.expected("customer_id\nC1"),
        temporary.rows(Tables.CUSTOMER_FEATURES, "customer_id"));
    assertEquals(
        TextTable.expected("run_id | status\nr1 | DONE\nr2 | FAILED"),
        temporary.rows(Tables.STAGE_RUNS, "run_id", "status"));
  }

  private void file(String name, String firstDay) {
    temporary.insert(
        Tables.FILES_INGESTED,
        """
        file_type | file_name | stage_name | content_hash | rows_read | rows_loaded | rows_quarantined | rows_duplicate | first_day | ingested_at          | run_id
        sales     | %s        | in         | hash-%s      | 1         | 1           | 0                | 0              | %s        | 2025-12-01T00:00:00Z | r0
        """
            .formatted(name, name, firstDay));
  }
}
