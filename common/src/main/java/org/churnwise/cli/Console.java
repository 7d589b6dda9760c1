package org.churnwise.cli;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
  private static final Logger LOG = LoggerFactory.getLogger("org.churnwise.console");

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

  /** Prints a table; numeric columns are right-aligned. */
  public void table(List<String> header, List<List<String>> rows) {
    printTable(
        header, rows.stream().map(row -> row.stream().map(Printable::inOneLine).toList()).toList());
  }

  private void printTable(List<String> header, List<List<String>> rows) {
    int columns = header.size();
    int[] width = new int[columns];
    boolean[] numeric = new boolean[columns];
    for (int i = 0; i < columns; i++) {
      int column = i;
      width[i] =
          Math.max(
              header.get(i).length(),
              rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0));
      numeric[i] =
          !rows.isEmpty() && rows.stream().allMatch(r -> r.get(column).matches("-?[\\d,.]*%?|-"));
    }
    print(tableLine(header, width, numeric));
    rows.forEach(row -> print(tableLine(row, width, numeric)));
  }

  private static String tableLine(List<String> cells, int[] width, boolean[] numeric) {
    StringBuilder text = new StringBuilder("  ");
    for (int i = 0; i < cells.size(); i++) {
      String padding = " ".repeat(width[i] - cells.get(i).length());
      text.append(numeric[i] ? padding + cells.get(i) : cells.get(i) + padding).append("  ");
    }
    return text.toString().stripTrailing();
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
