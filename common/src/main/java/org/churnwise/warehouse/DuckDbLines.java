package org.churnwise.warehouse;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;

/**
 * The lines of a text in DuckDB, which splits them as {@code RecordReader} does as long as each is
 * a record by itself. A line whose quotes do not close in it is not whole: what it and those behind
 * it hold, only a reader of records can say. Costs half a microsecond a line, somewhat more with a
 * value in quotes, and 4 microseconds where several are, or quotes are in values.
 */
final class DuckDbLines {
  /**
   * A byte of no text: it separates nothing, so that a line is one value. DuckDB drops it where it
   * ends a line.
   */
  private static final int NOWHERE = 1;

  /** No UTF-8, or a line longer than the two million bytes that DuckDB takes. */
  private static final List<String> FAULTS_OF_A_TEXT =
      List.of("Invalid Input Error", "Conversion Error", "Out of Range Error");

  /** As they stand in the file, so that rows that are made of them are made by several threads. */
  private static final String READ = "temp.lines_of_text";

  /**
   * Stands for the value in quotes, in a text that is split; a line with such a byte is in doubt.
   */
  private static final String MARK = "chr(0)";

  private final TextFile file;
  private final boolean hasQuotes;
  private final String delimiter;
  private final String quote;

  /**
   * @param hasQuotes whether some of the lines have quotes
   */
  private DuckDbLines(TextFile file, boolean hasQuotes) {
    this.file = file;
    this.hasQuotes = hasQuotes;
    this.delimiter = "chr(" + (int) file.delimiter() + ")";
    this.quote = "chr(" + (int) file.quote() + ")";
  }

  /** Reads the lines of a text, see {@link Warehouse#linesOf}. */
  static TextLines read(JdbcSession session, TextFile file, String quotedPath) {
    // Their order numbers them: a load that failed may have left it off.
    session.run("settings", "set preserve_insertion_order = true");
    session.run(
        "read lines",
        "create or replace temp table %s as select line from read_csv(%s, columns = {'line': 'VARCHAR'}, header = false, auto_detect = false, delim = chr(%d), quote = '', escape = '', compression = 'none')"
            .formatted(READ, quotedPath, NOWHERE));
    DuckDbLines lines = new DuckDbLines(file, file.hasQuotes() && haveQuotes(session, file));
    return new TextLines(lines.relation(), () -> session.run("forget lines", "drop table " + READ));
  }

  private static boolean haveQuotes(JdbcSession session, TextFile file) {
    String first =
        "select 1 as found from %s where contains(line, chr(%d)) limit 1"
            .formatted(READ, (int) file.quote());
    return !session.query(new Sql("lines with quotes", first, Map.of())).isEmpty();
  }

  /**
   * Whether DuckDB finds the lines of a text where they are. It does not if it cannot be read, nor
   * at a path with a backslash, which it takes for one that separates folders.
   */
  static boolean areFoundIn(Path text) {
    try {
      return text.toString().indexOf('\\') < 0 && LineEnds.areAlike(text, NOWHERE);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Whether a statement failed for what a text holds. What fails for want of memory or room, or
   * because it was cancelled, says nothing of the text.
   */
  static boolean areAtFaultFor(ChurnException failure) {
    return failure.getCause() instanceof SQLException cause
        && FAULTS_OF_A_TEXT.stream().anyMatch(String.valueOf(cause.getMessage())::startsWith);
  }

  /** Rows of a table keep the order of the file, so that their ids tell the numbers of lines. */
  private String relation() {
    String values =
        IntStream.rangeClosed(1, file.columns())
            .mapToObj(place -> "%s as c%d".formatted(value("line_values[" + place + "]"), place))
            .collect(Collectors.joining(", "));
    return """
(
  select line_number, line, is_whole, value_count, %s
  from (
    select *, iff(contains(line, chr(0)), 0, len(line_values)) as value_count
    from (
      select line_number, line, parts, %s as is_whole, %s as line_values
      from (
        select *, %s as has_one_quoted
        from (
          select line_number, line, %s as parts
          from (
            select rowid - (select min(rowid) from %s) + 1 as line_number, line
            from %s
          ) numbered_lines
          where line is not null
        ) parted_lines
      ) marked_lines
    ) split_lines
  ) counted_lines
) text_lines\
"""
        .formatted(values, isWhole(), split(), hasOneQuoted(), parts(), READ, READ);
  }

  private String value(String split) {
    return hasQuotes
        ? "case when %1$s = %2$s then parts[2] else %1$s end".formatted(split, MARK)
        : split;
  }

  /** What stands before, between and behind quotes; null without any. */
  private String parts() {
    return hasQuotes
        ? "case when contains(line, %1$s) then string_split(line, %1$s) end".formatted(quote)
        : "null";
  }

  /** Whether the only quotes are those around one value: most lines with quotes are so. */
  private String hasOneQuoted() {
    return hasQuotes
        ? "len(parts) = 3 and (parts[1] = '' or suffix(parts[1], %1$s)) and (parts[3] = '' or prefix(parts[3], %1$s))"
            .formatted(delimiter)
        : "false";
  }

  /** A case, since DuckDB computes both sides of an {@code or}. */
  private String isWhole() {
    return hasQuotes
        ? "case when parts is null or has_one_quoted then true else regexp_full_match(line || %s, '(%s)+') end"
            .formatted(delimiter, quotedOrBare())
        : "true";
  }

  /** The value in quotes may hold delimiters, and so takes no part. */
  private String split() {
    String around =
        "case when has_one_quoted then concat(parts[1], %s, parts[3]) else line end"
            .formatted(MARK);
    return hasQuotes
        ? "case when parts is null or has_one_quoted then string_split(%s, %s) else list_transform(regexp_extract_all(line || %s, '%s'), lambda value: %s) end"
            .formatted(around, delimiter, delimiter, quotedOrBare(), bare())
        : "string_split(line, %s)".formatted(delimiter);
  }

  /** A value and the delimiter behind it, as a regular expression. */
  private String quotedOrBare() {
    return "(?:\\x%1$02x(?:[^\\x%1$02x]|\\x%1$02x\\x%1$02x)*\\x%1$02x|[^\\x%1$02x\\x%2$02x][^\\x%2$02x]*|)\\x%2$02x"
        .formatted((int) file.quote(), (int) file.delimiter());
  }

  /** Without the delimiter and the quotes. */
  private String bare() {
    return "case when left(value, 1) = %1$s then replace(substr(value, 2, length(value) - 3), %1$s || %1$s, %1$s) else left(value, -1) end"
        .formatted(quote);
  }
}
