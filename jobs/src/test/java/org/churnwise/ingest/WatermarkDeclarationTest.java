package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.run.Ledger;
import org.churnwise.run.LoadedFiles;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSentiment;
import org.churnwise.testkit.TestSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatermarkDeclarationTest {
  @TempDir Path folder;
  private TemporaryWarehouse temporary;

  @BeforeEach
  void soldUpToMay30() {
    temporary = TemporaryWarehouse.in(folder);
    temporary.insert(
        Tables.SALES,
        """
        transaction_id | customer_id | transaction_date | total_amount
        T1             | C1          | 2025-05-30       | 1
        """);
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  private boolean declare(String day) {
    Optional<LocalDate> before = watermark();
    Ledger ledger = temporary.ledger("r1", LocalDate.of(2025, 6, 1));
    LocalDate loadedTo = LocalDate.parse(day);
    WatermarkDeclaration.requireKnowable(ledger.run(), "--loaded-to " + day, loadedTo);
    LoadTerms terms = new LoadTerms(false, List.of(), Optional.of(loadedTo), List.of(), false);
    new DataIngestionPipeline(
            temporary.warehouse(),
            ledger,
            TestSpark::session,
            Contract.load("reference"),
            TestSentiment.SETTINGS)
        .load(List.of(), terms, IngestProgress.silent());
    return !watermark().equals(before);
  }

  private Optional<LocalDate> watermark() {
    return new LoadedFiles(temporary.warehouse()).watermark();
  }

  @Test
  void aLaterDayMovesTheWatermark() {
    assertTrue(declare("2025-06-01"));
    assertEquals(Optional.of(LocalDate.of(2025, 6, 1)), watermark());
    assertEquals(1, temporary.count(Tables.STAGE_RUNS));
  }

  @Test
  void aDayUpToTheWatermarkChangesNothing() {
    assertFalse(declare("2025-05-31"));
    assertFalse(declare("2025-05-01"));
    assertEquals(Optional.of(LocalDate.of(2025, 5, 31)), watermark());
    assertEquals(0, temporary.count(Tables.DECLARED_WATERMARKS));
  }

  @Test
  void theDayAfterTheAsOfDateIsTheLatest() {
    assertTrue(declare("2025-06-02"));
    ChurnException e = assertThrows(ChurnException.class, () -> declare("2025-06-03"));
    assertEquals(ExitCode.USAGE, e.exitCode());
  }
}
