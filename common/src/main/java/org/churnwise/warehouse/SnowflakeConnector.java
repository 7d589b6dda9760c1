package org.churnwise.warehouse;

import java.sql.SQLException;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.snowflake.spark.snowflake.ServerConnection;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows between Spark and the account through the Spark connector: executors read results from, and
 * write files to, the account's storage; no row passes through the driver.
 */
final class SnowflakeConnector {
  private static final Logger LOG = LoggerFactory.getLogger(SnowflakeConnector.class);
  private static final String FORMAT = "net.snowflake.spark.snowflake";

  private final SnowflakeLogin login;
  private final int retries;
  private String runId = "";
  private Map<String, String> options;

  /**
   * @param retries how often a read or a landing is repeated after a lost session
   */
  SnowflakeConnector(SnowflakeLogin login, int retries) {
    this.login = login;
    this.retries = retries;
  }

  /** The result of a whole statement: all joins, windows and filters run in the account. */
  Dataset<Row> read(SparkSession spark, Sql query, WorkLabel label) {
    // The connector drops the last line end, and a comment there would swallow what it appends.
    String text = "select * from (\n" + query.withLiterals() + "\n) rows_to_read";
    return again(
        "read of " + query.name(),
        SnowflakeSessions::isConnectionLost,
        () -> {
          Dataset<Row> rows =
              spark.read().format(FORMAT).options(options(label)).option("query", text).load();
          // Names that are not upper case are returned in quotes.
          return rows.toDF(
              Stream.of(rows.columns()).map(name -> name.replace("\"", "")).toArray(String[]::new));
        });
  }

  /**
   * Replaces the rows of a landing table in one transaction of the connector. Without its staging
   * table, and with truncate instead of a new table, a failed write keeps the old rows, and the
   * table keeps the types and rights of its DDL.
   */
  void land(Table landing, Dataset<Row> rows, WorkLabel label) {
    refuseSpeculation(rows.sparkSession().sparkContext().conf().get("spark.speculation", "false"));
    again(
        "landing of " + landing.name(),
        SnowflakeFailures::isSessionEnded,
        () -> {
          landing
              .conform(rows)
              .write()
              .format(FORMAT)
              .options(options(label))
              .option("dbtable", landing.name())
              .mode(SaveMode.Overwrite)
              .save();
          return null;
        });
  }

  /**
   * Equal options share a session, so these are made once for all reads and writes of a run: they
   * name no stage, and a newer token is read when the session with the older one has ended.
   */
  private Map<String, String> options(WorkLabel label) {
    if (options == null || !label.runId().equals(runId)) {
      runId = label.runId();
      options = login.connectorOptions(WorkLabel.of(runId));
    }
    return options;
  }

  private <T> T again(String what, Predicate<ChurnException> isRepeatable, Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (Exception e) { // the connector, written in Scala, throws checked ones too
        ChurnException failure = failure(what, e);
        if (SnowflakeSessions.isConnectionLost(failure)) {
          forgetSessions();
        }
        if (attempt > retries || !isRepeatable.test(failure)) {
          throw failure;
        }
        LOG.warn("{}: session lost, attempt {} follows", what, attempt + 1, failure);
        SnowflakeSessions.pauseBefore(attempt);
      }
    }
  }

  /** The connector keeps its sessions, also those that the account has ended. */
  private void forgetSessions() {
    options = null;
    while (!areClosed()) {
      LOG.debug("one of the connector's sessions was left to time out");
    }
  }

  /** Each call closes all sessions up to one that is lost, which is then counted as closed. */
  private static boolean areClosed() {
    try {
      ServerConnection.closeAllCachedConnections();
      return true;
    } catch (Exception e) { // checked, see above
      return !(e instanceof SQLException);
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
  private static ChurnException failure(String what, Exception e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof ChurnException known) {
        return known;
      }
      if (at instanceof SQLException refused) {
        return ChurnException.warehouse(
            what + " failed: " + SnowflakeFailures.message(refused), at);
      }
    }
    return ChurnException.warehouse(what + " failed: " + e.getMessage(), e);
  }
}
