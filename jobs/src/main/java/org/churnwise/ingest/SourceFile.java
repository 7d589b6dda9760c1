package org.churnwise.ingest;

import java.time.YearMonth;
import java.util.Optional;

/**
 * One file that belongs to a feed, or quarantined records of one, or rows of a table that are
 * loaded as a file.
 *
 * @param feed customers, sales or feedback
 * @param path its Hadoop path; of rows, their table and its name
 * @param name its name in its folder
 * @param month in its name
 * @param drift whether it belongs to the drift of the data
 * @param contentHash sha256 of its bytes as stored, hexadecimal; of records, of their texts; of
 *     rows, their number and the sum of their hashes
 * @param bytes its size as stored; of rows, their number
 * @param release the records; empty where the file itself is loaded
 * @param part which rows of a table it is; empty for a file
 */
public record SourceFile(
    String feed,
    String path,
    String name,
    Optional<YearMonth> month,
    boolean drift,
    String contentHash,
    long bytes,
    Optional<Release> release,
    Optional<TablePart> part) {
  private static final String LOCAL = "file:";

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

  /** A file, or quarantined records of one. */
  public SourceFile(
      String feed,
      String path,
      String name,
      Optional<YearMonth> month,
      boolean drift,
      String contentHash,
      long bytes,
      Optional<Release> release) {
    this(feed, path, name, month, drift, contentHash, bytes, release, Optional.empty());
  }

  /** Whether it is rows that were added to a month of a table of which others are loaded. */
  boolean isFurther() {
    return part.flatMap(TablePart::above).isPresent();
  }

  /** Whether it is rows of a table. */
  boolean isTable() {
    return part.isPresent();
  }

  /** What its bytes were when it was found. */
  StoredBytes.Content content() {
    return new StoredBytes.Content(contentHash, bytes);
  }

  /** Its path as a person writes it. */
  public String spokenPath() {
    return spokenPath(path);
  }

  /** A Hadoop path as a person writes it: that of a local file has no scheme. */
  static String spokenPath(String path) {
    return path.startsWith(LOCAL) ? path.substring(LOCAL.length()) : path;
  }
}
