package org.churnwise.warehouse;

import java.nio.file.Path;
import org.churnwise.config.WarehouseSettings;

/** Embedded warehouses in files of a test. */
final class EmbeddedFiles {
  private EmbeddedFiles() {}

  static Warehouse open(Path file) {
    return open(file, "main");
  }

  static Warehouse open(Path file, String schema) {
    return new EmbeddedWarehouse(settings(file, schema));
  }

  static WarehouseSettings settings(Path file, String schema) {
    return new WarehouseSettings("embedded", file, schema, "", "", "512MB", 2);
  }
}
