package org.churnwise.ingest.draft;

import java.util.List;
import java.util.regex.Pattern;
import org.churnwise.ingest.contract.NumberMarks;
import org.churnwise.ingest.contract.NumberTexts;

/**
 * What the numbers of a sample show of their marks.
 *
 * @param point how many can only have a decimal point
 * @param comma how many can only have a decimal comma
 * @param groupedByPoints how many have groups of three digits apart by points
 * @param groupedByCommas the same for commas
 */
record MarksFound(long point, long comma, long groupedByPoints, long groupedByCommas) {
  private static final int FEWEST_TIMES = 3;
  private static final Pattern POINT =
      Pattern.compile("[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\\.(?:[0-9]{1,2}|[0-9]{4,})");
  private static final Pattern COMMA =
      Pattern.compile("[+-]?(?:[0-9]{1,3}(?:\\.[0-9]{3})+|[0-9]+),(?:[0-9]{1,2}|[0-9]{4,})");
  private static final Pattern BY_POINTS =
      Pattern.compile("[+-]?[1-9][0-9]{0,2}(?:\\.[0-9]{3})+(?:,[0-9]+)?");
  private static final Pattern BY_COMMAS =
      Pattern.compile("[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\\.[0-9]+)?");

  static MarksFound in(List<SampleColumn> columns) {
    return new MarksFound(
        count(columns, POINT),
        count(columns, COMMA),
        count(columns, BY_POINTS),
        count(columns, BY_COMMAS));
  }

  private static long count(List<SampleColumn> columns, Pattern pattern) {
    return columns.stream()
        .flatMap(column -> column.present().stream())
        .filter(value -> pattern.matcher(value).matches())
        .count();
  }

  /** Whether the numbers show one of the marks; some lines of an export may be bad. */
  boolean areClear() {
    return Math.max(point, comma) > 0
        && Math.max(point, comma) >= FEWEST_TIMES * Math.min(point, comma);
  }

  /** Marks that read the sample: the clear ones, or a point. */
  NumberTexts numbers() {
    boolean byComma = areClear() && comma > point;
    long grouped = byComma ? groupedByPoints : groupedByCommas;
    char thousands = areClear() && grouped > 0 ? byComma ? '.' : ',' : NumberMarks.NONE;
    return new NumberTexts(new NumberMarks(byComma ? ',' : '.', true, thousands));
  }

  /** The lines of a contract. */
  List<String> lines() {
    if (point + comma + groupedByCommas + groupedByPoints == 0) {
      return List.of("# decimal-mark = \".\"  # no number has decimals; say it if 1.234 may come");
    }
    if (!areClear()) {
      return List.of(
          "# decimal-mark = \",\"  # not clear: %d numbers have a point, %d a comma; without it 1.234 is bad"
              .formatted(point, comma));
    }
    boolean byComma = comma > point;
    String mark = "decimal-mark = \"%s\"".formatted(byComma ? "," : ".");
    boolean grouped = byComma ? groupedByPoints > 0 : groupedByCommas > 0;
    return grouped
        ? List.of(mark, "thousands-mark = \"%s\"".formatted(byComma ? "." : ","))
        : List.of(mark);
  }
}
