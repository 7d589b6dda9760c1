package org.churnwise.backtest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.churnwise.config.TrainingSettings;
import org.churnwise.model.registry.LeftOutShare;
import org.churnwise.run.RequestedSnapshots;
import org.churnwise.run.Run;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Features and labels by the rules of the reference, see {@link ReferenceLoop}. A query: no table
 * holds them.
 */
final class ReferenceRows {
  static final Sql QUERY =
      LeftOutShare.drawnFrom(Sql.named("reference/reference_labels"), "reference/reference_rows");

  /** customer_features, then {@code churned} (0 or 1) and {@code left_out}. */
  private static final Table SHAPE = new Table("reference_rows", columns(), QUERY);

  private final Warehouse warehouse;
  private final Run run;
  private final TrainingSettings training;
  private final RequestedSnapshots requested;

  ReferenceRows(Warehouse warehouse, Run run, TrainingSettings training) {
    this.warehouse = warehouse;
    this.run = run;
    this.training = training;
    this.requested = new RequestedSnapshots(warehouse, run);
  }

  /**
   * The rows of some snapshots, each from sales before it; these stay the requested ones until
   * {@link #forget}. {@code left_out} is the share of customers that trainings leave out. No row
   * passes through the driver's heap.
   */
  Dataset<Row> read(SparkSession spark, List<LocalDate> snapshots) {
    warehouse.transaction(() -> requested.replace(snapshots));
    return warehouse.read(spark, bound(), SHAPE);
  }

  /** Forgets which snapshots were requested, once the rows have been read for the last time. */
  void forget() {
    requested.clear();
  }

  Sql bound() {
    return LeftOutShare.of(training).bind(QUERY).with("run_id", run.id());
  }

  private static List<Column> columns() {
    List<Column> columns = new ArrayList<>(Tables.CUSTOMER_FEATURES.columns());
    columns.add(Tables.CUSTOMER_LABELS.column("churned"));
    columns.add(new Column("left_out", "boolean", false, "customer is left out of fits"));
    return columns;
  }
}
