package org.churnwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  @Test
  void numbersStandToTheRightAndWordsToTheLeft() {
    assertEquals(
        """
          table       rows  share
          sales      1,200  99.5%
          customers      7      -
        """,
        printed(
            console ->
                console.table(
                    List.of("table", "rows", "share"),
                    List.of(List.of("sales", "1,200", "99.5%"), List.of("customers", "7", "-")))));
  }

  @Test
  void aTableWithoutRowsIsItsHeader() {
    assertEquals(
        "  table  rows\n", printed(console -> console.table(List.of("table", "rows"), List.of())));
  }

  @Test
  void whatIsRoundedToZeroHasNoMinus() {
    assertEquals("0.000", Console.number(-0.0004, 3));
    assertEquals("0", Console.number(-0.4, 0));
    assertEquals("-0.001", Console.number(-0.0006, 3));
  }

  @Test
  void bytesAreInTheUnitThatFits() {
    assertEquals("0 B", Console.bytes(0));
    assertEquals("999 B", Console.bytes(999));
    assertEquals("1.0 kB", Console.bytes(1_000));
    assertEquals("12.3 MB", Console.bytes(12_345_678));
    assertEquals("1.0 GB", Console.bytes(999_600_000));
    assertEquals("250 TB", Console.bytes(250_000_000_000_000L));
  }

  @Test
  void aStageEndsWithItsSeconds() {
    assertEquals(
        "  features  2025-06-01   1,200 rows" + " ".repeat(48) + "    1.3 s\n",
        printed(console -> console.stage("features", "2025-06-01", "1,200 rows", 1.25)));
  }

  /** A colour, a return that hides what precedes it, a change of direction, a second line. */
  @Test
  void aTerminalObeysNoValue() {
    assertEquals(
        "a\\u001b[31mb\\u000dc\\u202ed\ne\n", printed(c -> c.line("a\u001b[31mb\rc\u202ed\ne")));
    assertEquals(
        "  features  a\\nb         c\\td\n", printed(c -> c.note("features", "a\nb", "c\td")));
    assertEquals(
        "  name\n  a\\nb\n", printed(c -> c.table(List.of("name"), List.of(List.of("a\nb")))));
  }

  @Test
  void whatNobodyWouldReadIsCut() {
    String value = "x".repeat(100_000);
    String cut = "x".repeat(4000) + "... (96,000 characters more)\n";
    assertEquals(cut, printed(console -> console.line(value)));
    assertEquals("  v\n  " + cut, printed(c -> c.table(List.of("v"), List.of(List.of(value)))));
  }

  @Test
  void numbersDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertEquals("1,234,567", Console.count(1234567));
      assertEquals("0.750", Console.number(0.75, 3));
    } finally {
      Locale.setDefault(before);
    }
  }

  private static String printed(Consumer<Console> work) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    work.accept(new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
