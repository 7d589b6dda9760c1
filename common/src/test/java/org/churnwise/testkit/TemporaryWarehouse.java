package org.churnwise.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.churnwise.config.WarehouseSettings;
import org.churnwise.run.Ledger;
import org.churnwise.run.Run;
import org.churnwise.run.SchemaUpgrade;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * An embedded warehouse with all tables in a folder of the test, usually JUnit's {@code @TempDir}.
 * Close it, or use try-with-resources.
 */
public final class TemporaryWarehouse implements AutoCloseable {
  /** When the runs of tests start; no test reads the wall clock. */
  public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final String FILE = "test.duckdb";

  private final WarehouseSettings settings;
  private Warehouse warehouse;

  private TemporaryWarehouse(Path folder) {
    // Few rows are never shared out, but a second thread of DuckDB costs a tenth of a test.
    settings = new WarehouseSettings("embedded", folder.resolve(FILE), "main", "", "", "512MB", 1);
    warehouse = new EmbeddedWarehouse(settings);
  }

  /**
   * A warehouse in a file of this folder, with all tables and views. The file is a copy of one that
   * is made once in this process, which costs a fifth of making it; one that exists stays.
   */
  public static TemporaryWarehouse in(Path folder) {
    Path file = folder.resolve(FILE);
    if (Files.notExists(file)) {
      try {
        Files.createDirectories(folder);
        Files.write(file, Empty.FILE_WITH_TABLES);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new TemporaryWarehouse(folder);
  }

  /** What a new file holds, for as long as this process lives. */
  private static final class Empty {
    static final byte[] FILE_WITH_TABLES = make();

    private static byte[] make() {
      try {
        Path folder = Files.createTempDirectory("warehouse");
        try (TemporaryWarehouse created = new TemporaryWarehouse(folder)) {
          SchemaUpgrade schema = SchemaUpgrade.of(created.warehouse, created.ledger().run());
          created.warehouse.createTables();
          schema.apply();
        }
        byte[] content = Files.readAllBytes(folder.resolve(FILE));
        FileUtils.deleteDirectory(folder.toFile());
        return content;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A copy, with its files, of a warehouse that was made in a folder and closed since. */
  public static TemporaryWarehouse copyOf(Path made, Path folder) {
    try {
      FileUtils.copyDirectory(made.toFile(), folder.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TemporaryWarehouse(folder);
  }

  /** The open warehouse. */
  public Warehouse warehouse() {
    return warehouse;
  }

  /** Closes the file and opens it again, as the next process would. */
  public Warehouse reopen() {
    warehouse.close();
    warehouse = new EmbeddedWarehouse(settings);
    return warehouse;
  }

  /** A ledger whose run is not written to pipeline_runs; as of the day given. */
  public Ledger ledger(String runId, LocalDate asOf) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return new Ledger(warehouse, new Run(runId, "test", "", asOf, "code", NOW, clock));
  }

  /** A ledger of the run r1 as of 2025-12-31. */
  public Ledger ledger() {
    return ledger("r1", LocalDate.of(2025, 12, 31));
  }

  /** Inserts rows written as text, see {@link TextTable}. */
  public void insert(Table table, String rows) {
    warehouse.insert(table, TextTable.parse(table, rows));
  }

  /**
   * The result of a query as text, its columns named in the first line, its rows sorted as text;
   * the columns given, or all of the result.
   */
  public String rows(Sql query, String... columns) {
    return TextTable.print(warehouse.query(query), columns);
  }

  /** The rows of a table as text: the columns given, or all of the DDL. */
  public String rows(Table table, String... columns) {
    String[] shown = columns.length > 0 ? columns : table.columnNames().toArray(String[]::new);
    return TextTable.print(select(table), shown);
  }

  /** The number of rows of a table. */
  public long count(Table table) {
    return select(table).size();
  }

  private List<ResultRow> select(Table table) {
    String names = String.join(", ", table.columnNames());
    return warehouse.query(
        new Sql("test", "select " + names + " from " + table.name(), java.util.Map.of()));
  }

  @Override
  public void close() {
    warehouse.close();
  }
}
