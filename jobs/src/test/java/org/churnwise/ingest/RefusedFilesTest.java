package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedFilesTest {
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
  void aDamagedCompressedFileIsRefused() throws IOException {
    fixture.write("sales_2025_01.csv.gz", "this is no gzip");
    String message = fixture.refusal();
    assertTrue(message.contains("sales_2025_01.csv.gz: cannot be read: "), message);
    assertNothingLoaded();
  }

  @Test
  void aChangedFileIsRefusedWithBothHashesBeforeAnythingIsLoaded() throws IOException {
    fixture.write("sales_2025_01.csv", "abc");
    SourceFile before =
        new FileDiscovery(Contract.load("reference")).discover(fixture.source().toString()).get(0);
    fixture.write("sales_2025_01.csv", "T1,C1,2025-01-31,,,,1\n");
    fixture.load();
    fixture.write("sales_2025_01.csv", "abc");
    fixture.write("sales_2025_02.csv", "T2,C1,2025-02-01,,,,1\n");
    String message = fixture.refusal();
    assertTrue(message.contains("sales_2025_01.csv has changed since it was loaded"), message);
    assertTrue(message.contains(before.contentHash() + " now"), message);
    assertEquals(1, fixture.temporary().count(Tables.SALES));
  }

  @Test
  void theSameContentUnderTwoNamesIsLoadedOnce() throws IOException {
    fixture.write("sales_2025_1.csv", "T1,C1,2025-01-31,,,,1\n");
    fixture.write("sales_2025_01.csv", "T1,C1,2025-01-31,,,,1\n");
    IngestResult result = fixture.load();
    assertEquals(1, result.filesLoaded());
    assertEquals(1, result.filesSkipped());
    assertEquals(0, fixture.load().filesLoaded());
  }

  @Test
  void aMissingMonthStopsBeforeAnythingIsLoaded() throws IOException {
    fixture.write("sales_2024_12.csv", "T1,C1,2024-12-31,,,,1\n");
    fixture.write("sales_2025_02.csv", "T2,C1,2025-02-01,,,,1\n");
    String message = fixture.refusal();
    assertTrue(message.startsWith("no sales file for 2025-01,"), message);
    assertNothingLoaded();
  }

  @Test
  void aFileOfBadRowsIsRefusedAndNothingOfTheLoadStays() throws IOException {
    fixture.write("sales_2025_01.csv", "T1,C1,2025-01-31,,,,1\n");
    fixture.write("sales_2025_02.csv", "id,customer,day,discount,items,payment,amount\n");
    String message = fixture.refusal();
    assertTrue(
        message.contains(
            "sales_2025_02.csv: 1 of 1 records are bad; the first is line 1"
                + " (not_a_boolean in discount_applied 'discount',"),
        message);
    assertNothingLoaded();
    fixture.assertRows(
        """
        slice             | status
        sales_2025_02.csv | REFUSED
        """,
        Tables.STAGE_RUNS,
        "slice",
        "status");
  }

  @Test
  void moreThanHalfOfTwentyBadRowsRefuseAFileAndHalfDoesNot() throws IOException {
    String good = "T%d,C1,2025-01-31,,,,1\n";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      text.append(good.formatted(i)).append("bad\n");
    }
    fixture.write("sales_2025_01.csv", text.toString());
    assertEquals(10, fixture.load().rowsQuarantined());
    fixture.write(
        "new_sales_2025_01.csv", text.toString().replace("T0,C1,2025-01-31", "T0,,2025-01-31"));
    String message = fixture.refusal();
    assertTrue(message.contains("11 of 20 records are bad"), message);
  }

  private void assertNothingLoaded() {
    for (Table table : List.of(Tables.SALES, Tables.FILES_INGESTED, Tables.QUARANTINE)) {
      assertEquals(0, fixture.temporary().count(table), table.name());
    }
  }
}
