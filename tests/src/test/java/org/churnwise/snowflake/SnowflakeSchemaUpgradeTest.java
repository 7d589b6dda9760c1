package org.churnwise.snowflake;

import java.nio.file.Path;
import org.churnwise.run.SchemaUpgradeContract;
import org.churnwise.warehouse.Warehouse;
import org.junit.jupiter.api.AfterEach;

/** Older and newer tables on Snowflake. */
@NeedsSnowflake
class SnowflakeSchemaUpgradeTest extends SchemaUpgradeContract {
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
