package org.churnwise.warehouse;

import java.nio.file.Path;

/**
 * A delimited text of UTF-8 on this machine.
 *
 * @param path of the file, which is not compressed
 * @param delimiter between values, a character of ASCII
 * @param quote around values, a character of ASCII; {@code \0} if there is none
 * @param columns values of a record
 */
public record TextFile(Path path, char delimiter, char quote, int columns) {
  /** Whether values may be quoted. */
  boolean hasQuotes() {
    return quote != '\0';
  }
}
