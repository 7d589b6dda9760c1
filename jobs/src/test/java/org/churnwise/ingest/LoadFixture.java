package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.run.Ledger;
import org.churnwise.run.LoadedFiles;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSentiment;
import org.churnwise.testkit.TestSpark;
import org.churnwise.testkit.TextTable;

/** A source folder and a warehouse to load it into, by the reference contract. */
final class LoadFixture implements AutoCloseable {
  static final LocalDate AS_OF = LocalDate.of(2025, 12, 31);

  private final Path source;
  private final TemporaryWarehouse temporary;

  LoadFixture(Path folder) throws IOException {
    source = Files.createDirectory(folder.resolve("source"));
    temporary = TemporaryWarehouse.in(folder);
  }

  Path source() {
    return source;
  }

  TemporaryWarehouse temporary() {
    return temporary;
  }

  void write(String name, String text) throws IOException {
    Files.writeString(source.resolve(name), text);
  }

  IngestResult load() {
    return load(AS_OF, TestSpark::session);
  }

  IngestResult load(LocalDate asOf, Supplier<SparkSession> spark) {
    Contract contract = Contract.load("reference");
    Ledger ledger = temporary.ledger("r1", asOf);
    IngestResult result =
        new DataIngestionPipeline(
                temporary.warehouse(), ledger, spark, contract, TestSentiment.SETTINGS)
            .load(new FileDiscovery(temporary.warehouse(), contract).discover(source.toString()));
    assertKnown(ledger, temporary);
    return result;
  }

  /** What a load has the ledger know is what the tables say. */
  static void assertKnown(Ledger ledger, TemporaryWarehouse temporary) {
    LoadedFiles known = ledger.view().loaded();
    LoadedFiles read = new LoadedFiles(temporary.warehouse());
    assertEquals(read.files(), known.files());
    assertEquals(read.watermark(), known.watermark());
    assertEquals(read.nextLoad(), known.nextLoad());
    LocalDate first = read.watermark().orElse(AS_OF);
    for (LocalDate day = first.minusDays(400); !day.isAfter(first); day = day.plusDays(1)) {
      assertEquals(read.allow(day), known.allow(day), day.toString());
    }
  }

  /** The message that a load is refused with. */
  String refusal() {
    ChurnException e = assertThrows(ChurnException.class, this::load);
    assertEquals(ExitCode.DATA_REFUSED, e.exitCode());
    return e.getMessage();
  }

  void assertRows(String expected, Table table, String... columns) {
    assertEquals(TextTable.expected(expected), temporary.rows(table, columns));
  }

  void assertCounts(String expected) {
    assertRows(
        expected,
        Tables.FILES_INGESTED,
        "file_name",
        "rows_read",
        "rows_loaded",
        "rows_quarantined",
        "rows_duplicate");
  }

  @Override
  public void close() {
    temporary.close();
  }
}
