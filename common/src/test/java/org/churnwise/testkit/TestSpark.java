package org.churnwise.testkit;

import org.apache.spark.sql.SparkSession;

/** The one Spark session of a test process: local[2], no UI, two shuffle partitions, UTC. */
public final class TestSpark {
  private TestSpark() {}

  /** The session; the first call starts it, the end of the process stops it. */
  public static SparkSession session() {
    return Holder.SESSION;
  }

  private static final class Holder {
    static final SparkSession SESSION =
        SparkSession.builder()
            .master("local[2]")
            .appName("tests")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
  }
}
