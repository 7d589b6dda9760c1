package org.churnwise.testkit;

import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Rows of landing_predictions of a customer who stayed, and of whom no more is known. */
public final class LandedPrediction {
  /** What follows {@code left_out} in Spark's SQL. */
  public static final String REST =
      "0L as churned, 1L as days_since_last_purchase, cast(null as string) as customer_segment, cast(null as string) as gender, cast(null as string) as location";

  private LandedPrediction() {}

  /** For Spark. */
  public static Row row(
      String scorer, LocalDate snapshot, String customer, double probability, boolean leftOut) {
    return of(scorer, Date.valueOf(snapshot), customer, probability, leftOut);
  }

  /**
   * The same with the snapshot as it is.
   *
   * @param snapshot a date as Spark or as the warehouse gives it
   */
  public static Row of(
      String scorer, Object snapshot, String customer, double probability, boolean leftOut) {
    return RowFactory.create(
        scorer, snapshot, customer, probability, leftOut, 0L, 1L, null, null, null);
  }
}
