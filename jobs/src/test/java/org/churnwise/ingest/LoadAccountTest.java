package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.churnwise.table.Tables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a load tells of itself: results, files_ingested, data_quality, ledger. */
class LoadAccountTest {
  @TempDir Path folder;
  private LoadFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new LoadFixture(folder);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aFileIsLoadedOnceAndTheSecondLoadNeedsNoSpark() throws IOException {
    fixture.write("sales_2025_01.csv", "T1,C1,2025-01-31,,,,1\n");
    fixture.load();
    fixture.temporary().reopen();
    IngestResult again =
        fixture.load(
            LoadFixture.AS_OF,
            () -> {
              throw new AssertionError("Spark was asked for");
            });
    assertEquals(0, again.filesLoaded());
    assertEquals(1, again.filesSkipped());
  }

  @Test
  void everyFileHasARowWithItsMonthDaysAndCounts() throws IOException {
    fixture.write("sales_2025_3.csv", "T1,C1,2025-03-30,,,,1\nT2,C1,2025-03-02,,,,1\n");
    fixture.load();
    fixture.assertRows(
        """
        file_type | year | month | file_name        | rows_read | rows_loaded | first_day  | last_day   | ingested_at          | run_id
        sales     | 2025 | 3     | sales_2025_3.csv | 2         | 2           | 2025-03-02 | 2025-03-30 | 2026-01-01T00:00:00Z | r1
        """,
        Tables.FILES_INGESTED,
        "file_type",
        "year",
        "month",
        "file_name",
        "rows_read",
        "rows_loaded",
        "first_day",
        "last_day",
        "ingested_at",
        "run_id");
  }

  @Test
  void theLedgerNamesTheFileAndItsHash() throws IOException {
    fixture.write("sales_2025_01.csv", "T1,C1,2025-01-31,,,,1\n");
    fixture.load();
    fixture.assertRows(
        """
        stage  | slice             | rows_in | rows_out | status
        ingest | sales_2025_01.csv | 1       | 1        | DONE
        """,
        Tables.STAGE_RUNS,
        "stage",
        "slice",
        "rows_in",
        "rows_out",
        "status");
    fixture.assertRows(
        """
        input_name | input_slice       | output_name | output_slice
        file       | sales_2025_01.csv | sales       | sales_2025_01.csv
        """,
        Tables.LINEAGE_EDGES,
        "input_name",
        "input_slice",
        "output_name",
        "output_slice");
  }
}
