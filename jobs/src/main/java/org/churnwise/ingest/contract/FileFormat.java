package org.churnwise.ingest.contract;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;

/**
 * How a file's text is split into values.
 *
 * @param header whether the first record names the columns
 * @param delimiter between values
 * @param quote around values, or {@link #NO_QUOTE}
 * @param encoding name of a character set that writes ASCII as ASCII
 * @param dateFormats patterns, tried in order
 * @param missing texts that stand for a missing value
 * @param columnCount values per record; 0 with a header, which defines it
 */
public record FileFormat(
    boolean header,
    char delimiter,
    char quote,
    String encoding,
    List<String> dateFormats,
    Set<String> missing,
    int columnCount)
    implements Serializable {
  /** Quoting is disabled. */
  public static final char NO_QUOTE = '\0';

  public FileFormat {
    dateFormats = List.copyOf(dateFormats);
    missing = Set.copyOf(missing);
  }

  public Charset charset() {
    return Charset.forName(encoding);
  }
}
