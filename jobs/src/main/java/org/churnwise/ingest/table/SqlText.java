package org.churnwise.ingest.table;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pieces of SQL that both warehouses read alike. */
final class SqlText {
  static final String BACKSLASH = "chr(92)";

  /**
   * What some program takes for a blank beside the space, by its number: as the first or last
   * character of a text it leaves open whether the text is blank, or trimmed.
   */
  private static final String ODD_BLANKS =
      Stream.concat(
              Stream.of(9, 10, 11, 12, 13, 28, 29, 30, 31, 160, 5760, 8239, 8287, 12288, 65279),
              Stream.iterate(8192, code -> code + 1).limit(14))
          .map(code -> "chr(" + code + ")")
          .collect(Collectors.joining(", ", "(", ", chr(8232), chr(8233))"));

  private SqlText() {}

  /** A text as a literal: the backslash escapes in Snowflake, and does not in DuckDB. */
  static String literal(String text) {
    String parts =
        Arrays.stream(text.split("\\\\", -1))
            .map(part -> "'" + part.replace("'", "''") + "'")
            .collect(Collectors.joining(" || " + BACKSLASH + " || "));
    return text.contains("\\") ? "(" + parts + ")" : parts;
  }

  /** The name of a column as its warehouse writes it. */
  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** Whether an expression is one of some texts. */
  static String isOneOf(String expression, Collection<String> texts) {
    if (texts.isEmpty()) {
      return "1 = 0";
    }
    return texts.stream()
        .sorted()
        .map(SqlText::literal)
        .collect(Collectors.joining(", ", expression + " in (", ")"));
  }

  /** Whether an expression is null, or one of some texts; never unknown. */
  static String isNullOrOneOf(String expression, Collection<String> texts) {
    return texts.isEmpty()
        ? expression + " is null"
        : "coalesce(%s, true)".formatted(isOneOf(expression, texts));
  }

  /** Whether all of some conditions hold; never unknown. */
  static String all(List<String> conditions) {
    return conditions.isEmpty() ? "1 = 1" : known(conditions, "\n      and ");
  }

  /** Whether one of some conditions holds; never unknown. */
  static String any(List<String> conditions) {
    return conditions.isEmpty() ? "1 = 0" : known(conditions, "\n      or ");
  }

  private static String known(List<String> conditions, String operator) {
    return conditions.stream()
        .map(condition -> "(" + condition + ")")
        .collect(Collectors.joining(operator, "coalesce(", ", false)"));
  }

  /** A text without spaces around it: DuckDB would strip other blanks too, Snowflake would not. */
  static String trimmed(String text) {
    return "trim(" + text + ", ' ')";
  }

  /** Whether a text begins and ends with what is no blank, once its spaces are gone. */
  static String hasClearEnds(String text) {
    return "left(%1$s, 1) not in %2$s and right(%1$s, 1) not in %2$s"
        .formatted(trimmed(text), ODD_BLANKS);
  }

  /**
   * Whether a text is more than blanks; most begin with a visible character of ASCII. One text of
   * all blanks: of a list DuckDB would make a join.
   */
  static String isVisible(String text) {
    return "case when %1$s >= '!' and %1$s < chr(127) then true else not contains(%2$s, left(%3$s, 1)) end"
        .formatted(text, ODD_BLANKS.replace(",", " ||"), trimmed(text));
  }

  /** Whether all programs write the letters of a text large and small in the same way. */
  static String hasPlainLetters(String text) {
    return "regexp_like(%s, '^[ -~À-ÖØ-Þà-öø-þ]*$')".formatted(text);
  }
}
