package org.churnwise.training;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.churnwise.config.TrainingSettings;
import org.churnwise.model.scoring.LandedScores;
import org.churnwise.model.scoring.ScoreLanding;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.RowFunction;
import org.churnwise.warehouse.Warehouse;

/**
 * The rows of a training: for Spark, and for functions, which run where the rows are: beside the
 * embedded warehouse without Spark, else in Spark's tasks on rows that were fetched once.
 */
final class TrainingData implements AutoCloseable {
  private final Warehouse warehouse;
  private final Supplier<SparkSession> spark;
  private final Sql query;
  private Dataset<Row> rows;

  /** Reads nothing before the first use. */
  TrainingData(
      Warehouse warehouse,
      TrainingSettings settings,
      Supplier<SparkSession> spark,
      List<LocalDate> snapshots) {
    this.warehouse = warehouse;
    this.spark = spark;
    this.query = new TrainingRows(warehouse, settings).query(snapshots);
  }

  /** The columns of the rows. */
  static StructType shape() {
    return TrainingRows.SHAPE.sparkSchema();
  }

  /** The rows as {@link TrainingRows#read} gives them. */
  Dataset<Row> rows() {
    if (rows == null) {
      rows = warehouse.read(spark.get(), query, TrainingRows.SHAPE);
      if (!isHere()) {
        rows.persist(StorageLevel.MEMORY_AND_DISK()); // otherwise each use would query Snowflake
      }
    }
    return rows;
  }

  private boolean isHere() {
    return warehouse.localThreads().isPresent();
  }

  /**
   * What a function makes of the rows, in any order: few rows, which come to the driver.
   *
   * @param made the columns of what it makes
   */
  List<Row> collect(RowFunction function, StructType made) {
    return isHere()
        ? warehouse.collect(query, TrainingRows.SHAPE, function, made, spark)
        : function.on(rows(), made).collectAsList();
  }

  /** Lands what a function makes of the rows; see {@link ScoreLanding}. */
  Map<String, LandedScores> land(ScoreLanding landing, Set<String> scorers, RowFunction function) {
    return isHere()
        ? landing.land(scorers, query, TrainingRows.SHAPE, function, spark)
        : landing.land(scorers, rows(), function);
  }

  @Override
  public void close() {
    if (rows != null) {
      rows.unpersist();
    }
  }
}
