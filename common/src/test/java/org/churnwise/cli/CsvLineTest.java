package org.churnwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvLineTest {
  @Test
  void nothingAndTheEmptyTextAreTwoThings() {
    assertEquals("a,,\"\"", CsvLine.of(Arrays.asList("a", null, "")));
  }

  @Test
  void aCellWithADelimiterAQuoteOrALineEndIsQuoted() {
    assertEquals("\"a,b\",\"c\"\"d\",\"e\nf\"", CsvLine.of(List.of("a,b", "c\"d", "e\nf")));
  }

  /** A spreadsheet would run it. */
  @Test
  void aFormulaIsATextAndANegativeNumberIsANumber() {
    assertEquals("'=1+1,-1.5,'-x", CsvLine.of(List.of("=1+1", "-1.5", "-x")));
  }
}
