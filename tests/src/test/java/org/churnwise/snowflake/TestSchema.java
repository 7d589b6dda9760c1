package org.churnwise.snowflake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.warehouse.SnowflakeWarehouse;

/** An empty schema of an account, there for one test and dropped after it. */
public final class TestSchema implements AutoCloseable {
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

  /** The settings of both. */
  public Settings settings() {
    return settings(environment(), keys);
  }

  /** The warehouse of the product in this schema. */
  public SnowflakeWarehouse open() {
    Settings settings = settings();
    return new SnowflakeWarehouse(settings.warehouse(), settings.snowflake());
  }

  /**
   * What was sent by sessions in this schema's database, in order. Skips the test on an account
   * that has no such log.
   */
  public List<SentStatement> sent() {
    return account.sent(settings().warehouse().database());
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
