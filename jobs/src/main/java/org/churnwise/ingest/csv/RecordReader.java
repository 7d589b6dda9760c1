package org.churnwise.ingest.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.churnwise.ingest.contract.FileFormat;

/**
 * Joins lines into records. A stray quote spoils only its own line: if the record that it opens is
 * malformed, its first line alone is the bad record and reading continues with the next line.
 */
public final class RecordReader implements RecordSource {
  private static final int MOST_LINES = 1_000;

  /** Tells Excel what separates the values. */
  private static final Pattern DELIMITER_OF_EXCEL = Pattern.compile("(?i)\"?sep=.\"?");

  private final Lines lines;
  private final char delimiter;
  private final char quote;
  private final Deque<TextLine> putBack = new ArrayDeque<>();

  public RecordReader(LineReader lines, FileFormat format) {
    this((Lines) lines, format);
  }

  private RecordReader(Lines lines, FileFormat format) {
    this.lines = lines;
    this.delimiter = format.delimiter();
    this.quote = format.quote();
  }

  /** The record of a line that is one by itself, or null if it is none. */
  public static TextRecord of(TextLine line, FileFormat format) {
    Deque<TextLine> only = new ArrayDeque<>(List.of(line));
    try (RecordReader reader = new RecordReader(only::poll, format)) {
      return reader.next();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is read
    }
  }

  /** The next record, or null at the end; blank lines, and a first line for Excel, are none. */
  @Override
  public TextRecord next() throws IOException {
    TextLine first = nextLine();
    while (first != null && isNoRecord(first)) {
      first = nextLine();
    }
    if (first == null) {
      return null;
    }
    if (quote == FileFormat.NO_QUOTE || first.text().indexOf(quote) < 0) {
      return record(first, first.text(), split(first.text()), first.decodable());
    }
    return quoted(first);
  }

  private boolean isNoRecord(TextLine line) {
    String text = line.text();
    return text.isBlank() && text.indexOf(delimiter) < 0
        || line.number() == 1 && DELIMITER_OF_EXCEL.matcher(text).matches();
  }

  private TextRecord quoted(TextLine first) throws IOException {
    RecordScanner scanner = new RecordScanner(delimiter, quote);
    List<TextLine> taken = new ArrayList<>(List.of(first));
    boolean complete = scanner.add(first);
    while (!complete && taken.size() < MOST_LINES) {
      TextLine line = nextLine();
      if (line == null) {
        break;
      }
      taken.add(line);
      complete = scanner.add(line);
    }
    if (complete && !scanner.isMalformed()) {
      boolean decodable = taken.stream().allMatch(TextLine::decodable);
      return record(first, joined(taken), scanner.values(), decodable);
    }
    for (int i = taken.size() - 1; i > 0; i--) {
      putBack.addFirst(taken.get(i));
    }
    return new TextRecord(first.number(), first.text(), List.of(), TextRecord.Flaw.QUOTES);
  }

  private static TextRecord record(
      TextLine first, String raw, List<String> values, boolean decodable) {
    TextRecord.Flaw flaw = decodable ? TextRecord.Flaw.NONE : TextRecord.Flaw.ENCODING;
    return new TextRecord(first.number(), raw, values, flaw);
  }

  private static String joined(List<TextLine> taken) {
    StringBuilder raw = new StringBuilder();
    for (TextLine line : taken.subList(0, taken.size() - 1)) {
      raw.append(line.text()).append(line.end());
    }
    return raw.append(taken.get(taken.size() - 1).text()).toString();
  }

  private List<String> split(String text) {
    List<String> values = new ArrayList<>();
    int from = 0;
    for (int to = text.indexOf(delimiter); to >= 0; to = text.indexOf(delimiter, from)) {
      values.add(text.substring(from, to));
      from = to + 1;
    }
    values.add(text.substring(from));
    return values;
  }

  private TextLine nextLine() throws IOException {
    TextLine line = putBack.pollFirst();
    return line == null ? lines.next() : line;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
