package org.churnwise.ingest.csv;

/**
 * One physical line of a file.
 *
 * @param number 1-based
 * @param text without its end
 * @param end the characters that ended it; empty for a last line without end
 * @param decodable whether its bytes are text in the file's encoding; if not, the text holds
 *     replacement characters
 */
public record TextLine(long number, String text, String end, boolean decodable) {
  /** A line of a text that was decoded as a whole. */
  public static TextLine decoded(long number, String text) {
    return new TextLine(number, text, "", text.indexOf(LineReader.NO_TEXT) < 0);
  }
}
