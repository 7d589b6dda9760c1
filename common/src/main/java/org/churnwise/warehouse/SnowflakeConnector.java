package org.churnwise.warehouse;

import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;

/**
 * Rows between Spark and the account through the Spark connector: executors read results from, and
 * write files to, the account's storage; no row passes through the driver.
 */
final class SnowflakeConnector {
  private static final String FORMAT = "net.snowflake.spark.snowflake";

  private final SnowflakeLogin login;

  SnowflakeConnector(SnowflakeLogin login) {
    this.login = login;
  }

  /** The result of a whole statement: all joins, windows and filters run in the account. */
  Dataset<Row> read(SparkSession spark, Sql query, WorkLabel label) {
    // The connector drops the last line end, and a comment there would swallow what it appends.
    String text = "select * from (\n" + query.withLiterals() + "\n) rows_to_read";
    try {
      Dataset<Row> rows =
          spark
              .read()
              .format(FORMAT)
              .options(login.connectorOptions(label))
              .option("query", text)
              .load();
      // Names that are not upper case are returned in quotes.
      return rows.toDF(
          Stream.of(rows.columns()).map(name -> name.replace("\"", "")).toArray(String[]::new));
    } catch (RuntimeException e) {
      throw failure("read of " + query.name(), e);
    }
  }

  /**
   * Replaces the rows of a landing table in one transaction of the connector. Without its staging
   * table, and with truncate instead of a new table, a failed write keeps the old rows, and the
   * table keeps the types and rights of its DDL.
   */
  void land(Table landing, Dataset<Row> rows, WorkLabel label) {
    refuseSpeculation(rows.sparkSession().sparkContext().conf().get("spark.speculation", "false"));
    try {
      landing
          .conform(rows)
          .write()
          .format(FORMAT)
          .options(login.connectorOptions(label))
          .option("dbtable", landing.name())
          .mode(SaveMode.Overwrite)
          .save();
    } catch (RuntimeException e) {
      throw failure("landing of " + landing.name(), e);
    }
  }

  /** Refuses a setting under which the connector loses rows without an error. */
  static void refuseSpeculation(String speculation) {
    if (Boolean.parseBoolean(speculation)) {
      throw ChurnException.usage(
          "spark.speculation = true does not work with Snowflake: version 3.0 of the Spark connector loses rows when two attempts of a task write at once. Set spark.speculation to false");
    }
  }

  /** The job's own failures are kept; those of the connector become failures of the warehouse. */
  private static RuntimeException failure(String what, RuntimeException e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof ChurnException known) {
        return known;
      }
      if (at instanceof java.sql.SQLException refused) {
        return ChurnException.warehouse(
            what + " failed: " + SnowflakeFailures.message(refused), at);
      }
    }
    return ChurnException.warehouse(what + " failed: " + e.getMessage(), e);
  }
}
