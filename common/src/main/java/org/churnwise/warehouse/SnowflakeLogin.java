package org.churnwise.warehouse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.PrivateKey;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeoutException;
import org.churnwise.config.SnowflakeCredentials;
import org.churnwise.config.SnowflakeSettings;
import org.churnwise.config.WarehouseSettings;
import org.churnwise.error.ChurnException;

/**
 * Credentials for the account, as the properties of a JDBC login and the options of the connector.
 * Both hold a secret; neither is ever logged or stored.
 */
final class SnowflakeLogin {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String BROWSER = "externalbrowser";

  /** The driver keeps most timeouts itself, with a better message. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** An account responds within 45 seconds, even while the statement is still running. */
  private static final Duration SLOWEST_ANSWER = Duration.ofSeconds(60);

  private final WarehouseSettings warehouse;
  private final SnowflakeSettings account;
  private final Traffic traffic = new Traffic();

  SnowflakeLogin(WarehouseSettings warehouse, SnowflakeSettings account) {
    this.warehouse = warehouse;
    this.account = account;
  }

  /** What all its sessions have sent. */
  Traffic traffic() {
    return traffic;
  }

  /**
   * Opens a session, labelled from its first statement on, or gives up {@link #GRACE} after the
   * login timeout.
   *
   * @throws ChurnException (warehouse) that names the address and what to check
   */
  JdbcSession open(WorkLabel label) {
    try {
      return new JdbcSession(connect(properties(label)), new SnowflakeValues(), traffic);
    } catch (SQLException e) {
      throw ChurnException.warehouse(
          "cannot log in to Snowflake %s as user %s: %s"
              .formatted(account.address(), account.user(), SnowflakeFailures.message(e)),
          e);
    }
  }

  private Connection connect(Properties properties) throws SQLException {
    Duration timeout = account.loginTimeout();
    try {
      return Deadline.open(
          timeout.plus(GRACE), () -> DriverManager.getConnection(url(), properties));
    } catch (SQLException | RuntimeException e) {
      throw e;
    } catch (TimeoutException e) {
      throw new SQLTimeoutException(
          "no response within %d s (snowflake.login-timeout-seconds)"
              .formatted(timeout.toSeconds()),
          "08001",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted during the login", e);
    } catch (Exception e) {
      throw new SQLException("the login failed: " + e, e);
    }
  }

  private String url() {
    return "jdbc:snowflake://" + account.address() + "/";
  }

  /** The properties of a JDBC login, the secret among them. */
  Properties properties(WorkLabel label) {
    Properties properties = new Properties();
    properties.put("account", account.account());
    properties.put("user", account.user());
    properties.put("ssl", account.tls() ? "on" : "off");
    properties.put("db", warehouse.database());
    putGiven(properties, "warehouse", warehouse.warehouse());
    putGiven(properties, "role", account.role());
    // A database, warehouse or role that does not exist must fail here, not at the first statement.
    properties.put("validateDefaultParameters", "true");
    properties.put("application", "Churnwise");
    properties.putAll(timeouts());
    properties.put("CLIENT_SESSION_KEEP_ALIVE", "true");
    properties.put("CLIENT_OUT_OF_BAND_TELEMETRY_ENABLED", "false");
    sessionParameters(label).forEach(properties::put);
    addCredentials(properties);
    return properties;
  }

  /**
   * When a session gives up on an account that it cannot reach: after the login timeout, also later
   * than the login, instead of the driver's several times five minutes. Driver and connector use
   * the same names.
   */
  private Map<String, String> timeouts() {
    Duration login = account.loginTimeout();
    return Map.of(
        "loginTimeout",
        String.valueOf(login.toSeconds()),
        "networkTimeout",
        String.valueOf(login.toMillis()),
        "HTTP_CLIENT_CONNECTION_TIMEOUT",
        String.valueOf(login.toMillis()),
        "HTTP_CLIENT_SOCKET_TIMEOUT",
        String.valueOf(SLOWEST_ANSWER.toMillis()));
  }

  private Map<String, String> sessionParameters(WorkLabel label) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.putAll(PinnedParameters.ALL);
    parameters.putAll(PinnedParameters.OF_THE_DRIVER);
    parameters.put("QUERY_TAG", tag(label));
    parameters.put(
        "STATEMENT_TIMEOUT_IN_SECONDS", String.valueOf(account.statementTimeout().toSeconds()));
    return parameters;
  }

  private void addCredentials(Properties properties) {
    SnowflakeCredentials credentials = account.credentials();
    switch (credentials.authentication()) {
      case "password" -> properties.put("password", credentials.requiredPassword());
      case "access-token" -> properties.put("password", credentials.requiredAccessToken());
      case "key-pair" -> properties.put("privateKey", privateKey());
      case "oauth" -> {
        properties.put("authenticator", "oauth");
        properties.put("token", credentials.requiredToken());
      }
      default -> {
        properties.put("authenticator", BROWSER);
        properties.putAll(browser());
      }
    }
  }

  /** What the driver needs to know of a person's browser, in the sessions of the connector too. */
  private Map<String, String> browser() {
    return Map.of(
        // The driver would wait two minutes for the person, whatever the timeout.
        "BROWSER_RESPONSE_TIMEOUT",
        String.valueOf(account.loginTimeout().toSeconds()),
        // One login in the browser serves all sessions of the run, where the account allows it.
        "CLIENT_STORE_TEMPORARY_CREDENTIAL",
        "true");
  }

  /**
   * The connector's options; it opens its own sessions, with the same privileges. Options of one
   * label are equal for reads and writes, for then they share a session.
   */
  Map<String, String> connectorOptions(WorkLabel label) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("sfURL", account.address());
    options.put("sfAccount", account.account());
    options.put("sfUser", account.user());
    options.put("sfSSL", account.tls() ? "on" : "off");
    options.put("sfDatabase", warehouse.database());
    options.put("sfSchema", warehouse.schema());
    putGiven(options, "sfWarehouse", warehouse.warehouse());
    putGiven(options, "sfRole", account.role());
    options.put("sfTimezone", "UTC");
    options.putAll(PinnedParameters.ALL);
    options.put("query_tag", tag(label));
    options.put("client_out_of_band_telemetry_enabled", "false");
    options.put(
        "statement_timeout_in_seconds", String.valueOf(account.statementTimeout().toSeconds()));
    options.put("abort_detached_query", "on"); // otherwise the connector switches it off
    // Of writes: no staging table, and no new table; see SnowflakeConnector.
    options.put("usestagingtable", "off");
    options.put("truncate_table", "on");
    options.putAll(timeouts());
    SnowflakeCredentials credentials = account.credentials();
    switch (credentials.authentication()) {
      case "password" -> options.put("sfPassword", credentials.requiredPassword());
      case "access-token" -> options.put("sfPassword", credentials.requiredAccessToken());
      case "key-pair" ->
          options.put(
              "pem_private_key", Base64.getEncoder().encodeToString(privateKey().getEncoded()));
      case "oauth" -> {
        options.put("sfAuthenticator", "oauth");
        options.put("sfToken", credentials.requiredToken());
      }
      default -> {
        options.put("sfAuthenticator", BROWSER);
        // The connector insists on a password; the driver does not send one with a browser's login.
        options.put("sfPassword", "none");
        options.putAll(browser());
      }
    }
    return options;
  }

  private PrivateKey privateKey() {
    SnowflakeCredentials credentials = account.credentials();
    return PrivateKeys.read(credentials.requiredPrivateKey(), credentials.passphrase());
  }

  /** The query tag: JSON, so that the account's query history can be summed by its fields. */
  String tag(WorkLabel label) {
    ObjectNode tag = JSON.createObjectNode().put("project", "churnwise");
    if (!label.runId().isEmpty()) {
      tag.put("run_id", label.runId());
    }
    if (!label.stage().isEmpty()) {
      tag.put("stage", label.stage()).put("snapshot", label.slice());
    }
    return tag.toString();
  }

  private static void putGiven(
      Map<? super String, ? super String> target, String name, String value) {
    if (!value.isEmpty()) {
      target.put(name, value);
    }
  }
}
