package org.churnwise.training;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.churnwise.config.TrainingSettings;
import org.churnwise.model.registry.LeftOutShare;
import org.churnwise.run.RequestedSnapshots;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.FeatureColumns;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/** Features joined with FINAL labels in the warehouse. PENDING labels are never read. */
public final class TrainingRows {
  static final Sql QUERY = of(LeftOutShare.FINAL_LABELS);

  /** customer_features, then {@code churned} (0 or 1) and {@code left_out}. */
  static final Table SHAPE = new Table("training_rows", columns(), QUERY);

  static final Sql FITTED = FeatureColumns.in(Sql.named("training/fitted_rows"));

  private final Warehouse warehouse;
  private final LeftOutShare leftOut;
  private final Sql rows;

  public TrainingRows(Warehouse warehouse, TrainingSettings settings) {
    this(warehouse, settings, LeftOutShare.FINAL_LABELS);
  }

  /**
   * Rows with other labels.
   *
   * @param labels a query of snapshot_date, customer_id and churned
   */
  public TrainingRows(Warehouse warehouse, TrainingSettings settings, Sql labels) {
    this.warehouse = warehouse;
    this.rows = of(labels);
    this.leftOut = LeftOutShare.of(settings);
  }

  /**
   * The rows of some snapshots: customer_features' columns, {@code churned}, and {@code left_out}:
   * whether the customer belongs to the share that fits leave out. Exports one file; no row passes
   * through the driver's heap.
   */
  public Dataset<Row> read(SparkSession spark, List<LocalDate> snapshots) {
    return warehouse.read(spark, query(snapshots), SHAPE);
  }

  /** What {@link #read} reads. */
  Sql query(List<LocalDate> snapshots) {
    return query(snapshots, Customers.ALL);
  }

  /** The rows of some customers in some snapshots. */
  Sql query(List<LocalDate> snapshots, Customers customers) {
    return query(snapshots, customers, CustomerDraw.everyone(), RowPart.of(LocalDate.EPOCH));
  }

  /**
   * The same, less those that are not drawn in the snapshots before the held-out one.
   *
   * @param draw of customers that are not left out; those that are, the part draws
   */
  Sql query(List<LocalDate> snapshots, Customers customers, CustomerDraw draw, RowPart part) {
    return RequestedSnapshots.in(leftOut.bind(rows), snapshots)
        .with("drawn_before", part.heldOut())
        .with("drawn_below", draw.below())
        .with("left_out_drawn_below", part.leftOut().below())
        .with("with_left_out", customers != Customers.OTHERS)
        .with("with_others", customers != Customers.LEFT_OUT);
  }

  /**
   * The rows of some snapshots that fits do not leave out, in the order of a fit: a sort by the
   * warehouse costs a fraction of one by Spark.
   */
  Sql fitted(List<LocalDate> snapshots) {
    return FITTED.reading("training_rows", query(snapshots, Customers.OTHERS));
  }

  /** Customers by whether fits leave them out. */
  enum Customers {
    ALL,
    LEFT_OUT,
    OTHERS
  }

  private static Sql of(Sql labels) {
    return FeatureColumns.in(LeftOutShare.drawnFrom(labels, "training/training_rows"));
  }

  private static List<Column> columns() {
    List<Column> columns = new ArrayList<>(Tables.CUSTOMER_FEATURES.columns());
    columns.add(Tables.CUSTOMER_LABELS.column("churned"));
    columns.add(new Column("left_out", "boolean", false, "customer is left out of fits"));
    return columns;
  }
}
