package org.churnwise.ingest.contract;

import java.io.Serializable;
import java.util.Locale;
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
 * @param layout how a file holds its records
 */
public record FileFormat(
    boolean header,
    char delimiter,
    char quote,
    String charset,
    NumberMarks numbers,
    DateRules dates,
    Set<String> missing,
    int columnCount,
    Layout layout)
    implements Serializable {
  /** How a file holds its records. */
  public enum Layout {
    /** As the ending of its name says; delimited, if it says nothing. */
    BY_NAME,
    DELIMITED,
    JSON_LINES,
    PARQUET;

    /** The layout of a file. */
    public Layout of(String fileName) {
      if (this != BY_NAME) {
        return this;
      }
      String name = fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
      if (name.endsWith(".parquet")) {
        return PARQUET;
      }
      return name.matches(".*\\.(jsonl|ndjson|json)") ? JSON_LINES : DELIMITED;
    }
  }

  /** Quoting is disabled. */
  public static final char NO_QUOTE = '\0';

  public FileFormat {
    missing = Set.copyOf(missing);
  }

  /** The same with another delimiter. */
  public FileFormat withDelimiter(char other) {
    return new FileFormat(
        header, other, quote, charset, numbers, dates, missing, columnCount, layout);
  }

  /** Whether a text stands for a missing value, as no text does. */
  public boolean isMissing(String value) {
    return value == null || missing.contains(value);
  }
}
