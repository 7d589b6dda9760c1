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

  private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");

  /** Columns of a terminal that nobody has widened. */
  public static final int WIDTH = 80;

  private final PrintStream out;
  private final Progress progress;
  private final boolean quiet;

  /** A console without a progress line. */
  public Console(PrintStream out) {
    this(out, Progress.none(), false);
  }

  /**
   * @param progress makes room for each line
   * @param quiet only the log is told what a command does
   */
  Console(PrintStream out, Progress progress, boolean quiet) {
    this.out = out;
    this.progress = progress;
    this.quiet = quiet;
  }

  /** Whether the launcher counts the trees of a fit, by the lines that XGBoost prints. */
  public static boolean countsTrees() {
    return !System.getProperty(Progress.TREES, "").isEmpty();
  }

  /** The progress line of this console. */
  Progress progress() {
    return progress;
  }

  /** Prints one line, or several of a text of our own. */
  public void line(String text) {
    print(Arrays.stream(text.split("\n", -1)).map(Printable::of).collect(Collectors.joining("\n")));
  }

  private void print(String printable) {
    if (!quiet) {
      put(printable);
    }
    LOG.info(printable);
  }

  private void put(String printable) {
    progress.aside(() -> out.println(printable));
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
    layout(header, rows, below).lines(WIDTH).forEach(this::put);
  }

  /** Prints what somebody looks up as lines that are no wider than {@link #WIDTH} columns. */
  public void paragraph(String text) {
    DisplayWidth.wrap(Printable.inOneLine(text), WIDTH).forEach(this::put);
  }

  /** Prints a line about the output, beside it: to standard error. */
  public void warning(String text) {
    progress.aside(() -> System.err.println(Printable.inOneLine(text)));
  }

  /** Prints one line of data for programs; the log gets no copy. */
  public void data(String line) {
    put(CONTROL.matcher(line).replaceAll(Console::escaped));
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
    return withoutMinusOfZero(String.format(Locale.ROOT, "%." + digits + "f", value));
  }

  /** A number that was rounded to zero from below has no minus. */
  public static String withoutMinusOfZero(String number) {
    return number.matches("-0\\.?0*") ? number.substring(1) : number;
  }

  /** An amount of bytes in the decimal unit that fits, such as {@code 12.3 MB}. */
  public static String bytes(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= 999.5 && unit < UNITS.size() - 1) {
      amount /= 1000;
      unit++;
    }
    return number(amount, unit == 0 || amount >= 99.95 ? 0 : 1) + " " + UNITS.get(unit);
  }
}
