package org.churnwise.run;

import org.apache.spark.sql.SparkSession;
import org.churnwise.warehouse.WorkLabel;
import scala.Option;

/**
 * What the Spark UI says of the jobs that this thread starts: stage and slice. Without a Spark
 * context there is nothing to say it to.
 *
 * @param id null for none
 * @param description null for none
 */
record SparkJobGroup(String id, String description) {
  private static final String ID = "spark.jobGroup.id";
  private static final String DESCRIPTION = "spark.job.description";

  /** The group of now. */
  static SparkJobGroup current() {
    Option<SparkSession> spark = SparkSession.getDefaultSession();
    return spark.isEmpty()
        ? new SparkJobGroup(null, null)
        : new SparkJobGroup(
            spark.get().sparkContext().getLocalProperty(ID),
            spark.get().sparkContext().getLocalProperty(DESCRIPTION));
  }

  /** The group of a stage's work, for example {@code features 2025-05-01}. */
  static SparkJobGroup of(WorkLabel label) {
    return label.stage().isEmpty()
        ? new SparkJobGroup(null, null)
        : new SparkJobGroup(label.runId(), label.stage() + " " + label.slice());
  }

  /** Makes this the group of the jobs that follow. */
  void set() {
    Option<SparkSession> spark = SparkSession.getDefaultSession();
    if (!spark.isEmpty()) {
      spark.get().sparkContext().setLocalProperty(ID, id);
      spark.get().sparkContext().setLocalProperty(DESCRIPTION, description);
    }
  }
}
