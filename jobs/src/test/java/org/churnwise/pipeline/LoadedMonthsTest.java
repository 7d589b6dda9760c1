package org.churnwise.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.training.PlantedData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newest sale of May is of the 30th, that of June, in the second of two files, the 30th. */
class LoadedMonthsTest {
  private static final LocalDate END_OF_MAY = LocalDate.of(2025, 5, 31);
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
  void aMonthOfTwoSalesFilesHasOneSnapshot() {
    mayAndJune();
    assertEquals(List.of(JUNE, JULY), List.copyOf(months().snapshots()));
  }

  @Test
  void theNewestMonthHasItsSnapshotOnTheDayAfterItsNewestSale() {
    files("sales | 2025 | 5 | sales_2025_05.csv | 2025-05-30");
    assertEquals(List.of(END_OF_MAY), List.copyOf(months().snapshots()));
  }

  @Test
  void feedbackAndFilesWithoutAMonthOrSaleHaveNoSnapshot() {
    files(
        """
        feedback | 2025 | 6    | feedback_raw_2025_06.csv | 2025-06-30
        sales    | null | null | history.csv              | 2025-06-30
        sales    | 2025 | 7    | sales_2025_07.csv        | null
        """);
    assertEquals(Set.of(), months().snapshots());
  }

  @Test
  void theSnapshotBeforeAWatermarkIsOneOfTheLoop() {
    mayAndJune();
    PlantedData.learnable(temporary, 1).withPending("2025-06-15");
    assertEquals(JUNE, months().snapshotBefore(JULY));
  }

  @Test
  void beforeTheFirstSnapshotIsTheDayBeforeEverything() {
    mayAndJune();
    PlantedData.learnable(temporary, 1).withPending("2025-05-15");
    assertEquals(LocalDate.MIN, months().snapshotBefore(END_OF_MAY));
  }

  private LoadedMonths months() {
    return new LoadedMonths(temporary.ledger().view());
  }

  private void mayAndJune() {
    files(
        """
        sales | 2025 | 6 | new_sales_2025_06.csv | 2025-06-12
        sales | 2025 | 6 | sales_2025_06.csv     | 2025-06-30
        sales | 2025 | 5 | sales_2025_05.csv     | 2025-05-30
        """);
  }

  private void files(String rows) {
    StringBuilder text =
        new StringBuilder(
            "file_type | year | month | file_name | last_day | content_hash | stage_name | rows_read"
                + " | rows_loaded | rows_quarantined | rows_duplicate | ingested_at | run_id\n");
    rows.lines()
        .forEach(
            row -> text.append(row + " | h | in | 1 | 1 | 0 | 0 | 2026-01-01T00:00:00Z | r0\n"));
    temporary.insert(Tables.FILES_INGESTED, text.toString());
  }
}
