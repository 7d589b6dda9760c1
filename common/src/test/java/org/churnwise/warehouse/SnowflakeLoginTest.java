package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.junit.jupiter.api.Test;

/** The texts that are made for the account; nothing here was sent to one. */
class SnowflakeLoginTest {
  private static final WorkLabel LABEL = new WorkLabel("r1", "features", "2025-05-01");

  @Test
  void theQueryTagIsJsonThatCostsCanBeSummedBy() {
    assertEquals(
        "{\"project\":\"churnwise\",\"run_id\":\"r1\",\"stage\":\"features\",\"snapshot\":\"2025-05-01\"}",
        login(Map.of()).tag(LABEL));
    assertEquals("{\"project\":\"churnwise\"}", login(Map.of()).tag(WorkLabel.of("")));
  }

  @Test
  void aLoginDoesNotShowItsSecret() {
    assertFalse(
        login(Map.of("CHURN_SNOWFLAKE_PASSWORD", "planted")).toString().contains("planted"));
  }

  @Test
  void everySessionPinsWhatResultsDependOn() {
    SnowflakeLogin login = login(Map.of("CHURN_SNOWFLAKE_PASSWORD", "planted"));
    for (Map.Entry<String, String> pinned : PinnedParameters.ALL.entrySet()) {
      String value = pinned.getValue();
      assertEquals(value, login.properties(LABEL).get(pinned.getKey()), pinned.getKey());
      assertEquals(value, login.connectorOptions(LABEL).get(pinned.getKey()), pinned.getKey());
    }
    assertEquals("UTC", login.properties(LABEL).get("TIMEZONE"));
    assertEquals("UTC", login.connectorOptions(LABEL).get("sfTimezone"));
  }

  @Test
  void aTableCarriesItsGrainAndTheMeaningOfItsColumns() {
    String ddl = SnowflakeDdl.table(Tables.CUSTOMER_FEATURES);
    assertEquals(
        "  age bigint comment 'years; null for a buyer without a customers row',",
        ddl.lines().filter(line -> line.startsWith("  age ")).findFirst().orElseThrow());
    assertEquals(
        ") default_ddl_collation = '' comment = 'One row per snapshot and customer with a purchase"
            + " before the snapshot; everything from days strictly before it.'",
        ddl.lines().reduce((first, second) -> second).orElseThrow());
  }

  @Test
  void rowsThatOnlyWaitAreNotKeptForTimeTravel() {
    for (Table waiting : List.of(Tables.LANDING_ROWS, Tables.CUSTOMERS_TO_FORGET)) {
      String ddl = SnowflakeDdl.table(waiting);
      assertTrue(ddl.startsWith("create transient table if not exists " + waiting.name()), ddl);
      assertTrue(ddl.contains(") data_retention_time_in_days = 0 default_ddl_collation"), ddl);
    }
  }

  private static SnowflakeLogin login(Map<String, String> environment, String... sets) {
    Settings settings =
        SettingsLoader.load(
            new SettingsSources(Optional.empty(), Optional.empty(), List.of(sets), environment));
    return new SnowflakeLogin(settings.warehouse(), settings.snowflake());
  }
}
