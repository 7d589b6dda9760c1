package org.churnwise.ingest;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.YearMonth;
import org.churnwise.ingest.contract.FeedContract;

/**
 * The file that one Spark task reads.
 *
 * @param number 1-based, in the order of the load
 * @param path as a Hadoop path
 * @param name of the file in its folder
 * @param month that every row must lie in, or null
 * @param content that the file had when it was found
 * @param asOf the last day that a row may have
 * @param validFrom the first day at which a row counts that names none; null unless it is of
 *     customers
 * @param contract how to read it
 */
record FileTask(
    long number,
    String path,
    String name,
    YearMonth month,
    StoredBytes.Content content,
    LocalDate asOf,
    LocalDate validFrom,
    FeedContract contract)
    implements Serializable {

  static FileTask of(SourceFile file, long number, Validity validity) {
    return new FileTask(
        number,
        file.path(),
        file.name(),
        file.month().orElse(null),
        file.content(),
        validity.asOf(),
        validity.from(file),
        validity.contract().feed(file.feed()).orElseThrow());
  }
}
