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
    return open(file, schema, "512MB");
  }

  static Warehouse open(Path file, String schema, String memory) {
    return new EmbeddedWarehouse(settings(file, schema, memory));
  }

  static WarehouseSettings settings(Path file, String schema) {
    return settings(file, schema, "512MB");
  }

  static WarehouseSettings settings(Path file, String schema, String memory) {
    return new WarehouseSettings("embedded", file, schema, "", "", memory, 2);
  }
}
