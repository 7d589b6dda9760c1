package org.churnwise.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnendedRunsTest {
  @TempDir Path folder;

  @Test
  void aRunThatCouldNotWriteItsEndIsSaid() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      temporary.insert(
          Tables.PIPELINE_RUNS,
          """
          run_id | command | arguments | config_hash | code_version | started_at           | status
          r1     | ingest  | -         | c           | v            | 2025-01-01T00:00:00Z | DONE
          r2     | train   | -         | c           | v            | 2025-01-02T00:00:00Z | RUNNING
          """);
      assertEquals(
          List.of(
              "run       r2 (train) was interrupted before it ended; run the same command again"),
          UnendedRuns.lines(temporary.warehouse(), false));
    }
  }

  @Test
  void anErasureThatCouldNotWriteTheFileAnewIsSaid() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      assertEquals(Optional.empty(), StatusJob.remains(temporary.warehouse()));
      temporary.warehouse().expectRemains();
      assertTrue(
          StatusJob.remains(temporary.warehouse())
              .orElseThrow()
              .endsWith("any command that writes does that, such as submit/churn ingest"));
    }
  }
}
