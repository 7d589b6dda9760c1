package org.churnwise.sentiment;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** The scorer as a function of Spark SQL, for tests that compare Spark with the warehouse. */
public final class SentimentUdf {
  /** The function's name in SQL. */
  public static final String NAME = "local_sentiment";

  private SentimentUdf() {}

  /** Makes the function known to a session. */
  public static void register(SparkSession spark) {
    UDF1<String, Double> score = SentimentScorer::sentiment;
    spark.udf().register(NAME, score, DataTypes.DoubleType);
  }
}
