package org.churnwise.inspection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.Warehouse;

/**
 * Whether the embedded warehouse lets the jobs work. Its rights are the file's, and its clock is
 * this machine's: only that it went back since the last run can be told. Reads only.
 */
final class EmbeddedChecks {
  private static final Duration MOST_SKEW = Duration.ofSeconds(30);

  private final Path file;
  private final Clock clock;

  EmbeddedChecks(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** Taken before the file is opened, which changes its time. */
  Finding clock() {
    Instant now = clock.instant();
    if (Files.notExists(file)) {
      return Finding.ok("clock", "this machine's, which says " + now);
    }
    try {
      return clock(now, Files.getLastModifiedTime(file).toInstant());
    } catch (IOException e) {
      return Finding.warning("clock", "the time of " + file + " is not told: " + e);
    }
  }

  static Finding clock(Instant now, Instant written) {
    return written.isAfter(now.plus(MOST_SKEW))
        ? Finding.warning(
            "clock",
            "this machine's says "
                + now
                + ", before the database was last written ("
                + written
                + "); set it by a time server")
        : Finding.ok("clock", "this machine's, which says " + now);
  }

  /** A file that is missing needs the right to its folder, which the disk's line tells of. */
  Finding rights() {
    if (Files.notExists(file)) {
      return Finding.ok("rights", file + " will belong to whoever runs first");
    }
    return Files.isReadable(file) && Files.isWritable(file)
        ? Finding.ok("rights", file + " may be read and written")
        : Finding.failed(
            "rights", file + " may not be read and written by this user; chown or chmod it");
  }

  static Finding timeZone(Warehouse warehouse) {
    String zone = warehouse.query(Sql.named("warehouse/duckdb/time_zone")).get(0).string("value");
    return zone.equals("UTC")
        ? Finding.ok("time zone", "UTC")
        : Finding.failed("time zone", zone + ": each session is set to UTC; nothing may reset it");
  }
}
