package org.churnwise.backtest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.churnwise.config.TrainingSettings;
import org.churnwise.model.registry.LeftOutShare;
import org.churnwise.run.RequestedSnapshots;
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
  private final TrainingSettings training;

  ReferenceRows(Warehouse warehouse, TrainingSettings training) {
    this.warehouse = warehouse;
    this.training = training;
  }

  /**
   * The rows of some snapshots, each from sales before it. {@code left_out} is the share of
   * customers that trainings leave out. A feature that the reference does not have is null. No row
   * passes through the driver's heap.
   */
  Dataset<Row> read(SparkSession spark, List<LocalDate> snapshots) {
    return withAllFeatures(warehouse.read(spark, over(snapshots), SHAPE));
  }

  Sql over(List<LocalDate> snapshots) {
    return RequestedSnapshots.in(LeftOutShare.of(training).bind(QUERY), snapshots);
  }

  /** The trainer wants every feature of the catalogue, those too that were added since. */
  static Dataset<Row> withAllFeatures(Dataset<Row> rows) {
    List<String> present = List.of(rows.columns());
    Dataset<Row> filled = rows;
    for (Column column : SHAPE.columns()) {
      if (!present.contains(column.name())) {
        filled = filled.withColumn(column.name(), functions.lit(null).cast(column.sparkType()));
      }
    }
    return filled;
  }

  private static List<Column> columns() {
    List<Column> columns = new ArrayList<>(Tables.CUSTOMER_FEATURES.columns());
    columns.add(Tables.CUSTOMER_LABELS.column("churned"));
    columns.add(new Column("left_out", "boolean", false, "customer is left out of fits"));
    return columns;
  }
}
