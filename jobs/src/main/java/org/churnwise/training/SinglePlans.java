package org.churnwise.training;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * Work whose Spark plans are made once. Spark otherwise plans the rest of a query anew after each
 * shuffle, and runs the shuffles of a fit twice: once so that the estimator can count the
 * partitions. The shuffles of a training have the number of partitions that they need.
 */
final class SinglePlans {
  private static final Map<String, String> ONCE = Map.of("spark.sql.adaptive.enabled", "false");

  /** All files of rows are one partition, however large. */
  private static final Map<String, String> WHOLE_FILES =
      Map.of(
          "spark.sql.files.minPartitionNum",
          "1",
          "spark.sql.files.maxPartitionBytes",
          String.valueOf(Long.MAX_VALUE));

  private SinglePlans() {}

  static <T> T in(SparkSession spark, Supplier<T> work) {
    return with(spark, ONCE, work);
  }

  /**
   * The same.
   *
   * @param wholeFiles whether all files are read by one task
   */
  static <T> T reading(SparkSession spark, boolean wholeFiles, Supplier<T> work) {
    return in(spark, wholeFiles ? () -> with(spark, WHOLE_FILES, work) : work);
  }

  private static <T> T with(SparkSession spark, Map<String, String> settings, Supplier<T> work) {
    RuntimeConfig session = spark.conf();
    Map<String, Option<String>> before = new HashMap<>();
    settings.forEach(
        (key, value) -> {
          before.put(key, session.getOption(key));
          session.set(key, value);
        });
    try {
      return work.get();
    } finally {
      before.forEach(
          (key, value) -> {
            if (value.isDefined()) {
              session.set(key, value.get());
            } else {
              session.unset(key);
            }
          });
    }
  }
}
