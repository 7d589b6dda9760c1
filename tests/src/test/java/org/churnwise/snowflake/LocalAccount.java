package org.churnwise.snowflake;

import java.util.List;
import java.util.Map;

/** The local server as an account: each schema is in a database of its own. */
final class LocalAccount implements SnowflakeAccount {
  private static final String SCHEMA = "CHURN";

  private final LocalSnowflake server;
  private final String account;

  /**
   * @param account one of the server's
   */
  LocalAccount(LocalSnowflake server, String account) {
    this.server = server;
    this.account = account;
  }

  @Override
  public TestSchema newSchema() {
    String database = server.newDatabase(SCHEMA);
    return new TestSchema(
        this,
        Map.of(
            "warehouse.kind",
            "snowflake",
            "warehouse.database",
            database,
            "warehouse.schema",
            SCHEMA,
            "snowflake.tls",
            "off"),
        () -> server.drop(database));
  }

  @Override
  public boolean isLogged() {
    return true;
  }

  @Override
  public List<SentStatement> sent(String database) {
    return server.sent(database);
  }

  @Override
  public HeldStatement hold(String start) {
    return server.hold(start);
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        "CHURN_SNOWFLAKE_ACCOUNT",
        account,
        "CHURN_SNOWFLAKE_HOST",
        server.address(),
        "CHURN_SNOWFLAKE_USER",
        LocalUsers.USER,
        "CHURN_SNOWFLAKE_AUTHENTICATION",
        "password",
        "CHURN_SNOWFLAKE_PASSWORD",
        LocalUsers.PASSWORD,
        "ML_WAREHOUSE",
        "TEST_WH");
  }
}
