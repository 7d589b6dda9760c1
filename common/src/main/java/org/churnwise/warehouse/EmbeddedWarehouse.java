package org.churnwise.warehouse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.churnwise.config.WarehouseSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.table.View;

/**
 * The warehouse of a laptop: DuckDB in the driver's process, one file. Its lock is the lease: a
 * second process is refused with exit code 6 that names the holder, and a killed process leaves no
 * lease behind. Rows travel to and from Spark as Parquet in a folder beside the file that is
 * removed at {@link #close}; DuckDB writes and reads them without the driver's heap.
 */
public class EmbeddedWarehouse implements Warehouse {
  /** Both engines count days in one calendar; by default Spark refuses those before 1582-10-15. */
  private static final String SAME_CALENDAR = "CORRECTED";

  /** Names methods that DuckDB does not try on what it writes; none: it tries all. */
  private static final String COMPRESSED_WITHOUT = "set disabled_compression_methods = '%s'";

  /**
   * Spark reads a group of a file in one task. With DuckDB's 122,880 rows most files would be one
   * group, and one core would do all the work.
   */
  private static final int ROWS_OF_A_GROUP = 4_096;

  /** Larger groups are read in less time. */
  private static final int MOST_ROWS_OF_A_GROUP = 65_536;

  /** From so many rows on, four statements and the appender cost less than binding each value. */
  private static final int FEWEST_APPENDED = 100;

  private final WarehouseSettings settings;
  private final Path file;
  private final HolderNote note;
  private final JdbcSession session;
  private final DuckDbLanding landings;
  private final FileStore models;
  private final Path exchange;
  private final Path spill;
  private final RemainsNote remains;
  private final boolean readOnly;
  private final Optional<Path> removedAtClose;

  /** For queries that run while the first session writes; null before the first of them. */
  private JdbcSession second;

  /**
   * Opens the file, creating it and its folder if they are missing. Costs about a second, most of
   * it loading the native library.
   */
  public EmbeddedWarehouse(WarehouseSettings settings) {
    this(settings, "");
  }

  /**
   * The same.
   *
   * @param command that opens it, without secrets; a process that finds the file in use names it
   */
  public EmbeddedWarehouse(WarehouseSettings settings, String command) {
    this(settings, command, false, Optional.empty());
  }

  /**
   * Opens a file that exists so that nothing can be written to it: other processes may read it
   * meanwhile, none can write it. What it needs beside the file goes to the temporary folder.
   */
  public static EmbeddedWarehouse reading(WarehouseSettings settings, String command) {
    Path own = FileStore.temporaryFolder("churnwise-reading");
    return new EmbeddedWarehouse(settings, command, true, Optional.of(own));
  }

  private EmbeddedWarehouse(
      WarehouseSettings settings, String command, boolean readOnly, Optional<Path> removedAtClose) {
    this.settings = settings;
    this.readOnly = readOnly;
    this.removedAtClose = removedAtClose;
    this.file = settings.path().toAbsolutePath().normalize();
    DuckDbFile.refuseUnusable(file);
    this.exchange = ownFolder("-exchange");
    this.spill = ownFolder("-spill");
    this.note = HolderNote.write(file, command);
    try {
      boolean created = Files.notExists(file);
      this.session = DuckDbFile.open(settings, spill, exchange, readOnly);
      this.landings = new DuckDbLanding(session);
      if (created) {
        PrivateFiles.protect(file);
      }
    } catch (RuntimeException e) {
      note.remove();
      throw e;
    }
    this.models = new FileStore(modelsFolder().resolve(settings.schema()));
    this.remains = RemainsNote.beside(file);
    if (readOnly) {
      return;
    }
    note.removeOthers(file);
    // Left by a killed process; the file's lock shows that nobody else uses them.
    FileStore.deleteTree(exchange);
    FileStore.deleteTree(spill);
    DuckDbFile.removeUnfinished(file);
    FileStore.createFolder(spill);
    remains.finish(this::discardRemains);
  }

  /** Beside the file, which is its own; readers share it. */
  private Path ownFolder(String ending) {
    return readOnly ? removedAtClose.orElseThrow().resolve(ending) : sibling(ending);
  }

  private Path sibling(String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  @Override
  public String description() {
    return settings.path() + " (embedded DuckDB, schema " + schema() + ")";
  }

  @Override
  public String schema() {
    return settings.schema();
  }

  @Override
  public Traffic traffic() {
    return session.traffic();
  }

  @Override
  public OptionalInt localThreads() {
    return OptionalInt.of(settings.threads());
  }

  @Override
  public OptionalLong localMemory() {
    return OptionalLong.of(settings.memoryBytes());
  }

  @Override
  public void createTables() {
    DuckDbFile.createSchema(session, schema());
    Set<String> existing = tableNames();
    transaction(
        () ->
            Tables.kept().stream()
                .filter(table -> !existing.contains(table.name()))
                .forEach(table -> session.execute(table.ddl())));
  }

  @Override
  public void createViews() {
    Sql existing = Sql.named("warehouse/duckdb/existing_views").with("schema_name", schema());
    ViewTexts.of(query(existing)).others().forEach(this::create);
  }

  private void create(View view) {
    session.execute(view.statement());
    String comments =
        view.columns().stream()
            .filter(column -> !column.meaning().isEmpty())
            .map(
                column ->
                    "comment on column %s.%s is %s;\n"
                        .formatted(view.name(), column.name(), literal(column.meaning())))
            .collect(Collectors.joining());
    session.run(
        "comments of " + view.name(),
        comments + "comment on view %s is %s".formatted(view.name(), literal(view.comment())));
  }

  @Override
  public void alignColumns(Table table) {
    Sql existing = Sql.named("warehouse/duckdb/existing_columns");
    TableColumns.of(session.query(TableColumns.query(existing, schema(), table)))
        .changesTo(table)
        .forEach(change -> session.run("columns of " + table.name(), change));
  }

  @Override
  public void reset() {
    transaction(
        () -> {
          Tables.views().forEach(view -> session.run("reset", "drop view if exists " + view));
          Tables.kept()
              .forEach(table -> session.run("reset", "drop table if exists " + table.name()));
        });
    models.names().forEach(models::remove);
  }

  @Override
  public Set<String> tableNames() {
    Sql existing = Sql.named("warehouse/duckdb/existing_tables").with("schema_name", schema());
    return query(existing).stream()
        .map(row -> row.string("table_name"))
        .collect(Collectors.toSet());
  }

  /** Nothing to do: the file's lock has been held since it was opened. */
  @Override
  public void hold(String runId, Clock clock) {}

  /** Statements cost nothing here; a process that is refused meanwhile can tell the stage. */
  @Override
  public void label(WorkLabel label) {
    note.working(label);
  }

  @Override
  public long execute(Sql statement) {
    return session.execute(statement);
  }

  @Override
  public List<ResultRow> query(Sql query) {
    return session.query(query);
  }

  @Override
  public ShownRows look(String what, Sql.Prepared query, int most) {
    return session.look(what, query, most);
  }

  @Override
  public Dataset<Row> read(SparkSession spark, Sql query, Table shape) {
    return read(spark, query, shape, ROWS_OF_A_GROUP);
  }

  @Override
  public Dataset<Row> readInOrder(SparkSession spark, Sql query, Table shape) {
    Dataset<Row> rows = read(spark, query, shape, MOST_ROWS_OF_A_GROUP);
    if (!readOnly) {
      DuckDbFile.freeMemory(session, settings);
    }
    return rows;
  }

  private Dataset<Row> read(SparkSession spark, Sql query, Table shape, int rowsOfGroup) {
    Path folder = exchangeFolder();
    session.run(
        query.name(),
        "copy (\n%s\n) to %s (format parquet, row_group_size %d)"
            .formatted(query.withLiterals(), quoted(folder.resolve("rows.parquet")), rowsOfGroup));
    traffic().read(FileStore.bytesOf(folder));
    DataFrameReader reader =
        spark
            .read()
            .option("datetimeRebaseMode", SAME_CALENDAR)
            // A folder's name may hold characters that Spark would read as a pattern.
            .option("__globPaths__", "false");
    return shape.conform(reader.parquet(folder.toString()));
  }

  @Override
  public void insert(Table table, List<Map<String, Object>> rows) {
    if (rows.size() >= FEWEST_APPENDED && DuckDbValues.areAppended(table)) {
      landings.insert(table, rows);
    } else {
      session.insert(table, rows);
    }
  }

  @Override
  public long insertFrom(Table table, Sql query) {
    long rows = session.insertFrom(table, query);
    if (!session.inTransaction()) {
      protectLog();
    }
    return rows;
  }

  /**
   * Landed rows stand in several tables, and one thread would keep their order. Texts of sales are
   * keys, but for one column: looking for a dictionary of them costs a quarter of the insert. A
   * failure ends the load, so that nothing is set back.
   */
  @Override
  public long insertInAnyOrder(Table table, Sql query) {
    session.run("settings", "set preserve_insertion_order = false");
    session.run(
        "settings", COMPRESSED_WITHOUT.formatted(table.equals(Tables.SALES) ? "dictionary" : ""));
    long rows = insertFrom(table, query);
    session.run("settings", COMPRESSED_WITHOUT.formatted(""));
    session.run("settings", "set preserve_insertion_order = true");
    return rows;
  }

  @Override
  public void concludeWith(Table table, Sql query) {
    session.insertFrom(table, query);
  }

  @Override
  public long delete(Table table, Map<String, Object> slice) {
    return session.delete(table, slice);
  }

  @Override
  public void land(Table landing, Dataset<Row> rows) {
    Path folder = exchangeFolder();
    rows.sparkSession().conf().set("spark.sql.parquet.datetimeRebaseModeInWrite", SAME_CALENDAR);
    landing.conform(rows).write().mode("overwrite").parquet(folder.toString());
    traffic().wrote(FileStore.bytesOf(folder));
    String names = String.join(", ", landing.columnNames());
    String files = literal(withoutWildcards(folder) + "/*.parquet");
    landings.show(landing, "select %s from read_parquet(%s)".formatted(names, files));
  }

  @Override
  public void land(
      Table landing, Sql query, Table shape, RowFunction function, Supplier<SparkSession> spark) {
    Table made = landings.made(landing);
    functions().append(query.name(), selected(shape, query), function, made);
    landings.show(landing, made);
  }

  @Override
  public List<Row> collect(
      Sql query, Table shape, RowFunction function, StructType made, Supplier<SparkSession> spark) {
    return functions().collect(query.name(), selected(shape, query), function);
  }

  private static String selected(Table shape, Sql query) {
    String columns =
        shape.columns().stream()
            .map(column -> "cast(%1$s as %2$s) as %1$s".formatted(column.name(), column.type()))
            .collect(Collectors.joining(", "));
    return "select %s from (\n%s\n) rows_to_read".formatted(columns, query.withLiterals());
  }

  private DuckDbFunction functions() {
    return new DuckDbFunction(secondSession(), session, settings.threads());
  }

  private JdbcSession secondSession() {
    if (second == null) {
      second = DuckDbFile.besides(session, schema());
    }
    return second;
  }

  @Override
  public void landRows(Table landing, List<Map<String, Object>> rows) {
    Table made = landings.made(landing);
    session.insert(made, rows);
    landings.show(landing, made);
  }

  @Override
  public long landMore(Table landing, Sql query) {
    return landings.add(landing, query);
  }

  @Override
  public long landMore(Table landing, List<String> columns, Map<String, Object> shared, Sql query) {
    return landings.add(landing, columns, shared, query);
  }

  @Override
  public void landMore(Table landing, List<Map<String, Object>> rows) {
    landings.add(landing, rows);
  }

  @Override
  public void landAll(Table landing, Iterator<Object[]> rows) {
    landings.addAll(landing, rows);
  }

  @Override
  public void takeBack(Table landing, long fileNumber) {
    landings.takeBack(landing, fileNumber);
  }

  @Override
  public Optional<TextLines> linesOf(TextFile text) {
    return DuckDbLines.areFoundIn(text.path())
        ? Optional.of(DuckDbLines.read(session, text, literal(withoutWildcards(text.path()))))
        : Optional.empty();
  }

  @Override
  public boolean isFaultOfText(ChurnException failure) {
    return DuckDbLines.areAtFaultFor(failure);
  }

  @Override
  public List<SourceColumn> columnsOf(String what, String query) {
    return session.columnsOf(what, query);
  }

  @Override
  public void attach(String name, Path other) {
    DuckDbFile.attachOther(session, name, other);
  }

  @Override
  public void discard(Table landing) {
    landings.discard(landing);
  }

  @Override
  public <T> T transaction(Supplier<T> work) {
    T result = session.transaction(work);
    protectLog();
    return result;
  }

  /** A commit creates it, readable by all. */
  private void protectLog() {
    PrivateFiles.align(sibling(".wal"), file);
  }

  @Override
  public void expectRemains() {
    remains.write();
  }

  @Override
  public void discardRemains() {
    DuckDbFile.writeAnew(session, file, schema());
    remains.remove();
  }

  @Override
  public boolean hasRemains() {
    return remains.exists();
  }

  /**
   * Copies tables and views of every schema into a new file. A copy of the file itself would end
   * the lock: closing any descriptor of it does.
   */
  public void copyTo(Path copy) {
    DuckDbFile.copy(session, copy);
  }

  /** The folder with the model files of every schema; it may not exist. */
  public Path modelsFolder() {
    return sibling("-models");
  }

  @Override
  public <T> T rehearse(Supplier<T> work) {
    return session.rehearse(work);
  }

  @Override
  public void put(Path folder, String name) {
    models.put(folder, name);
    traffic().wrote(FileStore.bytesOf(folder));
  }

  @Override
  public Path fetch(String name) {
    Path folder = models.fetch(name);
    traffic().read(FileStore.bytesOf(folder));
    return folder;
  }

  @Override
  public List<String> stored() {
    return models.names();
  }

  @Override
  public void remove(String name) {
    models.remove(name);
  }

  /** A file in a temporary folder. */
  @Override
  public Warehouse scratch(String name) {
    Path folder = FileStore.temporaryFolder("churnwise-" + name);
    WarehouseSettings own = settings.at(folder.resolve(name + ".duckdb"));
    EmbeddedWarehouse scratch = new EmbeddedWarehouse(own, "", false, Optional.of(folder));
    try {
      scratch.createMissing();
      return scratch;
    } catch (RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  @Override
  public void takeOver() {
    session.takeOver(TAKE_OVER_TIME);
  }

  @Override
  public void close() {
    try (session) {
      if (second != null) {
        second.close();
      }
      DuckDbFile.detach(session, readOnly);
    } finally {
      note.remove();
      FileStore.deleteTree(exchange);
      FileStore.deleteTree(spill);
      removedAtClose.ifPresent(FileStore::deleteTree);
    }
  }

  private Path exchangeFolder() {
    Path folder = exchange.resolve(UUID.randomUUID().toString());
    FileStore.createFolder(folder);
    return folder;
  }

  /** The path with DuckDB's wildcards escaped. */
  private static String withoutWildcards(Path path) {
    return path.toString().replaceAll("[\\[*?]", "[$0]");
  }

  /** A path as a string literal. */
  static String quoted(Path path) {
    return literal(path.toString());
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Refuses a Spark master whose executors could not see this process's database and folders. */
  public static void refuseRemoteMaster(String master) {
    if (!master.matches("local(\\[(\\d+|\\*)(,\\s*\\d+)?])?")) {
      throw ChurnException.usage(
          "Spark master '%s' does not work with the embedded warehouse, whose rows pass through local files of one process. Use --master local[*], or a warehouse that the cluster can reach (warehouse.kind)"
              .formatted(master));
    }
  }
}
