package org.churnwise.ingest;

import java.time.YearMonth;
import java.util.Optional;

/**
 * One file that belongs to a feed.
 *
 * @param feed customers, sales or feedback
 * @param path where it is, as Hadoop names it
 * @param name its name in its folder
 * @param month that its name tells
 * @param drift whether it comes with the drift of the data
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
