package org.churnwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tables for a terminal. */
class TableLayoutTest {
  @Test
  void aLongTextTakesSeveralLinesAndNoNumberDoes() {
    assertEquals(
        """
          model      auc  reason
          v1     123,456  better than the
                          champion
        """,
        text(
            34,
            List.of("model", "auc", "reason"),
            List.of(List.of("v1", "123,456", "better than the champion"))));
  }

  /** Before any text is broken. */
  @Test
  void headersAreBrokenFirst() {
    assertEquals(
        """
          churn  reason
          prob.
          0.870  no purchase
        """,
        text(20, List.of("churn prob.", "reason"), List.of(List.of("0.870", "no purchase"))));
  }

  @Test
  void aTextWithoutBlanksIsBrokenBehindAnUnderscore() {
    assertEquals(
        """
          check            n
          customer_        1
          segment_younger
        """,
        text(20, List.of("check", "n"), List.of(List.of("customer_segment_younger", "1"))));
  }

  @Test
  void aTableOfTooManyColumnsIsALineAValue() {
    assertEquals(
        """
          first   111111
          second  222222
          third   -

          first   444444
          second  5
          third   6
        """,
        text(
            20,
            List.of("first", "second", "third"),
            List.of(List.of("111111", "222222", "-"), List.of("444444", "5", "6"))));
  }

  @Test
  void aTextBelowARowIsIndented() {
    List<String> lines =
        new TableLayout(
                List.of("model"),
                List.of(List.of("v1"), List.of("v2")),
                List.of("better than before", ""))
            .lines(16);
    assertEquals(List.of("  model", "  v1", "    better than", "    before", "  v2"), lines);
  }

  /** Ideographs take two columns, a mark on a letter none. */
  @Test
  void widthIsWhatATerminalShows() {
    assertEquals(
        """
          name   n
          日本   1
          e\u0301tat   2
          plain  3
        """,
        text(
            80,
            List.of("name", "n"),
            List.of(List.of("日本", "1"), List.of("e\u0301tat", "2"), List.of("plain", "3"))));
  }

  @Test
  void noLineIsWiderThanTheTerminalWhateverTheCells() {
    for (String unit : List.of("x", "日", "😀", "a b", "e\u0301")) {
      String wide = unit.repeat(700);
      for (int columns : List.of(1, 3, 30)) {
        List<String> row = IntStream.range(0, columns).mapToObj(i -> wide).toList();
        List<String> header = IntStream.range(0, columns).mapToObj(i -> "column" + i).toList();
        for (String line : new TableLayout(header, List.of(row), List.of(wide)).lines(80)) {
          assertTrue(DisplayWidth.of(line) <= 80, () -> columns + " of " + unit + ": " + line);
        }
      }
    }
  }

  @Test
  void whatDoesNotFitIsCutBetweenCharacters() {
    assertEquals("日...", DisplayWidth.cut("日本語テキスト", 6));
    assertEquals("😀...", DisplayWidth.cut("😀😀😀", 5));
    assertEquals("plain", DisplayWidth.cut("plain", 5));
    assertEquals("..", DisplayWidth.cut("plain", 2));
  }

  private static String text(int width, List<String> header, List<List<String>> rows) {
    List<String> below = rows.stream().map(row -> "").toList();
    return new TableLayout(header, rows, below)
        .lines(width).stream().map(line -> line + "\n").collect(Collectors.joining());
  }
}
