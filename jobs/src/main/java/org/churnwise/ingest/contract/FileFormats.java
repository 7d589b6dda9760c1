package org.churnwise.ingest.contract;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Reads how the text of a feed's files is split into values. */
final class FileFormats {
  private static final String ASCII_MARKS = "\r\n\",;\t|0aA";

  private FileFormats() {}

  static FileFormat read(ContractSection feed, List<ColumnRef> references) {
    boolean header = feed.flag("header");
    char delimiter = feed.character("delimiter", ',', '\0');
    char quote = feed.character("quote", '"', FileFormat.NO_QUOTE);
    if (delimiter == '\0' || delimiter == quote || delimiter == '\n' || delimiter == '\r') {
      throw feed.refused("'delimiter' must be one character other than the quote and line ends");
    }
    List<String> dates = feed.texts("date-formats", List.of("yyyy-MM-dd"));
    dates.forEach(pattern -> refuseBadPattern(feed, pattern));
    return new FileFormat(
        header,
        delimiter,
        quote,
        encoding(feed),
        dates,
        Set.copyOf(feed.texts("missing", List.of(""))),
        columnCount(feed, header, references));
  }

  private static void refuseBadPattern(ContractSection feed, String pattern) {
    try {
      new DateTexts(List.of(pattern));
    } catch (IllegalArgumentException e) {
      throw feed.refused("date format '" + pattern + "': " + e.getMessage());
    }
  }

  private static String encoding(ContractSection feed) {
    String name = feed.text("encoding", "UTF-8");
    try {
      Charset charset = Charset.forName(name);
      byte[] marks = ASCII_MARKS.getBytes(StandardCharsets.US_ASCII);
      if (Arrays.equals(marks, ASCII_MARKS.getBytes(charset))) {
        return charset.name();
      }
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      // the same advice as for an encoding that is not a superset of ASCII
    }
    throw feed.refused(
        "encoding '"
            + name
            + "' is not supported; convert the files to UTF-8, or choose another one");
  }

  private static int columnCount(ContractSection feed, boolean header, List<ColumnRef> references) {
    if (header) {
      if (feed.has("column-count")) {
        throw feed.refused("'column-count' is only for files without a header");
      }
      return 0;
    }
    int highest = 0;
    for (ColumnRef reference : references) {
      if (!(reference instanceof ColumnRef.Position place)) {
        throw feed.refused(
            "'%s' is a name, but the files have no header; use positions: 1, 2, ..."
                .formatted(reference));
      }
      highest = Math.max(highest, place.position());
    }
    int count = feed.has("column-count") ? feed.number("column-count").intValue() : highest;
    if (count < highest) {
      throw feed.refused("'column-count' = " + count + " is below the position " + highest);
    }
    return count;
  }
}
