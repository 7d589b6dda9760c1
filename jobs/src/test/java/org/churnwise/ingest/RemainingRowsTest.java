package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.run.ForgettingKey;
import org.churnwise.run.ForgottenCustomers;
import org.churnwise.run.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of customers who were erased are left out and counted. */
class RemainingRowsTest {
  private static final ForgettingKey KEY = new ForgettingKey("k", Hash.of("chance"));
  private static final ForgottenCustomers FORGOTTEN =
      new ForgottenCustomers(Map.of(KEY, Set.of(KEY.hasher().apply("C1"))));

  @TempDir Path folder;

  private List<String> read(String contract, String feed, String text) throws Exception {
    Path file = Files.writeString(folder.resolve("f.csv"), text);
    StoredBytes.Content content =
        FileDiscovery.content(
            new org.apache.hadoop.fs.Path(file.toString()).getFileSystem(new Configuration()),
            new org.apache.hadoop.fs.Path(file.toString()));
    FileTask task =
        new FileTask(
            1,
            file.toString(),
            "f.csv",
            null,
            content,
            LocalDate.of(2025, 12, 31),
            null,
            Contract.load(contract).feed(feed).orElseThrow());
    List<String> rows = new ArrayList<>();
    new RemainingRows(FileReading.rowsOf(task, new Configuration()), FORGOTTEN)
        .forEachRemaining(row -> rows.add(text(row)));
    return rows;
  }

  private static String text(Row row) {
    return List.of("outcome", "record_count", "customer_id", "transaction_date").stream()
        .map(column -> String.valueOf(row.get(LandingRows.place(column))))
        .reduce((one, other) -> one + " " + other)
        .orElseThrow();
  }

  @Test
  void goodRowsOfThemAreCountedOnly() throws Exception {
    assertEquals(
        List.of(
            "GOOD 1 C2 2025-01-02",
            "FILTERED 0 null null",
            "FORGOTTEN 2 null 2025-01-01",
            "FORGOTTEN 0 null 2025-01-31"),
        read(
            "reference",
            "sales",
            "T1,C1,2025-01-31,,,,5\nT2,C2,2025-01-02,,,,5\nT3,C1,2025-01-01,,,,5\n"));
  }

  @Test
  void badRowsThatNameThemAreCountedOnceEach() throws Exception {
    assertEquals(
        List.of(
            "BAD 1 C12 null",
            "FILTERED 0 null null",
            "FORGOTTEN 1 null null",
            "FORGOTTEN 0 null null"),
        read("reference", "sales", "T1,C1,never,x,,,y\nT2,C12,never,,,,5\n"));
  }

  /** The id stands in a cell that is no customer's, and where the customer cannot be read. */
  @Test
  void aBadRowOfAnotherCustomerStays() throws Exception {
    assertEquals(
        List.of(
            "BAD 1 C2 null",
            "FILTERED 0 null null",
            "FORGOTTEN 1 null null",
            "FORGOTTEN 0 null null"),
        read("reference", "sales", "C1,C2,never,,,C1,5\nT2,C2,C1\n"));
  }

  @Test
  void theKeyedHashIsHmacSha256() {
    // RFC 4231, test case 2
    ForgettingKey jefe = new ForgettingKey("k", "4a656665");
    assertEquals(
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        jefe.hasher().apply("what do ya want for nothing?"));
  }
}
