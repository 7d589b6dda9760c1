package org.churnwise.snowflake;

import java.nio.file.Path;
import org.churnwise.warehouse.Warehouse;
import org.churnwise.warehouse.WarehouseValuesContract;
import org.junit.jupiter.api.AfterEach;

/** What values mean in every warehouse, held by Snowflake. */
@NeedsSnowflake
class SnowflakeWarehouseValuesTest extends WarehouseValuesContract {
  private final TestSchema schema = SnowflakeAccount.withOddParameters().newSchema();

  @Override
  protected Warehouse open(Path scratch) {
    return schema.open();
  }

  @AfterEach
  void dropSchema() {
    schema.close();
  }
}
