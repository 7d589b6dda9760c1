package org.churnwise.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BegunMonthsTest {
  private static final YearMonth MAY = YearMonth.of(2025, 5);
  private static final YearMonth JUNE = YearMonth.of(2025, 6);
  private static final YearMonth JULY = YearMonth.of(2025, 7);
  private static final String ONE = "--mode continuous --max-iterations 1";

  @TempDir private Path folder;
  private TemporaryWarehouse temporary;

  @BeforeEach
  void open() {
    temporary = TemporaryWarehouse.in(folder);
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  /** A run, the hour at which it started, and the month of sales that it loaded. */
  private void run(String id, int hour, String arguments, String status, int month) {
    temporary.insert(
        Tables.PIPELINE_RUNS,
        """
        run_id | command  | arguments | config_hash | code_version | started_at           | status
        %s     | pipeline | %s        | c           | v            | 2025-08-01T%02d:00:00Z | %s
        """
            .formatted(id, arguments, hour, status));
    temporary.insert(
        Tables.FILES_INGESTED,
        """
        file_type | year | month | file_name | stage_name | content_hash | rows_read | rows_loaded | rows_quarantined | rows_duplicate | ingested_at          | run_id
        sales     | 2025 | %d    | f         | in         | h            | 1         | 1           | 0                | 0              | 2026-01-01T00:00:00Z | %s
        """
            .formatted(month, id));
  }

  private BegunMonths begun() {
    return BegunMonths.of(temporary.warehouse(), ONE);
  }

  @Test
  void aCommandCountsTheMonthsThatItHadBegunBeforeItWasKilled() {
    run("r1", 1, "--mode train", "DONE", 5);
    run("r2", 2, ONE, "INTERRUPTED", 6);
    run("r3", 3, ONE, "INTERRUPTED", 7);
    run("r4", 4, ONE, "RUNNING", 8);
    assertEquals(Set.of(JUNE, JULY), begun().months());
  }

  @Test
  void aRunThatEndedIsContinuedByNone() {
    run("r1", 1, ONE, "INTERRUPTED", 6);
    run("r2", 2, ONE, "DONE", 7);
    assertEquals(Set.of(), begun().months());
  }

  @Test
  void anotherCommandCountsForItself() {
    run("r1", 1, "--mode continuous --max-iterations 3", "INTERRUPTED", 6);
    assertEquals(Set.of(), begun().months());
  }

  @Test
  void monthsBeforeTheFirstTrainingAreNoIterations() {
    BegunMonths begun = new BegunMonths(Set.of(MAY, JUNE, JULY));
    assertEquals(1, begun.left(2, List.of(MAY, JUNE)));
    assertEquals(0, begun.left(2, List.of(MAY)));
    assertEquals(0, begun.left(1, List.of(MAY)));
  }
}
