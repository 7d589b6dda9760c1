package org.churnwise.cli;

import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Tells the progress how many rows the tasks of Spark have read. */
final class ReadRows extends SparkListener {
  private final Progress progress;

  ReadRows(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (task.taskMetrics() != null) { // null for a task that failed early
      progress.read(task.taskMetrics().inputMetrics().recordsRead());
    }
  }
}
