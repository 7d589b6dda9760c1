package org.churnwise.ingest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.util.SerializableConfiguration;
import org.churnwise.run.ForgottenCustomers;

/**
 * Files as a Dataset in the form of {@code landing_rows}: one task per file, or per few small ones;
 * nothing read twice. Only a contract that folds records into sales costs a shuffle.
 */
final class FileReading {
  /** Starting a task and storing its rows costs more than reading this. */
  private static final long BYTES_OF_A_TASK = 1L << 21;

  private FileReading() {}

  /**
   * The rows but for those of some customers, which are counted: one pass more if there are any.
   */
  static Dataset<Row> rows(SparkSession spark, List<FileTask> tasks, ForgottenCustomers forgotten) {
    Dataset<Row> rows = rows(spark, tasks);
    return forgotten.isEmpty()
        ? rows
        : spark.createDataFrame(
            rows.javaRDD().mapPartitions(all -> new RemainingRows(all, forgotten)),
            LandingRows.schema());
  }

  private static Dataset<Row> rows(SparkSession spark, List<FileTask> tasks) {
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    JavaRDD<Row> parsed =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(tasks, parts(tasks))
            .flatMap(task -> new FileParser(task, hadoop.value()));
    Dataset<Row> rows = spark.createDataFrame(parsed, LandingRows.schema());
    boolean grouped = tasks.stream().anyMatch(task -> task.contract().isGrouped());
    return grouped ? folded(spark, rows, tasks) : rows;
  }

  private static int parts(List<FileTask> tasks) {
    long bytes = tasks.stream().mapToLong(task -> task.content().bytes()).sum();
    return (int) Math.max(1, Math.min(tasks.size(), bytes / BYTES_OF_A_TASK + 1));
  }

  /** The rows of one file, without Spark; lines of sales are sorted in memory. */
  static Iterator<Row> rowsOf(FileTask task, Configuration hadoop) {
    FileParser parser = new FileParser(task, hadoop);
    if (!task.contract().isGrouped()) {
      return parser;
    }
    List<Row> rows = new ArrayList<>();
    parser.forEachRemaining(rows::add);
    rows.sort(Comparator.comparing(LandingRows::group));
    return new SaleFolder(rows.iterator(), List.of(task));
  }

  /** One row per sale: the lines of each come together, in their order. */
  private static Dataset<Row> folded(SparkSession spark, Dataset<Row> rows, List<FileTask> tasks) {
    Column file = functions.col("file_number");
    Column group = functions.col(LandingRows.GROUP_KEY);
    JavaRDD<Row> sales =
        rows.repartition(file, group)
            .sortWithinPartitions(file, group, functions.col("line_number"))
            .javaRDD()
            .mapPartitions(lines -> new SaleFolder(lines, tasks));
    return spark.createDataFrame(sales, LandingRows.schema());
  }
}
