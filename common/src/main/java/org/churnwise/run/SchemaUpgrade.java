package org.churnwise.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.table.Migration;
import org.churnwise.table.Migrations;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * The version of the tables in a schema, and the way from an older one to that of this release.
 *
 * <p>Each migration is one transaction with its row in schema_versions. Snowflake commits every
 * change of a table by itself: the row comes last there, and a killed upgrade is finished by the
 * next run, which repeats the migration that has no row.
 */
public final class SchemaUpgrade {
  /** What schema_versions calls tables that were made at once and not migrated. */
  private static final String CREATED = "created";

  private static final String VIEWS = "views";

  private final Warehouse warehouse;
  private final Run run;
  private final Set<String> tables;
  private final OptionalLong version;

  /** Of the program that made the views last. */
  private Optional<String> viewsMadeBy;

  private SchemaUpgrade(
      Warehouse warehouse, Run run, Set<String> tables, Optional<ResultRow> recorded) {
    this.warehouse = warehouse;
    this.run = run;
    this.tables = tables;
    this.version = version(warehouse, tables, recorded);
    this.viewsMadeBy = recorded.map(row -> row.string("code_version"));
  }

  /**
   * Reads which tables are there and their version, in two small queries.
   *
   * @throws ChurnException with exit code 4 if a newer release has upgraded them
   */
  public static SchemaUpgrade of(Warehouse warehouse, Run run) {
    Set<String> tables = warehouse.tableNames();
    return new SchemaUpgrade(warehouse, run, tables, recorded(warehouse, tables));
  }

  /** The version of the tables; empty if there are none. */
  public static OptionalLong version(Warehouse warehouse) {
    Set<String> tables = warehouse.tableNames();
    return version(warehouse, tables, recorded(warehouse, tables));
  }

  private static Optional<ResultRow> recorded(Warehouse warehouse, Set<String> tables) {
    return tables.contains(Tables.SCHEMA_VERSIONS.name())
        ? warehouse.query(Sql.named("run/schema_version")).stream().findFirst()
        : Optional.empty();
  }

  private static OptionalLong version(
      Warehouse warehouse, Set<String> tables, Optional<ResultRow> recorded) {
    if (Tables.kept().stream().map(Table::name).noneMatch(tables::contains)) {
      return OptionalLong.empty();
    }
    if (!tables.contains(Tables.SCHEMA_VERSIONS.name())) {
      return OptionalLong.of(Migrations.BASELINE);
    }
    if (recorded.isEmpty()) {
      // Without any run they were just created, by a process that was killed before it noted it.
      boolean used = !warehouse.query(Sql.named("run/newest_run")).isEmpty();
      return used ? OptionalLong.of(Migrations.BASELINE) : OptionalLong.empty();
    }
    refuseNewer(warehouse, recorded.get());
    return OptionalLong.of(recorded.get().longValue("version"));
  }

  private static void refuseNewer(Warehouse warehouse, ResultRow recorded) {
    if (recorded.longValue("version") > Migrations.newest()) {
      throw ChurnException.warehouse(
          "the tables in %s have version %d, and this release supports versions up to %d; use the release that upgraded them (code version %s) or a newer one, or another schema"
              .formatted(
                  warehouse.description(),
                  recorded.longValue("version"),
                  Migrations.newest(),
                  recorded.string("code_version")),
          null);
    }
  }

  /** Whether the tables need {@link #apply} before this release can read them. */
  public boolean isOlder() {
    return version.isPresent() && version.getAsLong() < Migrations.newest();
  }

  /** The version of the tables; of a schema that has some. */
  public long version() {
    return version.orElseThrow();
  }

  /** From which version to which, for a person. */
  public String change() {
    return "from version %d to %d".formatted(version.orElseThrow(), Migrations.newest());
  }

  /**
   * Refuses a schema without tables; older ones are accepted.
   *
   * @throws ChurnException with exit code 4
   */
  public void requireTables() {
    boolean complete = Tables.kept().stream().map(Table::name).allMatch(tables::contains);
    if (version.isEmpty() || !isOlder() && !complete) {
      throw ChurnException.warehouse(
          "there are no Churnwise tables in "
              + warehouse.description()
              + "; run 'submit/churn init' first",
          null);
    }
  }

  /**
   * Refuses a schema without tables, and tables of an older version.
   *
   * @throws ChurnException with exit code 4
   */
  public void requireCurrent() {
    requireTables();
    if (isOlder()) {
      throw ChurnException.warehouse(
          "the tables in %s have version %d, and this release needs version %d; run 'submit/churn init', which upgrades them and keeps their rows"
              .formatted(warehouse.description(), version.getAsLong(), Migrations.newest()),
          null);
    }
  }

  /**
   * Brings older tables to the version of this release and records it, or records that the tables
   * were just created. The run must hold the schema. Rows are kept, except those on their way in
   * landing tables, which another run would have to land again anyway.
   */
  public void apply() {
    if (version.isEmpty()) {
      warehouse.transaction(() -> finish(Migrations.newest(), CREATED));
    } else if (isOlder()) {
      Tables.landing().forEach(this::drop);
      warehouse.createTables();
      Migrations.after(version.getAsLong()).forEach(this::apply);
    }
  }

  /** Before any table of the same name is created anew, with the columns of this release. */
  private void drop(Table landing) {
    warehouse.execute(
        new Sql("drop " + landing.name(), "drop table if exists " + landing.name(), Map.of()));
  }

  private void apply(Migration migration) {
    warehouse.transaction(
        () -> {
          migration.statements().forEach(warehouse::execute);
          finish(migration.version(), migration.name());
        });
  }

  /**
   * Makes the views of current tables anew if another program made those that are there: its texts
   * may be others. Of a schema of this release, after {@link #apply}.
   */
  public void renewViews() {
    if (!viewsMadeBy.equals(Optional.of(run.codeVersion()))) {
      warehouse.createViews();
      record(Migrations.newest(), VIEWS);
    }
  }

  private void finish(long reached, String name) {
    if (reached == Migrations.newest()) {
      warehouse.createViews();
      viewsMadeBy = Optional.of(run.codeVersion());
    }
    record(reached, name);
  }

  private void record(long reached, String name) {
    Map<String, Object> row =
        Map.of(
            "version",
            reached,
            "name",
            name,
            "applied_at",
            run.clock().instant(),
            "code_version",
            run.codeVersion());
    warehouse.insert(Tables.SCHEMA_VERSIONS, List.of(row));
  }
}
