package org.churnwise.warehouse;

import java.nio.file.Path;

class EmbeddedWarehouseTest extends WarehouseContract {
  @Override
  protected Warehouse open(Path scratch) {
    return EmbeddedFiles.open(scratch.resolve("contract.duckdb"));
  }
}
