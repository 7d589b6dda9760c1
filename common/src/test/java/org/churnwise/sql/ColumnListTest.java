package org.churnwise.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.churnwise.sql.ColumnList.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns written into a statement in place of a parameter. */
class ColumnListTest {
  private static final Sql STATEMENT =
      new Sql("test", "select :v, ':v', x::bigint from t -- :v\nwhere n = :n", Map.of());

  @Test
  void theColumnsStandWhereTheParameterStood() {
    Sql written = STATEMENT.with("n", 5).with("v", list("a", "b_2"));
    assertEquals("select f.a, f.b_2, ':v', x::bigint from t -- :v\nwhere n = :n", written.text());
    assertEquals(List.of(5L), written.prepared().values());
  }

  @Test
  void theNameStandsWhereverTheFormHasIt() {
    ColumnList doubles =
        new ColumnList(List.of(new Item(new Identifier("age"), "cast({} as double) as {}")), ", ");
    assertEquals(
        "select cast(age as double) as age",
        new Sql("test", "select :v", Map.of()).with("v", doubles).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a; drop table sales",
        "a, b",
        "a -- ",
        "a/*",
        "a'",
        "\"a\"",
        "{}",
        "",
        ":v",
        "1a"
      })
  void aHostileNameIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> list(name));
  }

  @Test
  void aListOfNothingIsRefused() {
    assertEquals(
        "a list of no columns cannot be written",
        assertThrows(IllegalArgumentException.class, () -> list()).getMessage());
  }

  @Test
  void aParameterThatTheStatementLacksIsRefused() {
    assertEquals(
        "test has no parameter :w",
        assertThrows(IllegalArgumentException.class, () -> STATEMENT.with("w", list("a")))
            .getMessage());
  }

  private static ColumnList list(String... names) {
    return new ColumnList(
        Stream.of(names).map(name -> new Item(new Identifier(name), "f.{}")).toList(), ", ");
  }
}
