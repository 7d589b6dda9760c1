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
import org.churnwise.training.ModelTrainer.RowOrder;
import org.churnwise.training.TrainingRows.Customers;
import org.churnwise.warehouse.Warehouse;

/**
 * The rows of a training: for Spark, and for functions, which run where the rows are: beside the
 * embedded warehouse without Spark, else in Spark's tasks on rows that were fetched once.
 */
final class TrainingData implements AutoCloseable {
  private final Warehouse warehouse;
  private final Supplier<SparkSession> spark;
  private final TrainingRows training;
  private final List<LocalDate> snapshots;
  private Dataset<Row> rows;

  /** Reads nothing before the first use. */
  TrainingData(
      Warehouse warehouse,
      TrainingSettings settings,
      Supplier<SparkSession> spark,
      List<LocalDate> snapshots) {
    this.warehouse = warehouse;
    this.spark = spark;
    this.training = new TrainingRows(warehouse, settings);
    this.snapshots = List.copyOf(snapshots);
  }

  /** The columns of the rows. */
  static StructType shape() {
    return TrainingRows.SHAPE.sparkSchema();
  }

  /** The rows as {@link TrainingRows#read} gives them. */
  Dataset<Row> rows() {
    if (rows == null) {
      rows = warehouse.read(spark.get(), training.query(snapshots), TrainingRows.SHAPE);
      if (!isHere()) {
        rows.persist(StorageLevel.MEMORY_AND_DISK()); // otherwise each use would query Snowflake
      }
    }
    return rows;
  }

  private boolean isHere() {
    return warehouse.localThreads().isPresent();
  }

  /** The rows that boosters are fitted on, beside the embedded warehouse in the order of a fit. */
  Dataset<Row> fitted(RowPart part) {
    return isHere()
        ? warehouse.readInOrder(spark.get(), training.fitted(earlier(part)), TrainingRows.SHAPE)
        : rows().where(part.fittedCondition());
  }

  /** That of {@link #fitted} where one task reads them. */
  RowOrder orderOfFitted() {
    return isHere() ? RowOrder.OF_A_FIT : RowOrder.ANY;
  }

  /** The session that Spark's rows are of. */
  SparkSession spark() {
    return spark.get();
  }

  /**
   * For functions of rows that boosters are fitted on, of drawn customers; they may get others too.
   */
  RowSource sourceOfFitted(RowPart part, CustomerDraw draw) {
    return source(() -> training.query(earlier(part), Customers.OTHERS, draw, part));
  }

  /** For functions of rows that {@link RowPart#isLeftOut} takes; they may get others too. */
  RowSource sourceOfLeftOut(RowPart part) {
    List<LocalDate> learned = part.isSplit() ? List.of(part.heldOut()) : earlier(part);
    return source(() -> training.query(learned, Customers.LEFT_OUT, CustomerDraw.nobody(), part));
  }

  /** For functions of rows of the held-out snapshot; they may get others too. */
  RowSource sourceOfHeldOut(RowPart part) {
    return source(() -> training.query(List.of(part.heldOut()), Customers.ALL));
  }

  private List<LocalDate> earlier(RowPart part) {
    return snapshots.stream().filter(snapshot -> !snapshot.equals(part.heldOut())).toList();
  }

  /** Beside the embedded warehouse reading few rows costs less than filtering many. */
  private RowSource source(Supplier<Sql> query) {
    return (function, made) ->
        isHere()
            ? warehouse.collect(query.get(), TrainingRows.SHAPE, function, made, spark)
            : function.on(rows(), made).collectAsList();
  }

  /** Lands what models say of the rows that it takes; see {@link ScoreLanding}. */
  Map<String, LandedScores> land(
      ScoreLanding landing, Set<String> scorers, ContenderScoring scoring) {
    if (!isHere()) {
      return landing.land(scorers, rows(), scoring);
    }
    Sql query = training.query(snapshots, Customers.ALL, scoring.draw(), scoring.part());
    return landing.land(scorers, query, TrainingRows.SHAPE, scoring, spark);
  }

  @Override
  public void close() {
    if (rows != null) {
      rows.unpersist();
    }
  }
}
