package org.churnwise.training;

import java.util.Locale;
import org.apache.spark.SparkContext;

/**
 * How many threads each XGBoost worker has. The model is the same with any number, bit for bit;
 * another number of workers gives another.
 *
 * @param workers {@code training.workers}
 * @param isLocal whether they run in this process
 * @param slots tasks that run at once
 * @param cores of this machine
 * @param cpusOfTask {@code spark.task.cpus}
 * @param waiting value of OMP_WAIT_POLICY; null if it is not set
 */
record FitThreads(
    int workers, boolean isLocal, int slots, int cores, int cpusOfTask, String waiting) {
  /** XGBoost takes it for all cores; Spark's estimator refuses a larger number than a task's. */
  private static final int ALL = 0;

  static FitThreads of(int workers, SparkContext spark) {
    return new FitThreads(
        workers,
        spark.isLocal(),
        slots(spark),
        Runtime.getRuntime().availableProcessors(),
        cpusOfTask(spark),
        System.getenv("OMP_WAIT_POLICY"));
  }

  /** Tasks that Spark runs at once. */
  static int slots(SparkContext spark) {
    return spark.defaultParallelism() / cpusOfTask(spark);
  }

  private static int cpusOfTask(SparkContext spark) {
    return spark.conf().getInt("spark.task.cpus", 1);
  }

  /**
   * Value of XGBoost's {@code nthread}. One worker in this process takes all cores if Spark may use
   * them all too, and if OpenMP's threads sleep while they wait: those that spin make a fit on busy
   * cores ten times slower, and only the environment can tell them. Else a worker has what Spark
   * gives a task.
   */
  int number() {
    boolean isAlone = isLocal && workers == 1 && slots >= cores;
    boolean sleeps = waiting != null && waiting.toLowerCase(Locale.ROOT).equals("passive");
    return isAlone && sleeps ? ALL : cpusOfTask;
  }
}
