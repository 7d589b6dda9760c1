package org.churnwise.warehouse;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.churnwise.config.SnowflakeSettings;
import org.churnwise.config.WarehouseSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The warehouse of production: one schema of a Snowflake account. Statements and transactions go
 * over one JDBC session, rows to and from Spark through the connector, model files to an internal
 * stage. What Spark writes lands in a landing table first and is moved by a statement of a
 * transaction; no live table is ever overwritten by the connector.
 *
 * <p>A read is retried after a lost connection; a statement that writes is not, since nobody knows
 * whether it has worked: the run ends, and the next run continues its work. Where the account has
 * ended a session or a token, a new session takes over, see {@link SnowflakeSessions}.
 */
public final class SnowflakeWarehouse implements Warehouse {
  private static final Logger LOG = LoggerFactory.getLogger(SnowflakeWarehouse.class);

  /** The driver keeps most timeouts itself, with a better message. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final WarehouseSettings settings;
  private final SnowflakeSettings account;
  private final SnowflakeSessions sessions;
  private final SnowflakeConnector connector;
  private final SnowflakeStage models;
  private final Traffic traffic;
  private final Set<Table> landed = new LinkedHashSet<>();
  private SnowflakeLease lease;
  private boolean droppedAtClose;

  /** Whether the current transaction has checked the lease. */
  private boolean concluded;

  /**
   * Logs in. Costs about a second, and at most the login timeout.
   *
   * @throws ChurnException with exit code 2 for settings that cannot work, 4 if the account refuses
   *     or cannot be reached
   */
  public SnowflakeWarehouse(WarehouseSettings settings, SnowflakeSettings account) {
    account.requireAccount(settings);
    this.settings = settings;
    this.account = account;
    SnowflakeLogin login = new SnowflakeLogin(settings, account);
    this.traffic = login.traffic();
    this.connector = new SnowflakeConnector(login, account.retries());
    this.sessions = new SnowflakeSessions(login, account, settings.schema());
    this.models = new SnowflakeStage(sessions);
    useIfThere();
  }

  @Override
  public String description() {
    return account.address() + " (Snowflake, " + settings.database() + "." + schema() + ")";
  }

  @Override
  public String schema() {
    return settings.schema();
  }

  /** The connector does not say how large the rows are that it carries. */
  @Override
  public Traffic traffic() {
    return traffic;
  }

  @Override
  public OptionalInt localThreads() {
    return OptionalInt.empty();
  }

  @Override
  public OptionalLong localMemory() {
    return OptionalLong.empty();
  }

  @Override
  public void createTables() {
    if (!schemaExists()) {
      session().run("create schema " + schema(), "create schema if not exists " + schema());
    }
    sessions.useSchema();
    // First, so that where any table is, the schema can be held.
    session().execute(Sql.named("warehouse/snowflake/run_leases"));
    Set<String> existing = tableNames();
    for (Table table : Tables.all()) {
      if (!existing.contains(table.name())) {
        session().run(table.ddl().name(), SnowflakeDdl.table(table));
      }
    }
    session().execute(Sql.named("warehouse/snowflake/churnwise_models"));
  }

  @Override
  public void createViews() {
    ViewTexts existing =
        ViewTexts.of(
            query(Sql.named("warehouse/snowflake/existing_views").with("schema_name", schema())));
    existing
        .others()
        .forEach(view -> session().run("views/" + view.name(), SnowflakeDdl.view(view)));
    if (account.featureStore()) {
      SnowflakeFeatureStore.createTags(session());
      if (!tableNames().contains(SnowflakeFeatureStore.VIEW)) { // a version keeps its columns
        alignColumns(Tables.CUSTOMER_FEATURES);
        SnowflakeFeatureStore.createView(session());
      }
    }
  }

  @Override
  public void alignColumns(Table table) {
    Sql existing = Sql.named("warehouse/snowflake/existing_columns");
    TableColumns.of(query(TableColumns.query(existing, schema(), table)))
        .changesTo(table)
        .forEach(change -> session().run("columns of " + table.name(), change));
  }

  @Override
  public void reset() {
    if (!schemaExists()) {
      return;
    }
    SnowflakeFeatureStore.reset(session());
    Tables.views().forEach(view -> session().run("reset", "drop view if exists " + view));
    Tables.all().forEach(table -> session().run("reset", "drop table if exists " + table.name()));
    models.names().forEach(models::remove);
  }

  @Override
  public Set<String> tableNames() {
    Sql existing = Sql.named("warehouse/snowflake/existing_tables");
    return query(existing.with("schema_name", schema())).stream()
        .map(row -> row.string("table_name"))
        .collect(Collectors.toSet());
  }

  @Override
  public void hold(String runId, Clock clock) {
    lease = SnowflakeLease.take(runId, account.lease(), sessions::another, description(), clock);
    // Not before: a run that still holds the schema may have rows there.
    Tables.landing().forEach(landing -> session().run("anew", SnowflakeDdl.anew(landing)));
  }

  @Override
  public void label(WorkLabel next) {
    sessions.label(next);
  }

  @Override
  public long execute(Sql statement) {
    return session().execute(statement);
  }

  @Override
  public List<ResultRow> query(Sql query) {
    return sessions.query(query);
  }

  @Override
  public ShownRows look(String what, Sql.Prepared query, int most) {
    return sessions.look(what, query, most);
  }

  @Override
  public Dataset<Row> read(SparkSession spark, Sql query, Table shape) {
    traffic.readUnknown();
    return shape.conform(connector.read(spark, query, sessions.label()));
  }

  @Override
  public void insert(Table table, List<Map<String, Object>> rows) {
    session().insert(table, rows);
  }

  @Override
  public long insertFrom(Table table, Sql query) {
    return session().insertFrom(table, query);
  }

  @Override
  public void concludeWith(Table table, Sql query) {
    if (lease == null) {
      session().insertFrom(table, query);
      return;
    }
    if (session().insertFrom(table, query, lease.whereHeld()) == 0) {
      lease.requireHeld(this);
      throw new IllegalStateException(query.name() + " has no rows");
    }
    concluded = true;
  }

  @Override
  public long delete(Table table, Map<String, Object> slice) {
    return session().delete(table, slice);
  }

  @Override
  public void land(Table landing, Dataset<Row> rows) {
    if (lease != null) {
      lease.requireHeldToLand(this); // the connector's own transaction cannot check it
    }
    traffic.wroteUnknown();
    landed.add(landing);
    connector.land(landing, rows, sessions.label());
  }

  @Override
  public void landRows(Table landing, List<Map<String, Object>> rows) {
    landed.add(landing);
    session().run("land " + landing.name(), "delete from " + landing.name());
    session().insert(landing, rows);
  }

  @Override
  public long landMore(Table landing, Sql query) {
    if (lease != null) {
      lease.requireHeldToLand(this);
    }
    return session().insertFrom(landing, query);
  }

  @Override
  public void landMore(Table landing, List<Map<String, Object>> rows) {
    session().insert(landing, rows);
  }

  @Override
  public void takeBack(Table landing, long fileNumber) {
    session().delete(landing, Map.of("file_number", fileNumber));
  }

  @Override
  public List<SourceColumn> columnsOf(String what, String query) {
    return sessions.again(what, session -> session.columnsOf(what, query));
  }

  @Override
  public void attach(String name, Path file) {
    throw ChurnException.usage(
        "ingest.attach names %s, but Snowflake reads no DuckDB file; remove it, and name a table as DB.SCHEMA.TABLE"
            .formatted(file));
  }

  @Override
  public void discard(Table landing) {
    // The connector empties the table before it fills it again, and close does.
  }

  /** Unless another run holds the schema by now: then its rows may wait there. */
  private void empty(Table landing) {
    try {
      session()
          .run(
              "discard " + landing.name(),
              "delete from " + landing.name() + " " + lease.whereHeld());
    } catch (ChurnException e) {
      LOG.warn("{} keeps its rows until the next landing", landing.name(), e);
    }
  }

  @Override
  public <T> T transaction(Supplier<T> work) {
    return transaction(work, () -> {});
  }

  @Override
  public <T> T transaction(Supplier<T> work, Runnable undone) {
    return sessions.transaction(
        () -> {
          concluded = false;
          T result = work.get();
          if (!concluded) {
            requireHeld();
          }
          return result;
        },
        undone);
  }

  /** Nothing to do: time travel and fail-safe end by themselves, and nothing ends them earlier. */
  @Override
  public void expectRemains() {}

  @Override
  public void discardRemains() {}

  @Override
  public <T> T rehearse(Supplier<T> work) {
    return session().rehearse(work);
  }

  private void requireHeld() {
    if (lease != null) {
      lease.requireHeld(this);
    }
  }

  @Override
  public void put(Path folder, String name) {
    models.put(folder, name);
    traffic.wrote(FileStore.bytesOf(folder));
  }

  @Override
  public Path fetch(String name) {
    Path folder = models.fetch(name);
    traffic.read(FileStore.bytesOf(folder));
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

  /**
   * A schema of that name in the same database.
   *
   * @throws ChurnException with exit code 4 if it is there already, or the role may not create it
   */
  @Override
  public Warehouse scratch(String name) {
    String made = "create schema " + name;
    try {
      session().run(made, made);
    } catch (ChurnException e) {
      throw ChurnException.warehouse(
          "%s; this command works in a schema of its own, which its role must be allowed to create: grant create schema on database DATABASE to role ROLE"
              .formatted(e.getMessage()),
          e);
    }
    sessions.useSchema(); // creating a schema switches to it
    SnowflakeWarehouse scratch =
        new SnowflakeWarehouse(settings.in(name), account.withoutFeatureStore());
    scratch.droppedAtClose = true;
    try {
      scratch.createMissing();
      return scratch;
    } catch (RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  private void dropScratch() {
    session().run("drop schema " + schema(), "drop schema " + schema() + " cascade");
  }

  @Override
  public void takeOver() {
    sessions.takeOver(TAKE_OVER_TIME);
  }

  /**
   * Releases the lease and ends the sessions, within the login timeout: an account that does not
   * respond ends them itself, and the lease expires.
   */
  @Override
  public void close() {
    try {
      Deadline.close(account.loginTimeout().plus(GRACE), this::leave);
    } catch (TimeoutException e) {
      LOG.warn("{} does not respond; its sessions will time out", description(), e);
    } catch (ChurnException e) {
      if (!SnowflakeSessions.isConnectionLost(e)) {
        throw e;
      }
      LOG.warn("{} cannot be reached; its sessions will time out", description(), e);
    }
  }

  private void leave() {
    try (SnowflakeSessions closing = sessions;
        SnowflakeStage files = models;
        SnowflakeLease held = lease) {
      LOG.debug("leaving {}", description());
      if (droppedAtClose) {
        dropScratch();
      } else if (lease != null) {
        landed.forEach(this::empty);
      }
    }
  }

  /** Refuses a Spark setting under which the connector loses rows without an error. */
  public static void refuseSpeculation(String speculation) {
    SnowflakeConnector.refuseSpeculation(speculation);
  }

  private void useIfThere() {
    if (schemaExists()) {
      sessions.useSchema();
    }
  }

  private SnowflakeSessions session() {
    return sessions;
  }

  private boolean schemaExists() {
    Sql existing = Sql.named("warehouse/snowflake/existing_schema");
    return !query(existing.with("schema_name", schema())).isEmpty();
  }

  /** A text as Snowflake reads it: the backslash escapes too. */
  static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
