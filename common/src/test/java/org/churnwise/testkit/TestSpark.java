package org.churnwise.testkit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.churnwise.cli.LocalFiles;

/** The one Spark session of a test process: local[2], no UI, two shuffle partitions, UTC. */
public final class TestSpark {
  private static SparkSession session;

  private TestSpark() {}

  /**
   * The session. The first call starts it, the end of the process stops it; a job that ran within
   * the process has stopped it too, so it is started again then.
   */
  public static synchronized SparkSession session() {
    if (session == null || session.sparkContext().isStopped()) {
      session = start();
    }
    return session;
  }

  /** The same rows in memory, for tests that would read the files behind them for each plan. */
  public static Dataset<Row> inMemory(Dataset<Row> rows) {
    return session().createDataFrame(rows.collectAsList(), rows.schema());
  }

  private static SparkSession start() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("tests")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
        // Compiling classes for a plan costs more than they save on a few rows. Whole runs compile.
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.files.openCostInBytes", "64k")
        .config(LocalFiles.SETTING, LocalFiles.class.getName())
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate();
  }
}
