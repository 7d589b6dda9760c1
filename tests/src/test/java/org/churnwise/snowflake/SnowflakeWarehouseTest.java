package org.churnwise.snowflake;

import java.nio.file.Path;
import org.churnwise.warehouse.Warehouse;
import org.churnwise.warehouse.WarehouseContract;
import org.junit.jupiter.api.AfterEach;

/** The contract of every warehouse, held by Snowflake. */
@NeedsSnowflake
class SnowflakeWarehouseTest extends WarehouseContract {
  private final TestSchema schema = SnowflakeAccount.forTests().newSchema();

  @Override
  protected Warehouse open(Path scratch) {
    return schema.open();
  }

  @AfterEach
  void dropSchema() {
    schema.close();
  }
}
