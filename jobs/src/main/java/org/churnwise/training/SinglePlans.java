package org.churnwise.training;

import java.util.function.Supplier;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/**
 * Work whose Spark plans are made once. Spark otherwise plans the rest of a query anew after each
 * shuffle, and runs the shuffles of a fit twice: once so that the estimator can count the
 * partitions. The shuffles of a training have the number of partitions that they need.
 */
final class SinglePlans {
  private static final String ADAPTIVE = "spark.sql.adaptive.enabled";

  private SinglePlans() {}

  static <T> T in(SparkSession spark, Supplier<T> work) {
    RuntimeConfig settings = spark.conf();
    String before = settings.get(ADAPTIVE);
    settings.set(ADAPTIVE, false);
    try {
      return work.get();
    } finally {
      settings.set(ADAPTIVE, before);
    }
  }
}
