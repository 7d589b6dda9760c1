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
 * Whether the jobs can work with the embedded warehouse. Its rights are the file's, and its clock
 * is this machine's, so that only a clock set back since the last run can be detected. Reads only.
 */
final class EmbeddedChecks {
  private static final Duration MOST_SKEW = Duration.ofSeconds(30);

  private final Path file;
  private final Clock clock;

  EmbeddedChecks(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** Runs before the file is opened, because opening changes its time. */
  Finding clock() {
    Instant now = clock.instant();
    if (Files.notExists(file)) {
      return Finding.ok("clock", "this machine's, now " + now);
    }
    try {
      return clock(now, Files.getLastModifiedTime(file).toInstant());
    } catch (IOException e) {
      return Finding.warning("clock", "cannot read the modification time of " + file + ": " + e);
    }
  }

  static Finding clock(Instant now, Instant written) {
    return written.isAfter(now.plus(MOST_SKEW))
        ? Finding.warning(
            "clock",
            "this machine's clock (%s) is behind the last write to the database (%s); synchronise it with NTP"
                .formatted(now, written))
        : Finding.ok("clock", "this machine's, now " + now);
  }

  /** A missing file needs a writable folder, which the disk check covers. */
  Finding rights() {
    if (Files.notExists(file)) {
      return Finding.ok("rights", file + " will belong to the user of the first run");
    }
    return Files.isReadable(file) && Files.isWritable(file)
        ? Finding.ok("rights", file + " is readable and writable")
        : Finding.failed(
            "rights", file + " is not readable and writable for this user; chown or chmod it");
  }

  static Finding timeZone(Warehouse warehouse) {
    String zone = warehouse.query(Sql.named("warehouse/duckdb/time_zone")).get(0).string("value");
    return zone.equals("UTC")
        ? Finding.ok("time zone", "UTC")
        : Finding.failed(
            "time zone", "%s; each session is set to UTC, remove what resets it".formatted(zone));
  }
}
