package org.churnwise.ingest;

import java.time.YearMonth;
import java.util.Optional;

/**
 * One file that belongs to a feed.
 *
 * @param feed customers, sales or feedback
 * @param path its Hadoop path
 * @param name its name in its folder
 * @param month in its name
 * @param drift whether it belongs to the drift of the data
 * @param contentHash sha256 of its bytes as stored, hexadecimal
 * @param bytes its size as stored
 */
public record SourceFile(
    String feed,
    String path,
    String name,
    Optional<YearMonth> month,
    boolean drift,
    String contentHash,
    long bytes) {}
