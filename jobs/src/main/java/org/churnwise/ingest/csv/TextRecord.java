package org.churnwise.ingest.csv;

import java.util.List;

/**
 * One record of a file: a line, or several where a quoted value holds line ends.
 *
 * @param lineNumber 1-based, of its first line
 * @param raw its text in the file, without the line end
 * @param values its values, quotes removed
 * @param flaw what is wrong with its text
 */
public record TextRecord(long lineNumber, String raw, List<String> values, Flaw flaw) {
  /** What can be wrong with the text of a record. */
  public enum Flaw {
    NONE,
    /** A quoted value does not end, or text follows its closing quote. */
    QUOTES,
    /** Its bytes are no text in the file's encoding. */
    ENCODING
  }
}
