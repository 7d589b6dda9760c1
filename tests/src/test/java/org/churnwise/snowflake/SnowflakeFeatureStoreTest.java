package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * That the objects of the feature store are asked for, and that the view reads. The local server
 * takes tags and forgets them, and no feature store of Snowflake's has read these.
 */
@NeedsSnowflake
class SnowflakeFeatureStoreTest {
  private static final Sql VIEW =
      new Sql("view", "select count(*) as row_count from customer_features$v1", Map.of());

  private final TestSchema schema = SnowflakeAccount.forTests().newSchema();

  @AfterEach
  void dropSchema() {
    schema.close();
  }

  /** A view that is there is left alone, also when the table lacks the column of a new feature. */
  @Test
  void switchedOnTheTagsComeBeforeTheViewWhichIsLeftAloneFromThenOn() {
    try (SnowflakeWarehouse warehouse = open("on")) {
      warehouse.createMissing();
      assertEquals(0, warehouse.query(VIEW).get(0).longValue("row_count"));
      withoutAge(warehouse);
      assertDoesNotThrow(warehouse::createMissing);
    }
    assertEquals(
        List.of(
            "create tag if not exists snowml_feature_store_object",
            "create tag if not exists snowml_feature_view_metadata",
            "create tag if not exists snowml_feature_store_entity_customer",
            "create view if not exists customer_features$v1"),
        objects().distinct().toList());
  }

  @Test
  void switchedOffNothingIsMadeAndSwitchedOnLaterTheViewHasAllColumnsUntilAReset() {
    try (SnowflakeWarehouse warehouse = open("off")) {
      warehouse.createMissing();
      assertFalse(objects().findAny().isPresent());
      withoutAge(warehouse);
    }
    try (SnowflakeWarehouse warehouse = open("on")) {
      warehouse.createMissing();
      Sql ages = new Sql("ages", "select age from customer_features$v1", Map.of());
      assertEquals(List.of(), warehouse.query(ages));
      warehouse.reset();
    }
    try (SnowflakeWarehouse warehouse = open("off")) {
      warehouse.createMissing();
      assertThrows(ChurnException.class, () -> warehouse.query(VIEW));
    }
  }

  /** As when a feature was added and the table does not have its column yet. */
  private static void withoutAge(SnowflakeWarehouse warehouse) {
    warehouse.execute(new Sql("drop", "alter table customer_features drop column age", Map.of()));
  }

  private Stream<String> objects() {
    return schema.sent().stream()
        .flatMap(sent -> sent.sql().lines())
        .filter(line -> line.matches("create (tag|view if not exists) .*"))
        .map(String::strip);
  }

  private SnowflakeWarehouse open(String featureStore) {
    List<String> sets =
        Stream.concat(schema.sets().stream(), Stream.of("snowflake.feature-store=" + featureStore))
            .toList();
    Settings settings =
        SettingsLoader.load(
            new SettingsSources(Optional.empty(), Optional.empty(), sets, schema.environment()));
    return new SnowflakeWarehouse(settings.warehouse(), settings.snowflake());
  }
}
