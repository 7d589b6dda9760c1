package org.churnwise.warehouse;

import java.nio.file.Path;

class EmbeddedWarehouseValuesTest extends WarehouseValuesContract {
  @Override
  protected Warehouse open(Path scratch) {
    return EmbeddedFiles.open(scratch.resolve("contract.duckdb"));
  }
}
