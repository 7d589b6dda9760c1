package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSentiment;
import org.churnwise.testkit.TestSpark;
import org.churnwise.warehouse.Warehouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Slow
class InterruptedLoadTest {
  private static final Table[] WRITTEN = {
    Tables.CUSTOMERS,
    Tables.SALES,
    Tables.FEEDBACK_RAW,
    Tables.FEEDBACK_SENTIMENT,
    Tables.QUARANTINE,
    Tables.DATA_QUALITY
  };

  @TempDir Path folder;

  /** A warehouse that dies when it writes so many times to a table. */
  private static Warehouse dying(Warehouse warehouse, String table, int atWrite) {
    int[] writes = {0};
    return (Warehouse)
        Proxy.newProxyInstance(
            Warehouse.class.getClassLoader(),
            new Class<?>[] {Warehouse.class},
            (proxy, method, arguments) -> {
              boolean write =
                  method.getName().startsWith("insert")
                      && ((Table) arguments[0]).name().equals(table);
              if (write && ++writes[0] == atWrite) {
                throw new IllegalStateException("killed at " + table);
              }
              try {
                return method.invoke(warehouse, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Path source() throws IOException {
    Path source = Files.createDirectories(folder.resolve("source"));
    Files.writeString(source.resolve("customers.csv"), "C1,34,Gold,F,North,\nC2,x,,,,\nC3,1,,,,\n");
    Files.writeString(
        source.resolve("sales_2025_01.csv"), "T1,C1,2025-01-31,,,,1\nT2\nT3,C1,2025-01-30,,,,1\n");
    Files.writeString(source.resolve("feedback_raw_2025_01.csv"), "2025-01-02,good,C1,F1,\n");
    return source;
  }

  private static void load(TemporaryWarehouse temporary, Warehouse warehouse, Path source) {
    Contract contract = Contract.load("reference");
    new DataIngestionPipeline(
            warehouse, temporary.ledger(), TestSpark::session, contract, TestSentiment.SETTINGS)
        .load(new FileDiscovery(contract).discover(source.toString()));
  }

  private static String contents(TemporaryWarehouse temporary) {
    StringBuilder all = new StringBuilder();
    for (Table table : WRITTEN) {
      all.append(table.name()).append('\n').append(temporary.rows(table));
    }
    return all.append(temporary.rows(Tables.FILES_INGESTED, "file_name", "rows_loaded")).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sales", "quarantine", "data_quality", "files_ingested"})
  void aLoadKilledHalfwayLeavesNoRowAndTheNextLoadIsComplete(String table) throws IOException {
    Path source = source();
    String undisturbed;
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder.resolve("a"))) {
      load(temporary, temporary.warehouse(), source);
      undisturbed = contents(temporary);
    }
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder.resolve("b"))) {
      int write = table.equals("quarantine") ? 2 : 1; // of the sales file, the second of the load
      Warehouse dying = dying(temporary.warehouse(), table, write);
      assertThrows(IllegalStateException.class, () -> load(temporary, dying, source));
      temporary.reopen();
      assertEquals(0, temporary.count(Tables.FILES_INGESTED));
      assertEquals(0, temporary.count(Tables.CUSTOMERS));
      assertEquals(0, temporary.count(Tables.SALES));
      assertEquals(0, temporary.count(Tables.QUARANTINE));

      load(temporary, temporary.warehouse(), source);
      assertEquals(undisturbed, contents(temporary));
    }
  }

  /** The second file takes the score of "good" from the first. */
  @Test
  void aLoadKilledBetweenTwoFilesOfOneTextIsCompletedWithTheSameSentiments() throws IOException {
    Path source = source();
    Files.writeString(
        source.resolve("feedback_raw_2025_02.csv"),
        "2025-02-02,good,C1,F2,\n2025-02-02,bad,C1,F3,\n");
    String undisturbed;
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder.resolve("a"))) {
      load(temporary, temporary.warehouse(), source);
      undisturbed = contents(temporary);
    }
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder.resolve("b"))) {
      Warehouse dying = dying(temporary.warehouse(), "feedback_sentiment", 2);
      assertThrows(IllegalStateException.class, () -> load(temporary, dying, source));
      temporary.reopen();
      assertEquals(0, temporary.count(Tables.FEEDBACK_SENTIMENT));
      assertEquals(0, temporary.count(Tables.FEEDBACK_RAW));

      load(temporary, temporary.warehouse(), source);
      assertEquals(undisturbed, contents(temporary));
    }
  }

  @Test
  void aLoadKilledBeforeItsFirstFileLeavesNothing() throws IOException {
    Path source = source();
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      Warehouse dying = dying(temporary.warehouse(), "customers", 1);
      assertThrows(IllegalStateException.class, () -> load(temporary, dying, source));
      temporary.reopen();
      for (Table table : WRITTEN) {
        assertEquals(0, temporary.count(table), table.name());
      }
    }
  }
}
