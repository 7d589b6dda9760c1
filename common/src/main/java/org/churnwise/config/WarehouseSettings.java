package org.churnwise.config;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the tables are stored.
 *
 * @param kind {@code embedded} or {@code snowflake}
 * @param path the DuckDB file, relative to the working directory; embedded only
 * @param schema the schema of all tables
 * @param database the Snowflake database, empty for the connection's own
 * @param warehouse the Snowflake virtual warehouse, empty for the connection's own
 * @param memory the memory limit of DuckDB with its unit, as {@code 1GB}, or {@code auto}
 * @param threads threads of DuckDB
 */
public record WarehouseSettings(
    String kind,
    Path path,
    String schema,
    String database,
    String warehouse,
    String memory,
    int threads) {
  private static final Pattern AMOUNT = Pattern.compile("([0-9]+)([A-Za-z]+)");

  public WarehouseSettings {
    SettingKey.WAREHOUSE_KIND.require(kind);
    SettingKey.WAREHOUSE_PATH.require(path);
    SettingKey.WAREHOUSE_SCHEMA.require(schema);
    SettingKey.WAREHOUSE_DATABASE.require(database);
    SettingKey.WAREHOUSE_WAREHOUSE.require(warehouse);
    SettingKey.WAREHOUSE_MEMORY.require(memory);
    SettingKey.WAREHOUSE_THREADS.require(threads);
    if (kind.equals("snowflake")) {
      ReservedWords.refuse(SettingKey.WAREHOUSE_SCHEMA, schema, ReservedWords.SNOWFLAKE);
      ReservedWords.refuse(SettingKey.WAREHOUSE_DATABASE, database, ReservedWords.SNOWFLAKE);
      ReservedWords.refuse(SettingKey.WAREHOUSE_WAREHOUSE, warehouse, ReservedWords.SNOWFLAKE);
    }
  }

  /**
   * DuckDB's memory limit with its unit; auto is a sixteenth of the machine's memory, as the heap.
   */
  public String memoryLimit() {
    return memory.equals("auto") ? memoryOf(machineBytes()) : memory;
  }

  /** {@link #memoryLimit} in bytes; of more than a long holds, the largest. */
  public long memoryBytes() {
    Matcher amount = AMOUNT.matcher(memoryLimit());
    double unit =
        switch (amount.matches() ? amount.group(2) : "") {
          case "MB" -> 1e6;
          case "GB" -> 1e9;
          case "TB" -> 1e12;
          case "MiB" -> 0x1p20;
          case "GiB" -> 0x1p30;
          case "TiB" -> 0x1p40;
          default -> throw new IllegalStateException(memoryLimit() + " is no amount of memory");
        };
    return (long) (Long.parseLong(amount.group(1)) * unit);
  }

  /** Of a container, what it may use. */
  private static long machineBytes() {
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return machine.getTotalMemorySize();
  }

  /** The limit on a machine with so many bytes of memory: a sixteenth, and 1 GB at least. */
  static String memoryOf(long bytes) {
    return Math.max(1000, bytes / 16 / 1_000_000) + "MB";
  }

  /**
   * A name for files and metrics about it: of the database file, or of database and schema on
   * Snowflake.
   */
  public String shortName() {
    if (kind.equals("snowflake")) {
      return database.isEmpty() ? schema : database + "-" + schema;
    }
    String file = path.getFileName().toString().replaceFirst("\\.duckdb$", "");
    return schema.equals("main") ? file : file + "-" + schema;
  }

  /** The same settings for another DuckDB file. */
  public WarehouseSettings at(Path other) {
    return new WarehouseSettings(kind, other, schema, database, warehouse, memory, threads);
  }

  /** The same settings for another schema. */
  public WarehouseSettings in(String other) {
    return new WarehouseSettings(kind, path, other, database, warehouse, memory, threads);
  }
}
