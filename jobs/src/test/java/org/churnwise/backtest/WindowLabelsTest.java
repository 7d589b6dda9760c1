package org.churnwise.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.churnwise.config.ChurnSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowLabelsTest {
  private static final LocalDate MAY = LocalDate.of(2025, 5, 1);
  private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);
  private static final LocalDate JULY = LocalDate.of(2025, 7, 1);

  @TempDir Path folder;

  /** B comes back on the 20th day: gone for two weeks, not for a month. May of 60 days ends too. */
  @Test
  void aLabelOfAnotherWindowIsKnownAndNotStored() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      temporary.insert(
          Tables.SALES,
          """
          transaction_id | customer_id | transaction_date | total_amount
          T1             | A           | 2025-04-01       | 1.00
          T2             | B           | 2025-05-31       | 1.00
          T3             | B           | 2025-06-20       | 1.00
          """);
      assertEquals(
          TextTable.expected(
              """
              snapshot_date | customer_id | churned
              2025-05-01    | A           | 1
              2025-06-01    | A           | 1
              2025-06-01    | B           | 1
              """),
          labels(temporary, 14, JULY));
      assertEquals(
          TextTable.expected(
              """
              snapshot_date | customer_id | churned
              2025-05-01    | A           | 1
              2025-06-01    | A           | 1
              2025-06-01    | B           | 0
              """),
          labels(temporary, 30, JULY));
      assertEquals(
          TextTable.expected("snapshot_date | customer_id | churned\n2025-05-01 | A | 1"),
          labels(temporary, 60, JULY));
      assertEquals(0, temporary.warehouse().query(Tables.CUSTOMER_LABELS.rows()).size());
    }
  }

  @Test
  void theLabelsOfTheConfiguredWindowAreTheStoredOnes() {
    assertEquals(
        Optional.empty(),
        new WindowLabels(new ChurnSettings(30, 0), true).query(List.of(MAY), JULY));
  }

  private static String labels(TemporaryWarehouse temporary, int days, LocalDate watermark) {
    return temporary.rows(
        new WindowLabels(new ChurnSettings(days, 0), false)
            .query(List.of(MAY, JUNE), watermark)
            .orElseThrow());
  }

  @Test
  void aWindowOutsideTheRangeIsRefusedByTheNameOfTheOption() {
    BacktestJob.requireWindow(1);
    BacktestJob.requireWindow(3650);
    for (int days : new int[] {-1, 0, 3651}) {
      ChurnException refused =
          assertThrows(ChurnException.class, () -> BacktestJob.requireWindow(days));
      assertEquals(ExitCode.USAGE, refused.exitCode());
      assertTrue(refused.getMessage().startsWith("--window names " + days + ";"));
    }
  }
}
