package org.churnwise.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table as lines of text: numbers to the right, words to the left. One that is too wide gives its
 * texts several lines a cell; one that is still too wide becomes a block of lines a row.
 */
final class TableLayout {
  /** Wide enough for any table. */
  static final int UNLIMITED = Integer.MAX_VALUE;

  private static final String MARGIN = "  ";
  private static final String GAP = "  ";

  /** A text narrower than this is hard to read. */
  private static final int NARROWEST_TEXT = 10;

  /** Lines of a cell; more are cut. */
  private static final int MOST_LINES = 8;

  private final List<String> header;
  private final List<List<String>> rows;
  private final List<String> below;
  private final boolean[] numeric;

  /**
   * @param header names of the columns
   * @param rows cells of printable text, as many a row as there are columns
   * @param below a text under each row, empty for none
   */
  TableLayout(List<String> header, List<List<String>> rows, List<String> below) {
    this.header = header;
    this.rows = rows;
    this.below = below;
    this.numeric = new boolean[header.size()];
    for (int i = 0; i < numeric.length; i++) {
      int column = i;
      numeric[i] = !rows.isEmpty() && rows.stream().allMatch(row -> isNumber(row.get(column)));
    }
  }

  private static boolean isNumber(String cell) {
    return cell.matches("-?[\\d,.]*(e-?\\d+)?%?|-|[\\d.]+ [kMGT]?B");
  }

  /** The lines; none is wider than {@code width} columns. */
  List<String> lines(int width) {
    int[] widths = naturalWidths();
    int room = width - MARGIN.length() - GAP.length() * (widths.length - 1);
    if (!shrink(widths, room)) {
      return blocks(width);
    }
    List<String> lines = new ArrayList<>(rowLines(header, widths).toList());
    for (int i = 0; i < rows.size(); i++) {
      rowLines(rows.get(i), widths).forEach(lines::add);
      if (!below.get(i).isEmpty()) {
        int indent = 2 * MARGIN.length();
        DisplayWidth.wrap(below.get(i), width - indent).stream()
            .map(line -> " ".repeat(indent) + line)
            .forEach(lines::add);
      }
    }
    return lines;
  }

  /** Of the widest cell or the header. */
  private int[] naturalWidths() {
    return IntStream.range(0, header.size())
        .map(column -> Math.max(DisplayWidth.of(header.get(column)), cells(column)))
        .toArray();
  }

  /** First headers take more lines, then texts, the widest first; false if that is not enough. */
  private boolean shrink(int[] widths, int room) {
    return shrink(widths, room, column -> Math.max(word(column), cells(column)), UNLIMITED)
        || shrink(widths, room, this::narrowest, 1);
  }

  private static boolean shrink(int[] widths, int room, IntUnaryOperator narrowest, int step) {
    int[] least = IntStream.range(0, widths.length).map(narrowest).toArray();
    while (Arrays.stream(widths).asLongStream().sum() > room) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        if (widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        return false;
      }
      widths[widest] = Math.max(least[widest], widths[widest] - step);
    }
    return true;
  }

  /** No number is broken. */
  private int narrowest(int column) {
    int cells = cells(column);
    return Math.max(word(column), numeric[column] ? cells : Math.min(cells, NARROWEST_TEXT));
  }

  /** The longest word of a header. */
  private int word(int column) {
    return Arrays.stream(header.get(column).split(" ")).mapToInt(DisplayWidth::of).max().orElse(0);
  }

  private int cells(int column) {
    return rows.stream().mapToInt(row -> DisplayWidth.of(row.get(column))).max().orElse(0);
  }

  private Stream<String> rowLines(List<String> cells, int[] widths) {
    List<List<String>> wrapped = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      wrapped.add(wrapped(cells.get(i), widths[i]));
    }
    int height = wrapped.stream().mapToInt(List::size).max().orElse(1);
    return IntStream.range(0, height).mapToObj(line -> rowLine(wrapped, line, widths));
  }

  private static List<String> wrapped(String cell, int width) {
    List<String> lines = DisplayWidth.wrap(cell, width);
    if (lines.size() <= MOST_LINES) {
      return lines;
    }
    List<String> shown = new ArrayList<>(lines.subList(0, MOST_LINES));
    shown.set(
        MOST_LINES - 1, DisplayWidth.cut(shown.get(MOST_LINES - 1) + " ".repeat(width), width));
    return shown;
  }

  private String rowLine(List<List<String>> wrapped, int line, int[] widths) {
    StringBuilder text = new StringBuilder(MARGIN);
    for (int i = 0; i < widths.length; i++) {
      String cell = line < wrapped.get(i).size() ? wrapped.get(i).get(line) : "";
      String padding = " ".repeat(widths[i] - DisplayWidth.of(cell));
      text.append(numeric[i] ? padding + cell : cell + padding).append(GAP);
    }
    return text.toString().stripTrailing();
  }

  /** A line a value, an empty line between rows. */
  private List<String> blocks(int width) {
    int names = Math.min(width / 3, header.stream().mapToInt(DisplayWidth::of).max().orElse(0));
    int values = width - MARGIN.length() - names - GAP.length();
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      for (int i = 0; i < header.size(); i++) {
        lines.addAll(blockLines(header.get(i), rows.get(row).get(i), names, values));
      }
      if (!below.get(row).isEmpty()) {
        lines.addAll(DisplayWidth.wrap(below.get(row), width));
      }
    }
    if (rows.isEmpty()) {
      lines.addAll(DisplayWidth.wrap(String.join(", ", header), width));
    }
    return lines;
  }

  private static List<String> blockLines(String name, String value, int names, int values) {
    String shown = DisplayWidth.cut(name, names);
    String padded = shown + " ".repeat(names - DisplayWidth.of(shown));
    List<String> lines = new ArrayList<>();
    for (String part : wrapped(value, values)) {
      String before = lines.isEmpty() ? padded : " ".repeat(names);
      lines.add((MARGIN + before + GAP + part).stripTrailing());
    }
    return lines;
  }
}
