package org.churnwise.scoring;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.churnwise.run.RequestedSnapshots;
import org.churnwise.sql.Sql;
import org.churnwise.table.FeatureColumns;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/** The features of snapshots. */
final class ScoringRows {
  static final Sql QUERY = FeatureColumns.in(Sql.named("scoring/scoring_rows"));

  /** The columns of the rows. */
  static final Table SHAPE = Tables.CUSTOMER_FEATURES;

  private final Supplier<SparkSession> spark;
  private final Warehouse warehouse;

  /** Starts Spark when rows are read. */
  ScoringRows(Supplier<SparkSession> spark, Warehouse warehouse) {
    this.spark = spark;
    this.warehouse = warehouse;
  }

  /** The customers of snapshots, as Spark reads them. */
  Dataset<Row> read(List<LocalDate> snapshots) {
    return warehouse.read(spark.get(), query(snapshots), SHAPE);
  }

  /** The statement that reads them. */
  static Sql query(List<LocalDate> snapshots) {
    return RequestedSnapshots.in(QUERY, snapshots);
  }
}
