package org.churnwise.ingest.contract;

import java.io.Serializable;
import java.util.Set;

/**
 * How a file's text is split into values.
 *
 * @param header whether the first record names the columns
 * @param delimiter between values
 * @param quote around values, or {@link #NO_QUOTE}
 * @param charset name of a character set that writes ASCII as ASCII, or one of UTF-16
 * @param numbers how numbers are written
 * @param dates how days are written
 * @param missing texts that stand for a missing value
 * @param columnCount values per record; 0 with a header, which defines it
 */
public record FileFormat(
    boolean header,
    char delimiter,
    char quote,
    String charset,
    NumberMarks numbers,
    DateRules dates,
    Set<String> missing,
    int columnCount)
    implements Serializable {
  /** Quoting is disabled. */
  public static final char NO_QUOTE = '\0';

  public FileFormat {
    missing = Set.copyOf(missing);
  }
}
