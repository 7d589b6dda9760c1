package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.churnwise.warehouse.Warehouse;
import org.churnwise.warehouse.WarehouseContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract of every warehouse, held by Snowflake, whatever the defaults of the account. */
@NeedsSnowflake
class SnowflakeWarehouseTest extends WarehouseContract {
  private final TestSchema schema = SnowflakeAccount.withOddParameters().newSchema();

  @Override
  protected Warehouse open(Path scratch) {
    return schema.open();
  }

  @Test
  void onlyAChangedViewIsMadeAnewAndKeepsItsGrants() {
    try (SnowflakeWarehouse warehouse = schema.open()) {
      warehouse.createMissing();
      warehouse.execute(sql("grant select on view run_history to role reader"));
      warehouse.execute(sql("comment on view run_history is 'of an older release'"));
      long before = viewsMade();
      warehouse.createMissing();
      assertEquals(before + 1, viewsMade());
      assertTrue(
          warehouse.query(sql("show grants on view run_history")).stream()
              .anyMatch(grant -> grant.string("grantee_name").equals("READER")));
    }
  }

  private long viewsMade() {
    return schema.sent().stream()
        .filter(sent -> sent.sql().contains("create or replace view"))
        .count();
  }

  @AfterEach
  void dropSchema() {
    schema.close();
  }
}
