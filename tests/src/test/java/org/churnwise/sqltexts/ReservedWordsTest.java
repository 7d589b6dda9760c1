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
import org.churnwise.config.ReservedWords;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No table and no column is a word that a warehouse would want in quotes. */
class ReservedWordsTest {
  @TempDir Path folder;

  @Test
  void noNameIsReservedInSnowflake() {
    assertEquals(List.of(), reserved(ReservedWords.SNOWFLAKE));
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
