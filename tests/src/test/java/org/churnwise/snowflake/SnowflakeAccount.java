package org.churnwise.snowflake;

import java.util.List;
import java.util.Map;

/** Where tests of the Snowflake warehouse run. */
public interface SnowflakeAccount {
  /**
   * The account that the environment names by {@code CHURN_SNOWFLAKE_ACCOUNT}, else the local
   * server; without either the test is skipped, or fails where the local server is required.
   */
  static SnowflakeAccount forTests() {
    return forTests(LocalSnowflake.ACCOUNT);
  }

  /**
   * The same; on the local server an account of which each parameter that can change a result has
   * another value than a new account has.
   */
  static SnowflakeAccount withOddParameters() {
    return forTests(LocalSnowflake.ODD_ACCOUNT);
  }

  private static SnowflakeAccount forTests(String local) {
    String account = System.getenv("CHURN_SNOWFLAKE_ACCOUNT");
    return account == null || account.isBlank()
        ? new LocalAccount(LocalSnowflake.shared(), local)
        : new RealAccount(System.getenv());
  }

  /** A schema that is there and empty, of one test; closing it drops it. */
  TestSchema newSchema();

  /** Whether it has a log of statements. */
  boolean isLogged();

  /**
   * The statements that reached the server for this database, in order. Skips the test on an
   * account that has no such log.
   */
  List<SentStatement> sent(String database);

  /**
   * Keeps the next statement with this start from running, see {@link HeldStatement}. Skips the
   * test on an account that cannot do so.
   */
  HeldStatement hold(String start);

  /** The environment variables with which the product reaches the account, secrets included. */
  Map<String, String> environment();
}
