package org.churnwise.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a statement has parameters, and where a colon means something else. */
class SqlParametersTest {
  private static final LocalDate DAY = LocalDate.of(2025, 6, 1);

  @Test
  void everyParameterBecomesAQuestionMarkInOrder() {
    Sql.Prepared prepared = sql("select :a, :b_2, :a").with("a", 1).with("b_2", "x").prepared();
    assertEquals(new Sql.Prepared("select ?, ?, ?", List.of(1L, "x", 1L)), prepared);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select a -- of :day\nfrom t",
        "select a /* of :day\nand :more */ from t",
        "select ':day', 'it''s :day' from t",
        "select \":day\", \"a \"\" :day\" from t",
        "select a::date from t",
        "select '12:30' from t",
        "select a : b from t"
      })
  void aColonElsewhereIsNoParameter(String text) {
    assertEquals(new Sql.Prepared(text, List.of()), sql(text).prepared());
    assertEquals(text, sql(text).withLiterals());
  }

  @Test
  void aParameterBehindACommentOrAStringIsFound() {
    assertEquals(
        "select '--', cast('2025-06-01' as date) -- :not\n, ?'",
        sql("select '--', :day -- :not\n, ?'").with("day", DAY).withLiterals());
  }

  @Test
  void aCastOfAParameterKeepsItsColons() {
    assertEquals(
        "select cast(5 as bigint)::string", sql("select :n::string").with("n", 5).withLiterals());
  }

  @Test
  void aParameterEndsWhereItsNameEnds() {
    assertEquals("select ?+1,(?)", sql("select :n+1,(:n)").with("n", 5).prepared().text());
  }

  @Test
  void theLongerOfTwoNamesIsNotTheShorter() {
    Sql statement = sql("select :day, :day_after").with("day", 1).with("day_after", 2);
    assertEquals(List.of(1L, 2L), statement.prepared().values());
  }

  @Test
  void aMissingValueIsRefusedByName() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> sql("select :day").prepared());
    assertEquals("test: no value for :day", refused.getMessage());
  }

  @Test
  void aValueForNoParameterIsRefused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> sql("select 1 -- :day").with("day", DAY));
    assertEquals("test has no parameter :day", refused.getMessage());
  }

  @Test
  void withLeavesTheStatementItself() {
    Sql statement = sql("select :n");
    statement.with("n", 5);
    assertEquals(Map.of(), statement.values());
  }

  @Test
  void datesAreValuesOfTheStatement() {
    LocalDate june = LocalDate.of(2025, 6, 1);
    LocalDate july = LocalDate.of(2025, 7, 1);
    Sql statement = sql("select 1 where :day in (:days)").with("days", List.of(june, july));
    assertEquals(
        new Sql.Prepared("select 1 where ? in ((?), (?))", List.of(june, june, july)),
        statement.with("day", june).prepared());
    assertThrows(IllegalArgumentException.class, () -> sql(":days").with("days", List.of()));
  }

  @Test
  void aFileIsFoundByItsName() {
    assertEquals(
        "-- One row per sale: a purchase, or a return.",
        Sql.named("schema/sales").text().lines().findFirst().orElseThrow());
  }

  @Test
  void aFileThatIsNotThereIsRefusedByName() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Sql.named("schema/no_such_table"));
    assertEquals(
        "no statement sql/schema/no_such_table.sql on the class path", refused.getMessage());
  }

  private static Sql sql(String text) {
    return new Sql("test", text, Map.of());
  }
}
