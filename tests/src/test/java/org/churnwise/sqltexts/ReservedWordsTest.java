package org.churnwise.sqltexts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No table and no column is a word that a warehouse would want in quotes. */
class ReservedWordsTest {
  /**
   * Reserved and limited words of Snowflake
   * (https://docs.snowflake.com/en/sql-reference/reserved-keywords), those included that only an
   * identifier in SHOW or FROM must not be.
   */
  private static final Set<String> SNOWFLAKE =
      Set.of(
          """
          account all alter and any as between by case cast check column connect connection constraint create cross current
          current_date current_time current_timestamp current_user database delete distinct drop else exists false following for
          from full grant group gscluster having ilike in increment inner insert intersect into is issue join lateral left like
          localtime localtimestamp minus natural not null of on or order organization qualify regexp revoke right rlike row rows
          sample schema select set some start table tablesample then to trigger true try_cast union unique update using values view
          when whenever where with
          """
              .strip()
              .split("\\s+"));

  @TempDir Path folder;

  @Test
  void noNameIsReservedInSnowflake() {
    assertEquals(List.of(), reserved(SNOWFLAKE));
  }

  @Test
  void noNameIsReservedInDuckDb() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      Sql words =
          new Sql(
              "test",
              "select keyword_name from duckdb_keywords() where keyword_category in ('reserved', 'type_function')",
              Map.of());
      Set<String> duckDb =
          temporary.warehouse().query(words).stream()
              .map(row -> row.string("keyword_name").toLowerCase(Locale.ROOT))
              .collect(Collectors.toSet());
      assertTrue(duckDb.contains("select"));
      assertEquals(List.of(), reserved(duckDb));
    }
  }

  private static List<String> reserved(Set<String> words) {
    return Tables.all().stream()
        .flatMap(ReservedWordsTest::names)
        .filter(name -> words.contains(name.substring(name.indexOf('.') + 1)))
        .toList();
  }

  private static Stream<String> names(Table table) {
    return Stream.concat(
        Stream.of("." + table.name()),
        table.columnNames().stream().map(column -> table.name() + "." + column));
  }
}
