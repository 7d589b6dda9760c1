package org.churnwise.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Snapshots that cannot be computed: exit code 3, one line, nothing written. The watermark is the
 * day after the newest sale.
 */
class FeatureRefusalsTest {
  @TempDir Path folder;

  @Test
  void aSnapshotAfterTheWatermarkIsRefused() {
    assertEquals(
        "snapshot 2025-06-16 is after the watermark 2025-06-15: sales are known only before 2025-06-15;"
            + " load newer sales, declare a month that has ended with 'submit/churn ingest --complete"
            + " YYYY-MM' or a later day with --loaded-to, or ask for a snapshot up to 2025-06-15",
        refusal("T1 | C1 | 2025-06-14 | 1", "2025-06-16"));
  }

  @Test
  void theWatermarkItselfIsComputed() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      insert(temporary, "T1 | C1 | 2025-06-14 | 1");
      assertEquals(new FeatureResult(1, 0, 1), compute(temporary, "2025-06-15"));
    }
  }

  @Test
  void aSnapshotBeforeTheFirstSaleIsRefused() {
    assertEquals(
        "no purchases before snapshot 2025-06-14; choose a later snapshot or load older sales",
        refusal("T1 | C1 | 2025-06-14 | 1", "2025-06-14"));
  }

  @Test
  void oneRefusedSnapshotRefusesThemAll() {
    refusal("T1 | C1 | 2025-06-14 | 1", "2025-06-15", "2025-06-14");
  }

  @Test
  void withoutSalesTheMessageSaysWhatToRun() {
    assertEquals("no sales are loaded; run 'submit/churn ingest' first", refusal("", "2025-06-15"));
  }

  private String refusal(String sales, String... snapshots) {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      insert(temporary, sales);
      ChurnException refused =
          assertThrows(ChurnException.class, () -> compute(temporary, snapshots));
      assertEquals(ExitCode.DATA_REFUSED, refused.exitCode());
      assertEquals(0, temporary.count(Tables.CUSTOMER_FEATURES));
      return refused.getMessage();
    }
  }

  private static void insert(TemporaryWarehouse temporary, String sales) {
    temporary.insert(
        Tables.SALES, "transaction_id | customer_id | transaction_date | total_amount\n" + sales);
  }

  private static FeatureResult compute(TemporaryWarehouse temporary, String... snapshots) {
    return new FeatureEngineer(temporary.warehouse(), temporary.ledger(), FeatureCatalogue.load())
        .compute(List.of(snapshots).stream().map(LocalDate::parse).toList(), false);
  }
}
