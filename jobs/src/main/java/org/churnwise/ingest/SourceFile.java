package org.churnwise.ingest;

import java.time.YearMonth;
import java.util.Optional;

/**
 * One file that belongs to a feed, or quarantined records of one.
 *
 * @param feed customers, sales or feedback
 * @param path its Hadoop path
 * @param name its name in its folder
 * @param month in its name
 * @param drift whether it belongs to the drift of the data
 * @param contentHash sha256 of its bytes as stored, hexadecimal; of records, of their texts
 * @param bytes its size as stored
 * @param release the records; empty where the file itself is loaded
 */
public record SourceFile(
    String feed,
    String path,
    String name,
    Optional<YearMonth> month,
    boolean drift,
    String contentHash,
    long bytes,
    Optional<Release> release) {
  /** A file. */
  public SourceFile(
      String feed,
      String path,
      String name,
      Optional<YearMonth> month,
      boolean drift,
      String contentHash,
      long bytes) {
    this(feed, path, name, month, drift, contentHash, bytes, Optional.empty());
  }
}
