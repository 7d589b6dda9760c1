package org.churnwise.warehouse;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;

/**
 * Where the tables are stored and the SQL runs. Both implementations keep one contract (see {@code
 * WarehouseContract} in the tests), so that a job does not depend on which one it uses.
 *
 * <p>Every failure is a {@link org.churnwise.error.ChurnException} with exit code 4 that names the
 * statement. One warehouse is used by one thread at a time.
 */
public interface Warehouse extends AutoCloseable {

  /** A description for people: kind, place, schema. */
  String description();

  /** The schema that holds the tables. */
  String schema();

  /** The bytes that this process has carried to and from it. */
  Traffic traffic();

  /** Threads of this process that it computes with; empty if it computes in another process. */
  OptionalInt localThreads();

  /**
   * Bytes of this machine's memory that it computes in; empty if it computes in another process.
   */
  OptionalLong localMemory();

  /**
   * Creates the schema, tables and views that are missing. Never drops or changes a table: tables
   * of an older version need {@link org.churnwise.run.SchemaUpgrade} instead.
   */
  default void createMissing() {
    createTables();
    createViews();
  }

  /** Creates the schema and the tables that are missing; never drops or changes existing ones. */
  void createTables();

  /**
   * Creates the views that are missing, and makes those anew whose text has changed; may run in a
   * transaction.
   */
  void createViews();

  /**
   * Brings the columns of a table in line with its DDL, and keeps its rows: missing columns are
   * added and empty, columns that the DDL no longer names may be empty from now on. On Snowflake it
   * ends a running transaction; call it before one.
   */
  void alignColumns(Table table);

  /** Drops everything that Churnwise keeps in the schema, models included. */
  void reset();

  /** The names of the tables in the schema, in lower case; none if there is no schema. */
  Set<String> tableNames();

  /**
   * Takes the schema for this process until {@link #close}: no other run writes it meanwhile. Read
   * commands do without. Landing tables are empty, and of the present columns, from then on.
   *
   * @param runId the run that holds it, for the message of a refused run
   * @param clock by which it judges how long it was granted
   * @throws org.churnwise.error.ChurnException with exit code 6 that names the holder
   */
  void hold(String runId, Clock clock);

  /** Labels the next statements, so that their cost can be summed by stage. */
  void label(WorkLabel label);

  /** Runs a statement that returns no rows; returns the number of rows it changed. */
  long execute(Sql statement);

  /** Runs a query with a small result; every row reaches the driver. */
  List<ResultRow> query(Sql query);

  /**
   * Runs a query for a person, of whose result the first rows are enough.
   *
   * @param what it is, for the message of a failure
   * @param most rows that reach the driver
   */
  ShownRows look(String what, Sql.Prepared query, int most);

  /**
   * A query's result as a Dataset with lower-case names, cast to the columns of {@code shape} that
   * it holds. The rows do not pass through the driver's heap.
   *
   * <p>The query may run at once, or each time the Dataset is used: what it reads must not change
   * until the last use, and the query must be deterministic. Do not use it in the transaction in
   * which it is made, since it may run in another session. Failures of a later run reach the caller
   * as Spark throws them.
   */
  Dataset<Row> read(SparkSession spark, Sql query, Table shape);

  /**
   * The same for a query with an order that one task reads; where the rows pass through a file,
   * they reach the task in it.
   */
  default Dataset<Row> readInOrder(SparkSession spark, Sql query, Table shape) {
    return read(spark, query, shape);
  }

  /** Appends a few rows made in the driver: column name to value; a missing column is null. */
  void insert(Table table, List<Map<String, Object>> rows);

  /**
   * Appends the rows of a query, matched by column name; they never leave the warehouse. Returns
   * the number of rows.
   */
  long insertFrom(Table table, Sql query);

  /** The same for rows that may stand in any order, as those of a load: many cost less time. */
  default long insertInAnyOrder(Table table, Sql query) {
    return insertFrom(table, query);
  }

  /**
   * Appends the rows of a query, of which there is at least one, as the last write of a
   * transaction, and checks in the same statement that this run still holds the schema.
   *
   * @throws org.churnwise.error.ChurnException with exit code 6 if another run has taken the schema
   */
  void concludeWith(Table table, Sql query);

  /**
   * Deletes the rows whose columns equal the given values (LocalDate, Long or String), or one of a
   * list of values; an empty list costs no statement. Returns the number of rows.
   */
  long delete(Table table, Map<String, Object> slice);

  /**
   * Puts rows from Spark where a statement of the next transaction can read them under the landing
   * table's name, replacing what was there. Runs one Spark job. A landing table is shared by all
   * runs of a schema and its rows name no run: only the run that holds the schema may land rows,
   * and the transaction that moves them is refused if the schema was lost meanwhile.
   *
   * @throws org.churnwise.error.ChurnException with exit code 6 if another run has taken the schema
   */
  void land(Table landing, Dataset<Row> rows);

  /**
   * The same for what a function makes of the rows of a query. A warehouse that computes in this
   * process does it without Spark. Not within a transaction, since the query may run in another
   * session.
   *
   * @param query with all columns of the shape, which are of type string, bigint, double, boolean
   *     or date
   * @param shape the columns of the function's rows, in its order; a date is a LocalDate or a Date
   * @param function makes rows of the landing table, every column in its order
   * @param spark started only where it is needed
   */
  default void land(
      Table landing, Sql query, Table shape, RowFunction function, Supplier<SparkSession> spark) {
    SparkSession session = spark.get();
    Dataset<Row> rows =
        read(session, query, shape).repartition(session.sparkContext().defaultParallelism());
    land(landing, function.on(rows, landing.sparkSchema()));
  }

  /**
   * What a function makes of the rows of a query, in the driver: few rows, in any order. Otherwise
   * as {@link #land(Table, Sql, Table, RowFunction, Supplier)}.
   *
   * @param made the columns of the rows that the function makes
   */
  default List<Row> collect(
      Sql query, Table shape, RowFunction function, StructType made, Supplier<SparkSession> spark) {
    return function.on(read(spark.get(), query, shape), made).collectAsList();
  }

  /**
   * The same for few rows that the driver has made: column name to value. Part of the current
   * transaction, so that they are gone with it if it fails.
   */
  void landRows(Table landing, List<Map<String, Object>> rows);

  /**
   * Adds the rows of a query to those that have landed; they never leave the warehouse. Returns
   * their number.
   */
  long landMore(Table landing, Sql query);

  /**
   * The same for a query whose rows have values in some columns only; a warehouse may spare the
   * others.
   *
   * @param columns that may have a value; those that the landing requires are among them
   * @param shared the values that the query has in all rows of some of them, file_number among them
   */
  default long landMore(
      Table landing, List<String> columns, Map<String, Object> shared, Sql query) {
    return landMore(landing, query);
  }

  /** Adds a few rows that the driver has made to those that have landed. */
  void landMore(Table landing, List<Map<String, Object>> rows);

  /**
   * Adds rows that the driver makes to those that have landed; it holds some thousands at a time.
   *
   * @param rows the values of the landing's columns in their order: String, Long, Boolean,
   *     BigDecimal, LocalDate or null
   */
  default void landAll(Table landing, Iterator<Object[]> rows) {
    List<String> names = landing.columnNames();
    List<Map<String, Object>> some = new ArrayList<>();
    while (rows.hasNext()) {
      Object[] values = rows.next();
      Map<String, Object> row = new HashMap<>();
      for (int i = 0; i < values.length; i++) {
        row.put(names.get(i), values[i]);
      }
      some.add(row);
      if (some.size() == ROWS_AT_ONCE || !rows.hasNext()) {
        landMore(landing, some);
        some.clear();
      }
    }
  }

  /** The rows of {@link #landAll} that it holds at a time. */
  int ROWS_AT_ONCE = 2048;

  /** Takes the rows of one file back out of those that have landed. */
  void takeBack(Table landing, long fileNumber);

  /**
   * Reads the lines of a text, which fails for what is no UTF-8, see {@link #isFaultOfText}. Empty
   * if this warehouse reads no files of this machine, or would not read this one line by line.
   */
  default Optional<TextLines> linesOf(TextFile file) {
    return Optional.empty();
  }

  /** Whether a statement that reads the lines of a text failed for what the text holds. */
  default boolean isFaultOfText(ChurnException failure) {
    return false;
  }

  /**
   * The columns of a query, of which no row is read.
   *
   * @param what it is, for the message of a failure
   */
  List<SourceColumn> columnsOf(String what, String query);

  /**
   * Makes the tables of another file readable under a name, as {@code NAME.SCHEMA.TABLE}; nothing
   * can be written to it.
   *
   * @throws org.churnwise.error.ChurnException with exit code 2 if this warehouse reads no files, 4
   *     if the file cannot be opened
   */
  void attach(String name, Path file);

  /**
   * Gives up the landed rows, as part of the current transaction if there is one: they are gone
   * with the next landing, and at the latest when this warehouse is closed.
   */
  void discard(Table landing);

  /**
   * Runs the work in one transaction and returns what it returns: all of it takes effect, or
   * nothing. Transactions do not nest. Snowflake runs the work again if its session has ended
   * before the commit, so all that it changes must be in the warehouse.
   */
  <T> T transaction(Supplier<T> work);

  /**
   * The same for work that learns something on the way. Where a session can end before the commit,
   * the work is run again in another.
   *
   * @param undone called before the work is run again: what it had learned was never true
   */
  default <T> T transaction(Supplier<T> work, Runnable undone) {
    return transaction(work);
  }

  /** Runs work that returns nothing in one transaction, see {@link #transaction(Supplier)}. */
  default void transaction(Runnable work) {
    transaction(
        () -> {
          work.run();
          return null;
        });
  }

  /**
   * Says that rows are about to be deleted of which {@link #discardRemains} will leave nothing.
   * Should this process end before, the next one that opens the warehouse does it.
   */
  void expectRemains();

  /**
   * Has nothing of deleted rows left in the files of the warehouse itself. The embedded one writes
   * its file anew, which costs a copy and takes the room of one; Snowflake keeps deleted rows for
   * as long as the account's time travel and fail-safe say. Not within a transaction.
   */
  void discardRemains();

  /**
   * Whether something of deleted rows is left that {@link #discardRemains} should have removed; a
   * warehouse that is opened for writing tries that first.
   */
  default boolean hasRemains() {
    return false;
  }

  /** Runs the work as a transaction, rolls it back, and returns what the work returns. */
  <T> T rehearse(Supplier<T> work);

  /**
   * Stores the files of a local folder under a name that is not used yet, all or none. An existing
   * name is kept. Folders within the folder are not stored.
   */
  void put(Path folder, String name);

  /** The files stored under a name, as a local folder. */
  Path fetch(String name);

  /** The names under which files are stored. */
  List<String> stored();

  /** Removes the files stored under a name. */
  void remove(String name);

  /**
   * Another warehouse of the same kind, with tables and files of its own, all empty, and removed
   * when it is closed. It does not affect this one.
   *
   * @param name of lower-case letters, digits and _; the name must not be in use
   */
  Warehouse scratch(String name);

  /**
   * Called by another thread than the one that uses the warehouse, to end the process in order:
   * cancels the running statement and rolls an open transaction back. From then on only the calling
   * thread can use the warehouse; any other that tries waits for ever.
   *
   * @throws org.churnwise.error.ChurnException if that is not possible within two seconds
   */
  void takeOver();

  /** The time that {@link #takeOver} has. */
  Duration TAKE_OVER_TIME = Duration.ofSeconds(2);

  @Override
  void close();
}
