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
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
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
    return new DataIngestionPipeline(
            temporary.warehouse(), temporary.ledger("r1", asOf), spark, contract)
        .load(new FileDiscovery(temporary.warehouse(), contract).discover(source.toString()));
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
