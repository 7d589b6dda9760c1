package org.churnwise.snowflake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.warehouse.SnowflakeWarehouse;

/** An empty schema of an account, there for one test and dropped after it. */
public final class TestSchema implements AutoCloseable {
  private static final String PASSWORD_FILE = "snowflake.password-file";
  private static final Map<String, String> KEYS =
      Map.of(
          "CHURN_SNOWFLAKE_ACCOUNT",
          "snowflake.account",
          "CHURN_SNOWFLAKE_HOST",
          "snowflake.host",
          "CHURN_SNOWFLAKE_USER",
          "snowflake.user",
          "CHURN_SNOWFLAKE_AUTHENTICATION",
          "snowflake.authentication",
          "CHURN_SNOWFLAKE_PASSWORD",
          PASSWORD_FILE,
          "ML_WAREHOUSE",
          "warehouse.warehouse");

  private final SnowflakeAccount account;
  private final Map<String, String> keys;
  private final Runnable drop;

  TestSchema(SnowflakeAccount account, Map<String, String> keys, Runnable drop) {
    this.account = account;
    this.keys = Map.copyOf(keys);
    this.drop = drop;
  }

  /** The keys that lead a command here, as {@code --set} takes them. */
  public List<String> sets() {
    return sets(keys);
  }

  /** The environment variables that a command needs beside {@link #sets}, secrets included. */
  public Map<String, String> environment() {
    return account.environment();
  }

  /**
   * The keys that lead a command of this process here, whose environment cannot be changed.
   *
   * @param secret a file for the password
   */
  public List<String> setsWithoutEnvironment(Path secret) throws IOException {
    List<String> sets = new ArrayList<>(sets());
    for (Map.Entry<String, String> variable : environment().entrySet()) {
      String key = KEYS.get(variable.getKey());
      if (System.getenv(variable.getKey()) == null && key != null) {
        boolean isPassword = key.equals(PASSWORD_FILE);
        sets.add(key + "=" + (isPassword ? secret : variable.getValue()));
        if (isPassword) {
          Files.writeString(secret, variable.getValue());
        }
      }
    }
    return sets;
  }

  /** The settings of both. */
  public Settings settings() {
    return settings(environment(), keys);
  }

  /** The warehouse of the product in this schema. */
  public SnowflakeWarehouse open() {
    Settings settings = settings();
    return new SnowflakeWarehouse(settings.warehouse(), settings.snowflake());
  }

  /** Whether {@link #sent} can tell what was sent. */
  public boolean isLogged() {
    return account.isLogged();
  }

  /**
   * What was sent by sessions in this schema's database, in order. Skips the test on an account
   * that has no such log.
   */
  public List<SentStatement> sent() {
    return account.sent(settings().warehouse().database());
  }

  /** Keeps the next statement with this start from running, see {@link HeldStatement}. */
  public HeldStatement hold(String start) {
    return account.hold(start);
  }

  @Override
  public void close() {
    drop.run();
  }

  static Settings settings(Map<String, String> environment, Map<String, String> keys) {
    return SettingsLoader.load(
        new SettingsSources(Optional.empty(), Optional.empty(), sets(keys), environment));
  }

  private static List<String> sets(Map<String, String> keys) {
    return keys.entrySet().stream()
        .map(key -> key.getKey() + "=" + key.getValue())
        .sorted()
        .toList();
  }
}
