package org.churnwise.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which values a parameter takes, and how they look where they are written into the text. */
class SqlValuesTest {
  private static final Sql STATEMENT = new Sql("test", "select :v", Map.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "x'; drop table sales; --",
        "x''",
        "\"x\"",
        "x;",
        "x\\",
        "x\n",
        "x\u0000",
        "x/*",
        "x)",
        "$1",
        "${x}",
        "ä",
        "\u02bcx",
        "x\u2019"
      })
  void aHostileNameIsRefused(String value) {
    assertThrows(IllegalArgumentException.class, () -> STATEMENT.with("v", value));
  }

  @Test
  void theRefusalSaysWhatANameIs() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> STATEMENT.with("v", "it's"));
    assertEquals("test: :v = 'it's' is not a name ([A-Za-z0-9_.-]+)", refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"v12", "20250601T120000-0a1b2c3d", "main", "A_b-C.9", "--"})
  void aNameIsWrittenInQuotes(String value) {
    assertEquals("select '" + value + "'", STATEMENT.with("v", value).withLiterals());
  }

  @Test
  void anIdentifierIsWrittenBareAndNeverBound() {
    Sql named = STATEMENT.with("v", new Identifier("WH_1"));
    assertEquals("select WH_1", named.withLiterals());
    assertEquals(
        "test: :v is a name, not a value",
        assertThrows(IllegalArgumentException.class, named::prepared).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "a-b", "a.b", "a b", "a;", "a'", "\"a\"", "a$", "ä", "a\n"})
  void aHostileIdentifierIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> new Identifier(name));
  }

  @Test
  void aDayIsWrittenAsADate() {
    assertEquals(
        "select cast('2025-06-01' as date)",
        STATEMENT.with("v", LocalDate.of(2025, 6, 1)).withLiterals());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 9223372036854775807L})
  void aWholeNumberIsWrittenAsABigint(long value) {
    assertEquals("select cast(" + value + " as bigint)", STATEMENT.with("v", value).withLiterals());
  }

  /** Every digit of the binary value, so that reading it back gives the same double. */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0.5",
    "-2.0, -2",
    "1e21, 1000000000000000000000",
    "0.1, 0.1000000000000000055511151231257827021181583404541015625"
  })
  void aDoubleIsWrittenWithoutAnExponent(double value, String written) {
    assertEquals(
        "select cast(" + written + " as double)", STATEMENT.with("v", value).withLiterals());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aDoubleThatIsNoNumberIsRefused(double value) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> STATEMENT.with("v", value));
    assertEquals("test: :v = " + value + " is not finite", refused.getMessage());
  }

  @Test
  void aTruthValueIsWrittenAsItself() {
    assertEquals("select true", STATEMENT.with("v", true).withLiterals());
  }

  @Test
  void aValueOfAnotherTypeHasNoLiteral() {
    Sql statement = new Sql("test", "select :v", Map.of("v", new java.util.Date(0)));
    assertThrows(IllegalArgumentException.class, statement::withLiterals);
  }
}
