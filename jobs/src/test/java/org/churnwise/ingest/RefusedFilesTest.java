package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Slow
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

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n\r\n", "  \n\t\n", "\uFEFF\n"})
  void anEmptyFileIsRefusedAndNothingOfTheLoadStays(String blank) throws IOException {
    fixture.write("sales_2025_01.csv", "T1,C1,2025-01-31,,,,1\n");
    fixture.write("sales_2025_02.csv", blank);
    String message = fixture.refusal();
    assertTrue(message.contains("sales_2025_02.csv: holds no records; replace it"), message);
    assertFalse(message.contains("file:"), message);
    assertNothingLoaded();
  }

  @Test
  void aFileOfWhichTheContractLeavesOutEverythingIsRefused() {
    LandedFile file = landed(12, 12, 0, 0);
    assertTrue(file.isWithoutRecords());
    assertFalse(landed(12, 11, 1, 0).isWithoutRecords());
    assertFalse(landed(12, 11, 0, 1).isWithoutRecords());
  }

  @Test
  void aRowThatContradictsAnotherCountsAsBad() {
    Contract.Limits half = new Contract.Limits(0.5, 0.01, 0.01);
    assertFalse(landed(20, 0, 0, 20).isMostlyBad(half, 10));
    assertTrue(landed(20, 0, 0, 20).isMostlyBad(half, 11));
    assertTrue(landed(20, 0, 5, 15).isMostlyBad(half, 6));
    // in a small file three conflicts are enough, if most of its rows have one
    assertTrue(landed(5, 0, 0, 5).isMostlyBad(half, 3));
    assertFalse(landed(6, 0, 0, 6).isMostlyBad(half, 3));
    assertFalse(landed(3, 0, 0, 3).isMostlyBad(half, 2));
    assertTrue(landed(2, 0, 0, 2).isMostlyBad(half, 2));
    // 120 lines of 60 sales: each conflict stands for two lines
    assertTrue(landed(120, 0, 0, 60).isMostlyBad(half, 31));
    assertFalse(landed(120, 0, 0, 60).isMostlyBad(half, 30));
  }

  private static LandedFile landed(long read, long filtered, long bad, long good) {
    return new LandedFile(
        1,
        read,
        filtered,
        0,
        bad,
        good,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        0,
        0);
  }

  @Test
  void aMonthThatIsDeliveredAgainWithOtherAmountsIsRefused() throws IOException {
    fixture.write("sales_2025_01.csv", sales(20, "1"));
    fixture.load();
    fixture.write("new_sales_2025_01.csv", sales(20, "100") + "T20,C1,2025-01-31,,,,1\n");
    String message = fixture.refusal();
    assertTrue(
        message.contains(
            "new_sales_2025_01.csv: 20 of 21 rows contradict rows that are loaded:"
                + " T0: total_amount 1.0000 stored, 100.0000 new;"
                + " T1: total_amount 1.0000 stored, 100.0000 new;"
                + " T2: total_amount 1.0000 stored, 100.0000 new; nothing was loaded."),
        message);
    assertTrue(
        message.contains(
            "remove the older file, sales_2025_01.csv, from the source and run 'submit/churn ingest --replace 2025-01'"),
        message);
    assertEquals(20, fixture.temporary().count(Tables.SALES));
    assertEquals(0, fixture.temporary().count(Tables.QUARANTINE));
    assertEquals(1, fixture.temporary().count(Tables.FILES_INGESTED));
  }

  @Test
  void feedbackThatIsDeliveredAgainWithOtherTextsIsRefused() throws IOException {
    fixture.write("feedback_raw_2025_01.csv", "2025-01-02,good,C1,F1,\n");
    fixture.load();
    fixture.write("new_feedback_raw2_2025_01.csv", "2025-01-03,bad,C1,F1,I1\n");
    String message = fixture.refusal();
    assertTrue(
        message.contains(
            "1 of 1 rows contradict rows that are loaded: F1: chat_date 2025-01-02 stored,"
                + " 2025-01-03 new, comment good stored, bad new, internal_id nothing stored, I1"
                + " new;"),
        message);
  }

  @Test
  void aFileWhoseNumbersRepeatIsRefusedAndPointsToItsContract() throws IOException {
    fixture.write("sales_2025_01.csv", sales(20, "1").replaceAll("T[0-9]+", "T0") + "\n");
    assertEquals(19, fixture.load().rowsDuplicate());
    fixture.write(
        "new_sales_2025_01.csv",
        sales(20, "2").replaceAll("T[0-9]+", "T9").replaceFirst("2\n", "1\n"));
    String message = fixture.refusal();
    assertTrue(
        message.contains("19 of 20 rows contradict an earlier row of the same file: T9:"), message);
    assertTrue(message.contains("make transaction_id unique"), message);
  }

  private static String sales(int rows, String amount) {
    return IntStream.range(0, rows)
        .mapToObj(i -> "T%d,C1,2025-01-31,,,,%s\n".formatted(i, amount))
        .collect(Collectors.joining());
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
