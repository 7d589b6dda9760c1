package org.churnwise.config;

import java.time.Duration;
import org.churnwise.error.ChurnException;

/**
 * The account that {@code warehouse.kind = snowflake} connects to. Not used by the embedded
 * warehouse, which is why account and user may be empty here; {@link #requireAccount} refuses that.
 *
 * @param account account identifier, as in {@code myorg-myaccount}
 * @param host host and optional port; empty for the account's own
 * @param tls whether the connection is encrypted; off only for a server on this machine
 * @param user the login name
 * @param role the role of the session, empty for the user's default
 * @param credentials to authenticate with
 * @param loginTimeout after which an unreachable account is a failure
 * @param statementTimeout after which the account ends a statement
 * @param retries how often a read is retried after a lost connection
 * @param lease after which another run may take the schema from a run that does not respond
 * @param featureStore whether the features are registered in Snowflake's feature store
 */
public record SnowflakeSettings(
    String account,
    String host,
    boolean tls,
    String user,
    String role,
    SnowflakeCredentials credentials,
    Duration loginTimeout,
    Duration statementTimeout,
    int retries,
    Duration lease,
    boolean featureStore) {
  public SnowflakeSettings {
    SettingKey.SNOWFLAKE_ACCOUNT.require(account);
    SettingKey.SNOWFLAKE_HOST.require(host);
    SettingKey.SNOWFLAKE_USER.require(user);
    SettingKey.SNOWFLAKE_ROLE.require(role);
    SettingKey.SNOWFLAKE_LOGIN_TIMEOUT.require(loginTimeout.toSeconds());
    SettingKey.SNOWFLAKE_STATEMENT_TIMEOUT.require(statementTimeout.toSeconds());
    SettingKey.SNOWFLAKE_RETRIES.require(retries);
    SettingKey.SNOWFLAKE_LEASE.require(lease.toSeconds());
  }

  /**
   * Refuses settings with which no connection can be opened.
   *
   * @throws ChurnException (usage) naming the key and the environment variable
   */
  public void requireAccount(WarehouseSettings warehouse) {
    requireGiven(SettingKey.SNOWFLAKE_ACCOUNT, account);
    requireGiven(SettingKey.SNOWFLAKE_USER, user);
    requireGiven(SettingKey.WAREHOUSE_DATABASE, warehouse.database());
    if (!tls && !hostName().matches("localhost|127(\\.[0-9]{1,3}){3}")) {
      throw ChurnException.usage(
          "%s = off would send secrets unencrypted to %s; off is only for a server on this machine. Set it to on"
              .formatted(SettingKey.SNOWFLAKE_TLS.key(), hostName()));
    }
  }

  /** The same settings without the objects of Snowflake's feature store. */
  public SnowflakeSettings withoutFeatureStore() {
    return new SnowflakeSettings(
        account,
        host,
        tls,
        user,
        role,
        credentials,
        loginTimeout,
        statementTimeout,
        retries,
        lease,
        false);
  }

  /** Host and, if one was given, port. */
  public String address() {
    return host.isEmpty() ? account.replace('_', '-') + ".snowflakecomputing.com" : host;
  }

  private String hostName() {
    return address().replaceFirst(":[0-9]+$", "");
  }

  private static void requireGiven(SettingKey key, String value) {
    if (value.isEmpty()) {
      throw ChurnException.usage(
          "warehouse.kind = snowflake needs %s; set it with the environment variable %s or in a --conf file"
              .formatted(key.key(), key.variable().orElseThrow()));
    }
  }
}
