package org.churnwise.run;

import java.nio.file.Path;
import org.churnwise.config.WarehouseSettings;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.churnwise.warehouse.Warehouse;

class SchemaUpgradeTest extends SchemaUpgradeContract {
  @Override
  protected Warehouse open(Path scratch) {
    return new EmbeddedWarehouse(
        new WarehouseSettings(
            "embedded", scratch.resolve("upgraded.duckdb"), "main", "", "", "256MB", 1));
  }
}
