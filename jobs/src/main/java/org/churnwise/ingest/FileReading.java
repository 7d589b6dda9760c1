package org.churnwise.ingest;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.util.SerializableConfiguration;
import org.churnwise.ingest.LandingRows.Outcome;
import org.churnwise.table.Tables;

/**
 * Files as a Dataset in the form of {@code landing_rows}: one task per file, or per few small ones;
 * nothing read twice. Only a contract that folds records into sales costs a shuffle.
 */
final class FileReading {
  /** Starting a task and storing its rows costs more than reading this. */
  private static final long BYTES_OF_A_TASK = 1L << 21;

  private FileReading() {}

  static Dataset<Row> rows(SparkSession spark, List<FileTask> tasks) {
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    JavaRDD<Row> parsed =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(tasks, parts(tasks))
            .flatMap(task -> new FileParser(task, hadoop.value()));
    Dataset<Row> rows = spark.createDataFrame(parsed, LandingRows.schema());
    boolean grouped = tasks.stream().anyMatch(task -> task.contract().isGrouped());
    return grouped ? oneRowPerGroup(rows) : rows;
  }

  private static int parts(List<FileTask> tasks) {
    long bytes = tasks.stream().mapToLong(task -> task.content().bytes()).sum();
    return (int) Math.max(1, Math.min(tasks.size(), bytes / BYTES_OF_A_TASK + 1));
  }

  /**
   * Sums money, pieces and records; takes the smallest of all else, and the raw row of the first
   * line.
   */
  private static Dataset<Row> oneRowPerGroup(Dataset<Row> rows) {
    List<Column> folded = new ArrayList<>();
    for (String name : Tables.LANDING_ROWS.columnNames()) {
      Column column = functions.col(name);
      Column value =
          switch (name) {
            case "total_amount", "num_items", "record_count" -> functions.sum(column);
            case "is_return" -> functions.max(column);
            case "raw_row" -> functions.min_by(column, functions.col("line_number"));
            default -> functions.min(column);
          };
      if (!name.equals("file_number")) {
        folded.add(value.as(name));
      }
    }
    return settled(
        rows.groupBy("file_number", LandingRows.GROUP_KEY)
            .agg(folded.get(0), folded.subList(1, folded.size()).toArray(Column[]::new)));
  }

  /**
   * A sale some of whose lines take money back is a return unless money remains; one whose sum is
   * negative without such a line is bad.
   */
  private static Dataset<Row> settled(Dataset<Row> sales) {
    Column takesBack = functions.col("is_return");
    Column amount = functions.col("total_amount");
    Column isReturn = takesBack.and(amount.leq(0));
    Column isNegative =
        amount.lt(0).or(functions.coalesce(functions.col("num_items"), functions.lit(0)).lt(0));
    Column isBad = functions.not(takesBack).and(isNegative);
    Column name = functions.when(amount.lt(0), "total_amount").otherwise("num_items");
    Column value =
        functions
            .when(amount.lt(0), amount.cast("string"))
            .otherwise(functions.col("num_items").cast("string"));
    return sales
        .withColumn("outcome", ifElse(isBad, functions.lit(Outcome.BAD.name()), "outcome"))
        .withColumn("rule", ifElse(isBad, functions.lit(ReturnJudge.UNSAID), "rule"))
        .withColumn("column_name", ifElse(isBad, name, "column_name"))
        .withColumn("value", ifElse(isBad, value, "value"))
        .withColumn("is_return", isReturn);
  }

  private static Column ifElse(Column condition, Column value, String otherwise) {
    return functions.when(condition, value).otherwise(functions.col(otherwise));
  }
}
