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
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/** The features of snapshots, as Spark reads them. */
final class ScoringRows {
  static final Sql QUERY = FeatureColumns.in(Sql.named("scoring/scoring_rows"));

  private final Supplier<SparkSession> spark;
  private final Warehouse warehouse;

  /** Starts Spark when rows are read. */
  ScoringRows(Supplier<SparkSession> spark, Warehouse warehouse) {
    this.spark = spark;
    this.warehouse = warehouse;
  }

  /**
   * The customers of snapshots, spread over all cores: a small file is read as one part, and
   * explaining a row costs far more than moving it.
   */
  Dataset<Row> read(List<LocalDate> snapshots) {
    SparkSession session = spark.get();
    return warehouse
        .read(session, RequestedSnapshots.in(QUERY, snapshots), Tables.CUSTOMER_FEATURES)
        .repartition(session.sparkContext().defaultParallelism());
  }
}
