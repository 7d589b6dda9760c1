package org.churnwise.leakage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import org.churnwise.config.WarehouseSettings;
import org.churnwise.features.SnapshotBatches;
import org.churnwise.run.RequestedSnapshots;
import org.churnwise.run.Run;
import org.churnwise.run.SnapshotRules;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.churnwise.warehouse.Warehouse;

/**
 * A copy of sales and their faults, comments, customers, features and labels in a temporary DuckDB
 * file, where the past may be changed: nothing done here reaches the original tables. {@link
 * #close} removes the file. Needs room for one more copy of these tables.
 */
final class ScratchCopy implements AutoCloseable {
  private static final List<Table> COPIED =
      List.of(
          Tables.CUSTOMERS,
          Tables.SALES,
          Tables.FEEDBACK_SENTIMENT,
          Tables.DATA_FAULTS,
          Tables.CUSTOMER_FEATURES,
          Tables.CUSTOMER_LABELS);

  private final Path folder;
  private final Warehouse warehouse;
  private final Run run;
  private final SnapshotRules rules;
  private final CheckedStatements statements;

  private ScratchCopy(
      Path folder,
      Warehouse warehouse,
      Run run,
      SnapshotRules rules,
      CheckedStatements statements) {
    this.folder = folder;
    this.warehouse = warehouse;
    this.run = run;
    this.rules = rules;
    this.statements = statements;
  }

  /** Copies the tables through Parquet files; rows do not pass through the driver's heap. */
  static ScratchCopy of(
      Warehouse live,
      SparkSession spark,
      WarehouseSettings settings,
      Run run,
      SnapshotRules rules,
      CheckedStatements statements) {
    Path folder = temporaryFolder();
    WarehouseSettings scratch =
        new WarehouseSettings(
            "embedded",
            folder.resolve("scratch.duckdb"),
            "main",
            "",
            "",
            settings.memory(),
            settings.threads());
    ScratchCopy copy =
        new ScratchCopy(folder, new EmbeddedWarehouse(scratch), run, rules, statements);
    try {
      copy.warehouse.createMissing();
      COPIED.forEach(table -> copy.fill(table, live, spark));
      copy.dropConstraints();
      return copy;
    } catch (RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  private void fill(Table table, Warehouse live, SparkSession spark) {
    Table landing = new Table("landing_" + table.name(), table.columns(), table.ddl());
    warehouse.land(landing, live.read(spark, table.rows(), table));
    warehouse.insertFrom(table, landing.rows());
    warehouse.discard(landing);
  }

  /** A leak may leave nulls in not-null columns; the checks must find them rather than fail. */
  private void dropConstraints() {
    keep(Tables.CUSTOMER_FEATURES, Tables.CUSTOMER_FEATURES.name());
    keep(Tables.CUSTOMER_LABELS, Tables.CUSTOMER_LABELS.name());
  }

  /** The warehouse of the copy. */
  Warehouse warehouse() {
    return warehouse;
  }

  /** The label contract. */
  SnapshotRules rules() {
    return rules;
  }

  /** The run whose id the statements carry. */
  Run run() {
    return run;
  }

  /** Recomputes the features of snapshots from the current tables. */
  void computeFeatures(List<LocalDate> snapshots) {
    replace(
        Tables.CUSTOMER_FEATURES, SnapshotBatches.of(warehouse, snapshots), statements.features());
  }

  /** Recomputes the labels of snapshots as of a watermark. */
  void computeLabels(List<LocalDate> snapshots, LocalDate watermark) {
    replace(
        Tables.CUSTOMER_LABELS,
        List.of(snapshots),
        statements
            .labels()
            .with("churn_window_days", rules.windowDays())
            .with("grace_days", rules.graceDays())
            .with("watermark", watermark));
  }

  /** Runs the statement before deleting the rows of the snapshots, because it may read them. */
  private void replace(Table table, List<List<LocalDate>> batches, Sql statement) {
    Table made = new Table("made_" + table.name(), table.columns(), table.ddl());
    keep(table, made.name());
    warehouse.execute(new Sql("leakage/clear", "delete from " + made.name(), Map.of()));
    for (List<LocalDate> batch : batches) {
      warehouse.insertFrom(made, RequestedSnapshots.in(statement, batch));
    }
    for (List<LocalDate> batch : batches) {
      warehouse.delete(table, Map.of("snapshot_date", batch));
    }
    warehouse.insertFrom(table, made.rows());
  }

  /** Copies a table to another name, replacing an earlier copy. */
  void keep(Table table, String name) {
    warehouse.execute(
        new Sql(
            "leakage/keep",
            "create or replace table " + name + " as " + table.rows().text(),
            Map.of()));
  }

  /** Runs one statement of {@code sql/leakage} that takes a day. */
  void change(String name, LocalDate day) {
    warehouse.execute(Sql.named(name).with("snapshot_date", day));
  }

  /** Applies a change, runs a query, and undoes the change. */
  <T> T afterChange(Runnable change, Supplier<T> query) {
    return warehouse.rehearse(
        () -> {
          change.run();
          return query.get();
        });
  }

  @Override
  public void close() {
    try {
      warehouse.close();
    } finally {
      deleteTree(folder);
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("churnwise-leakcheck");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create a folder for the scratch copy", e);
    }
  }

  private static void deleteTree(Path root) {
    try {
      FileUtils.deleteDirectory(root.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("the scratch copy " + root + " cannot be removed", e);
    }
  }
}
