package org.churnwise.ingest;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process has hashed of local files that nobody writes any more: a file whose times and
 * size are those of then, and are older than the process, holds what it held. One that was written
 * since is read again, for two writes of one moment leave one time.
 */
final class SettledContents {
  private static final Duration CLOCKS_APART = Duration.ofSeconds(2);
  private static final Instant SETTLED =
      Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()).minus(CLOCKS_APART);
  private static final Map<Stamp, StoredBytes.Content> KNOWN = new ConcurrentHashMap<>();

  private SettledContents() {}

  /** What the file system says of a file. */
  private record Stamp(Path file, Object key, long bytes, Instant modified, Instant changed) {
    static Stamp of(Path file) throws IOException {
      Map<String, Object> found =
          Files.readAttributes(file, "unix:ino,size,lastModifiedTime,ctime");
      return new Stamp(
          file,
          found.get("ino"),
          (Long) found.get("size"),
          ((FileTime) found.get("lastModifiedTime")).toInstant(),
          ((FileTime) found.get("ctime")).toInstant());
    }

    boolean isSettled() {
      return modified.isBefore(SETTLED) && changed.isBefore(SETTLED);
    }
  }

  /** Hashes a file. */
  interface Hashing {
    StoredBytes.Content content() throws IOException;
  }

  /** The content of a file, hashed if it has to be. */
  static StoredBytes.Content of(Path file, Hashing hashing) throws IOException {
    Optional<Stamp> stamp = stamp(file).filter(Stamp::isSettled);
    StoredBytes.Content known = stamp.map(KNOWN::get).orElse(null);
    if (known != null) {
      return known;
    }
    StoredBytes.Content content = hashing.content();
    stamp.ifPresent(before -> KNOWN.put(before, content));
    return content;
  }

  /** Empty where a file system does not say. */
  private static Optional<Stamp> stamp(Path file) throws IOException {
    try {
      return Optional.of(Stamp.of(file));
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
