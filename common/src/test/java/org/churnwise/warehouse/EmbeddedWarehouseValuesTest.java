package org.churnwise.warehouse;

import java.nio.file.Path;
import org.churnwise.testkit.Slow;

@Slow
class EmbeddedWarehouseValuesTest extends WarehouseValuesContract {
  @Override
  protected Warehouse open(Path scratch) {
    return EmbeddedFiles.open(scratch.resolve("contract.duckdb"));
  }
}
