package org.churnwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;

/** What is refused before Spark is started, of settings that spark-submit hands over. */
class SparkSessionsTest {
  private static final List<String> SNOWFLAKE =
      List.of(
          "warehouse.kind=snowflake",
          "warehouse.database=d",
          "warehouse.schema=s",
          "snowflake.account=a",
          "snowflake.user=u");

  @Test
  void theEmbeddedWarehouseRefusesAClusterAsMaster() {
    ChurnException refusal = refusal(List.of(), "spark.master", "spark://127.0.0.1:1");
    assertEquals(ExitCode.USAGE, refusal.exitCode());
    assertTrue(refusal.getMessage().contains("spark://127.0.0.1:1"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("embedded"), refusal.getMessage());
  }

  @Test
  void snowflakeRefusesSpeculation() {
    ChurnException refusal = refusal(SNOWFLAKE, "spark.speculation", "true");
    assertEquals(ExitCode.USAGE, refusal.exitCode());
    assertTrue(refusal.getMessage().contains("spark.speculation"), refusal.getMessage());
  }

  private static ChurnException refusal(List<String> sets, String property, String value) {
    Settings settings =
        SettingsLoader.load(
            new SettingsSources(Optional.empty(), Optional.empty(), sets, Map.of()));
    System.setProperty(property, value); // as spark-submit does
    try (SparkSessions sessions = new SparkSessions("test", settings, Progress.none())) {
      return assertThrows(ChurnException.class, sessions::session);
    } finally {
      System.clearProperty(property);
    }
  }
}
