package org.churnwise.cli;

import org.apache.spark.SparkConf;
import org.apache.spark.internal.config.package$;
import org.apache.spark.sql.SparkSession;
import org.churnwise.config.Settings;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.churnwise.warehouse.SnowflakeWarehouse;

/** Starts the Spark session of a process on first use and stops it at the end. */
final class SparkSessions implements AutoCloseable {
  private final String name;
  private final Settings settings;
  private final Progress progress;
  private volatile SparkSession session;

  SparkSessions(String name, Settings settings, Progress progress) {
    this.name = name;
    this.progress = progress;
    this.settings = settings;
  }

  synchronized SparkSession session() {
    if (session == null) {
      session = start();
    }
    return session;
  }

  private SparkSession start() {
    SparkConf conf = new SparkConf().setAppName("churnwise " + name);
    conf.setIfMissing("spark.master", "local[*]"); // spark-submit always names one
    if (settings.warehouse().kind().equals("embedded")) {
      EmbeddedWarehouse.refuseRemoteMaster(conf.get("spark.master"));
      LocalFiles.set(conf);
      // Else files of less than 4 MB are not divided among the cores, however much is done with a
      // row.
      conf.setIfMissing("spark.sql.files.openCostInBytes", "64k");
    } else {
      LocalFiles.makePrivate(conf);
      SnowflakeWarehouse.refuseSpeculation(conf.get("spark.speculation", "false"));
    }
    // The connector's options hold secrets; Spark shows options in plans, events and its UI.
    conf.set("spark.redaction.regex", redacted(conf));
    conf.set("spark.sql.session.timeZone", "UTC");
    conf.set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    conf.setIfMissing(
        "spark.sql.shuffle.partitions", String.valueOf(settings.spark().shufflePartitions()));
    // A month has more statements than the 100 whose generated classes Spark keeps by default.
    conf.setIfMissing("spark.sql.codegen.cache.maxEntries", "1000");
    // More XGBoost workers than slots would otherwise wait ten minutes before they fail.
    conf.setIfMissing("spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures", "1");
    conf.setIfMissing("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "2s");
    // A fit that lost a worker would hang in Spark's next attempt: the others wait for it in native
    // code and free no slot. Single tasks are still retried.
    conf.setIfMissing("spark.stage.maxConsecutiveAttempts", "1");
    // XGBoost's threads sleep while they wait, if spark.task.cpus gives them more than one.
    conf.setIfMissing("spark.executorEnv.OMP_WAIT_POLICY", "passive");
    SparkSession started = SparkSession.builder().config(conf).getOrCreate();
    if (progress.isShown()) {
      started.sparkContext().addSparkListener(new ReadRows(progress));
    }
    return started;
  }

  /** Our pattern besides the one that Spark or its configuration already has. */
  static String redacted(SparkConf conf) {
    package$ config = package$.MODULE$;
    return "(?:%s)|(?i:secret|password|passphrase|token|(?:access|private|api)[._-]?key)"
        .formatted(conf.get(config.SECRET_REDACTION_PATTERN()));
  }

  /** Stops a session that another thread may still use, or be starting. */
  void abandon() {
    SparkSession abandoned = session;
    if (abandoned != null) {
      abandoned.sparkContext().cancelAllJobs();
      abandoned.stop();
    }
  }

  @Override
  public synchronized void close() {
    if (session != null) {
      session.stop();
      session = null;
    }
  }
}
