package org.churnwise.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One line of a CSV file by RFC 4180. A text that a spreadsheet would run as a formula is prefixed
 * with an apostrophe (OWASP, CSV Injection).
 */
public final class CsvLine {
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");

  private CsvLine() {}

  /** The cells without a line end; null is an empty cell, the empty text one in quotes. */
  public static String of(List<String> cells) {
    return cells.stream().map(CsvLine::cell).collect(Collectors.joining(","));
  }

  private static String cell(String value) {
    if (value == null) {
      return "";
    }
    String text = isFormula(value) ? "'" + value : value;
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain && !text.isEmpty() ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /** Whether a spreadsheet would run the text unless an apostrophe precedes it. */
  private static boolean isFormula(String value) {
    return !value.isEmpty()
        && "=+-@\t\r".indexOf(value.charAt(0)) >= 0
        && !NUMBER.matcher(value).matches();
  }
}
