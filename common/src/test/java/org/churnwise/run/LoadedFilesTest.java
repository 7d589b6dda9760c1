package org.churnwise.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedFilesTest {
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
  void beforeADayAreTheFilesThatASnapshotOfItReads() {
    files(
        """
        customers | null | null | customers.csv       | h0 | null
        customers | null | null | export_of_may.csv   | h5 | 2025-05-31
        customers | null | null | export_of_june.csv  | h6 | 2025-06-30
        sales     | 2025 | 5    | sales_2025_05.csv   | h1 | 2025-05-01
        sales     | 2025 | 6    | sales_2025_06.csv   | h2 | 2025-05-31
        sales     | 2025 | 7    | sales_2025_07.csv   | h3 | 2025-06-01
        """);
    assertEquals(
        List.of(
            new Input("customers", "customers.csv", "h0"),
            new Input("customers", "export_of_may.csv", "h5"),
            new Input("sales", "sales_2025_05.csv", "h1"),
            new Input("sales", "sales_2025_06.csv", "h2")),
        loaded().before(LocalDate.of(2025, 6, 1)));
  }

  /** Its rows are other ones if, for example, another file has a say before it now. */
  @Test
  void aFileThatIsLoadedAgainIsAnotherInput() {
    files("customers | null | null | crm.csv | h0 | null\n");
    temporary.insert(
        Tables.SUPERSEDED_FILES,
        """
        file_type | file_name | content_hash | stage_name | rows_read | rows_loaded | rows_quarantined | rows_duplicate | ingested_at          | run_id | load_number | superseded_by | superseded_at
        customers | crm.csv   | h0           | in         | 1         | 1           | 0                | 0              | 2026-01-01T00:00:00Z | r0     | 1           | r1            | 2026-01-02T00:00:00Z
        customers | other.csv | h1           | in         | 1         | 1           | 0                | 0              | 2026-01-01T00:00:00Z | r0     | 1           | r1            | 2026-01-02T00:00:00Z
        """);
    assertEquals(
        List.of(new Input("customers", "crm.csv", "h0 load 2")),
        loaded().before(LocalDate.of(2025, 6, 1)));
  }

  @Test
  void filesStandByFeedAndMonthAsNumbers() {
    files(
        """
        sales | 2025 | 10   | sales_2025_10.csv | h | 2025-10-01
        sales | 2025 | 9    | sales_2025_9.csv  | h | 2025-09-01
        sales | 2024 | 12   | sales_2024_12.csv | h | 2024-12-01
        customers | null | null | customers.csv | h | null
        """);
    assertEquals(
        List.of("customers.csv", "sales_2024_12.csv", "sales_2025_9.csv", "sales_2025_10.csv"),
        loaded().files().stream().map(LoadedFiles.LoadedFile::name).toList());
    assertEquals(Optional.of(YearMonth.of(2025, 10)), loaded().files().get(3).month());
    assertEquals(Optional.empty(), loaded().files().get(0).month());
  }

  @Test
  void withoutSalesThereIsNoWatermark() {
    assertEquals(Optional.empty(), loaded().watermark());
  }

  @Test
  void theWatermarkIsTheDayAfterTheNewestSale() {
    sale("2025-05-30");
    sale("2025-05-31");
    assertEquals(Optional.of(LocalDate.of(2025, 6, 1)), loaded().watermark());
  }

  @Test
  void aLaterDeclaredDayMovesTheWatermark() {
    sale("2025-05-30");
    declared("2025-06-01");
    assertEquals(Optional.of(LocalDate.of(2025, 6, 1)), loaded().watermark());
  }

  @Test
  void anEarlierDeclaredDayDoesNot() {
    sale("2025-05-30");
    declared("2025-05-15");
    assertEquals(Optional.of(LocalDate.of(2025, 5, 31)), loaded().watermark());
  }

  /** Nobody would believe that all customers of June were lost. */
  @Test
  void aMonthThatWasTakenBackBetweenTwoOthersIsNotKnown() {
    files(
        """
        sales | 2025 | 5 | sales_2025_05.csv | h | 2025-05-01
        sales | 2025 | 7 | sales_2025_07.csv | h | 2025-07-01
        """);
    takenBack("sales_2025_06.csv", 6, 2);
    sale("2025-05-31");
    sale("2025-07-31");
    assertEquals(Optional.of(LocalDate.of(2025, 6, 1)), loaded().watermark());
  }

  @Test
  void theNewestMonthThatWasTakenBackIsNoHole() {
    files("sales | 2025 | 5 | sales_2025_05.csv | h | 2025-05-01");
    takenBack("sales_2025_06.csv", 6, 2);
    sale("2025-05-31");
    assertEquals(Optional.of(LocalDate.of(2025, 6, 1)), loaded().watermark());
  }

  @Test
  void noLoadGetsTheNumberOfOneThatWasTakenBack() {
    takenBack("sales_2025_06.csv", 6, 7);
    assertEquals(8, loaded().nextLoad());
    assertEquals(List.of(), loaded().files());
  }

  private void takenBack(String name, int month, long loadNumber) {
    temporary.insert(
        Tables.SUPERSEDED_FILES,
        """
        file_type | year | month | file_name | stage_name | content_hash | rows_read | rows_loaded | rows_quarantined | rows_duplicate | ingested_at | run_id | load_number | superseded_by | superseded_at
        sales | 2025 | %d | %s | in | h | 1 | 1 | 0 | 0 | 2026-01-01T00:00:00Z | r0 | %d | r1 | 2026-01-01T00:00:00Z
        """
            .formatted(month, name, loadNumber));
  }

  private LoadedFiles loaded() {
    return new LoadedFiles(temporary.warehouse());
  }

  private void files(String rows) {
    StringBuilder text =
        new StringBuilder(
            "file_type | year | month | file_name | content_hash | first_day | stage_name | rows_read | rows_loaded"
                + " | rows_quarantined | rows_duplicate | ingested_at | run_id\n");
    rows.lines()
        .forEach(row -> text.append(row + " | in | 1 | 1 | 0 | 0 | 2026-01-01T00:00:00Z | r0\n"));
    temporary.insert(Tables.FILES_INGESTED, text.toString());
  }

  private void sale(String day) {
    temporary.insert(
        Tables.SALES,
        "transaction_id | customer_id | transaction_date | total_amount\nT"
            + day
            + " | C1 | "
            + day
            + " | 1");
  }

  private void declared(String day) {
    temporary.insert(
        Tables.DECLARED_WATERMARKS,
        "loaded_to | declared_at | run_id\n" + day + " | 2026-01-01T00:00:00Z | r0");
  }
}
