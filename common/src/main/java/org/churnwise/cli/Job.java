package org.churnwise.cli;

import org.apache.spark.sql.SparkSession;
import org.churnwise.config.Settings;
import org.churnwise.run.Ledger;
import org.churnwise.run.Run;
import org.churnwise.warehouse.Warehouse;

/**
 * What a command works with: the open warehouse, the ledger of this run, settings, and Spark on
 * demand.
 */
public final class Job {
  private final Settings settings;
  private final Warehouse warehouse;
  private final Ledger ledger;
  private final Console console;
  private final SparkSessions sparkSessions;

  Job(
      Settings settings,
      Warehouse warehouse,
      Ledger ledger,
      Console console,
      SparkSessions sparkSessions) {
    this.settings = settings;
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.console = console;
    this.sparkSessions = sparkSessions;
  }

  public Settings settings() {
    return settings;
  }

  public Warehouse warehouse() {
    return warehouse;
  }

  public Ledger ledger() {
    return ledger;
  }

  public Run run() {
    return ledger.run();
  }

  public Console console() {
    return console;
  }

  /**
   * The Spark session of this process; the first call starts it, which takes one to two seconds.
   */
  public SparkSession spark() {
    SparkSession session = sparkSessions.session();
    ledger.labelSpark();
    return session;
  }
}
