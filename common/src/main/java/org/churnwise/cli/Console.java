package org.churnwise.cli;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.churnwise.error.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines that a person reads while a command runs: standard output, copied to the log. Values of
 * files and tables may stand in them: what a terminal would obey is escaped, and what nobody would
 * read is cut.
 */
public final class Console {
  /** What a terminal would obey, without the ends of lines and cells. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n\r\t]]");

  private static final Logger LOG = LoggerFactory.getLogger("org.churnwise.console");

  /** Columns of a terminal that nobody has widened. */
  public static final int WIDTH = 80;

  private final PrintStream out;

  public Console(PrintStream out) {
    this.out = out;
  }

  /** Prints one line, or several of a text of our own. */
  public void line(String text) {
    print(Arrays.stream(text.split("\n", -1)).map(Printable::of).collect(Collectors.joining("\n")));
  }

  private void print(String printable) {
    out.println(printable);
    LOG.info(printable);
  }

  /** Prints what one stage did for one slice, with the seconds it took. */
  public void stage(String stage, String slice, String what, double seconds) {
    print(
        String.format(
            Locale.ROOT,
            "  %-9s %-12s %-58s %6.1f s",
            stage,
            Printable.inOneLine(slice),
            Printable.inOneLine(what),
            seconds));
  }

  /** Prints what was found or decided for one slice; it took no time of its own. */
  public void note(String stage, String slice, String what) {
    print(
        String.format(
            Locale.ROOT,
            "  %-9s %-12s %s",
            stage,
            Printable.inOneLine(slice),
            Printable.inOneLine(what)));
  }

  /** Prints a table, as wide as it is; numbers stand to the right. */
  public void table(List<String> header, List<List<String>> rows) {
    layout(header, rows, rows.stream().map(row -> "").toList())
        .lines(TableLayout.UNLIMITED)
        .forEach(this::print);
  }

  /**
   * Prints what somebody looks up as a table; the log gets no copy. No line is wider than {@link
   * #WIDTH} columns: long texts take several lines, and a table of too many columns becomes a block
   * of lines a row.
   */
  public void lookUp(List<String> header, List<List<String>> rows) {
    lookUp(header, rows, rows.stream().map(row -> "").toList());
  }

  /**
   * The same.
   *
   * @param below a text under each row, empty for none
   */
  public void lookUp(List<String> header, List<List<String>> rows, List<String> below) {
    layout(header, rows, below).lines(WIDTH).forEach(out::println);
  }

  /** Prints what somebody looks up as lines that are no wider than {@link #WIDTH} columns. */
  public void paragraph(String text) {
    DisplayWidth.wrap(Printable.inOneLine(text), WIDTH).forEach(out::println);
  }

  /** Prints a line about the output, beside it: to standard error. */
  public void warning(String text) {
    System.err.println(Printable.inOneLine(text));
  }

  /** Prints one line of data for programs; the log gets no copy. */
  public void data(String line) {
    out.println(CONTROL.matcher(line).replaceAll(Console::escaped));
  }

  private static String escaped(MatchResult control) {
    return "\\\\u%04x".formatted((int) control.group().charAt(0));
  }

  private static TableLayout layout(
      List<String> header, List<List<String>> rows, List<String> below) {
    return new TableLayout(
        header.stream().map(Printable::inOneLine).toList(),
        rows.stream().map(row -> row.stream().map(Printable::inOneLine).toList()).toList(),
        below.stream().map(Printable::inOneLine).toList());
  }

  /** A whole number with thousands separators. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number of things: {@code 1 file}, {@code 2 files}. */
  public static String count(long number, String thing) {
    return count(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /** A number with a fixed number of decimals. */
  public static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
