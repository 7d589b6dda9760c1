package org.churnwise.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines that a person reads while a command runs: standard output, copied to the log. */
public final class Console {
  private static final Logger LOG = LoggerFactory.getLogger("org.churnwise.console");

  private final PrintStream out;

  public Console(PrintStream out) {
    this.out = out;
  }

  /** Prints one line. */
  public void line(String text) {
    out.println(text);
    LOG.info(text);
  }

  /** Prints what one stage did for one slice, with the seconds it took. */
  public void stage(String stage, String slice, String what, double seconds) {
    line(String.format(Locale.ROOT, "  %-9s %-12s %-58s %6.1f s", stage, slice, what, seconds));
  }

  /** Prints what was found or decided for one slice; it took no time of its own. */
  public void note(String stage, String slice, String what) {
    line(String.format(Locale.ROOT, "  %-9s %-12s %s", stage, slice, what));
  }

  /** Prints a table; numeric columns are right-aligned. */
  public void table(List<String> header, List<List<String>> rows) {
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
    line(tableLine(header, width, numeric));
    rows.forEach(row -> line(tableLine(row, width, numeric)));
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
