package org.churnwise.run;

import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.churnwise.warehouse.WorkLabel;
import org.slf4j.MDC;
import scala.Option;

/**
 * What each line of the log says of its origin: run, stage and slice. Spark hands local properties
 * with this prefix to the threads of its tasks, on other machines too.
 */
public final class LogContext {
  private static final String RUN = "mdc.run";
  private static final String STAGE = "mdc.stage";
  private static final String SLICE = "mdc.slice";

  private LogContext() {}

  /** Makes this the origin of what this thread, and the tasks that it starts, log from now on. */
  public static void set(WorkLabel label) {
    set(RUN, label.runId());
    set(STAGE, label.stage());
    set(SLICE, label.slice());
  }

  private static void set(String key, String value) {
    String known = value.isEmpty() ? null : value;
    if (known == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, known);
    }
    Option<SparkSession> spark = SparkSession.getDefaultSession();
    if (!spark.isEmpty()) {
      SparkContext context = spark.get().sparkContext();
      context.setLocalProperty(key, known);
    }
  }
}
