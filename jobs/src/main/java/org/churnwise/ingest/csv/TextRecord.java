package org.churnwise.ingest.csv;

import java.util.List;
import java.util.Set;

/**
 * One record of a file: a line, or several where a quoted value holds line ends.
 *
 * @param lineNumber 1-based, of its first line
 * @param raw its text in the file, without the line end
 * @param values its values, quotes removed; null where a format has no value
 * @param flaw what is wrong with its text
 * @param typed the 0-based places of numbers and days that are no texts, as in JSON: they are
 *     written as all programs write them
 */
public record TextRecord(
    long lineNumber, String raw, List<String> values, Flaw flaw, Set<Integer> typed) {
  /** A record of texts. */
  public TextRecord(long lineNumber, String raw, List<String> values, Flaw flaw) {
    this(lineNumber, raw, values, flaw, Set.of());
  }

  /** What can be wrong with the text of a record. */
  public enum Flaw {
    NONE,
    /** A quoted value does not end, or text follows its closing quote. */
    QUOTES,
    /** Its bytes are no text in the file's encoding. */
    ENCODING,
    /** It is no object of JSON, or names a field twice. */
    JSON,
    /** A field is a list or has fields of its own. */
    NOT_ONE_VALUE
  }
}
