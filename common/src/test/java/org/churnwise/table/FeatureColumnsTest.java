package org.churnwise.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.churnwise.sql.Sql;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TextTable;
import org.churnwise.warehouse.Warehouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists of columns that statements name, from a DDL. */
class FeatureColumnsTest {
  private static final FeatureColumns MIXED =
      columns("plan string", "visits bigint", "spend decimal(18,4)", "ratio double", "seen date");

  /** Each number and each category of a row on a row of its own. */
  private static final String LONG_FORM =
      """
      with numbers as (select :numeric_values from t f),
      codes as (select :categorical_values from t f)
      select lower(name) as name, cast(value as string) as content
      from numbers unpivot (value for name in (:numeric_features))
      union all
      select lower(name) as name, code as content
      from codes unpivot (code for name in (:categorical_features))
      """;

  @TempDir Path folder;

  @Test
  void theKeyIsNoFeature() {
    assertEquals(
        Tables.CUSTOMER_FEATURES.columnNames(),
        Stream.concat(
                Stream.of("snapshot_date", "customer_id"),
                FeatureColumns.of(Tables.CUSTOMER_FEATURES).features().stream().map(Column::name))
            .toList());
  }

  @Test
  void everyFeatureIsAColumnOfF() {
    assertEquals("f.plan, f.visits, f.spend, f.ratio, f.seen", written(MIXED, ":feature_columns"));
  }

  @Test
  void theTextOfARowTellsNullFromEmpty() {
    assertEquals(
        "nvl('=' || f.plan, '-'), '|', nvl(cast(f.visits as string), '-')",
        written(columns("plan string", "visits bigint"), ":feature_text"));
  }

  @Test
  void numbersOfEveryTypeBecomeDoubles() {
    assertEquals(
        "cast(f.visits as double) as visits, cast(f.spend as double) as spend,"
            + " cast(f.ratio as double) as ratio",
        written(MIXED, ":numeric_values"));
    assertEquals("visits, spend, ratio", written(MIXED, ":numeric_features"));
    assertEquals("'visits', 'spend', 'ratio'", written(MIXED, ":numeric_names"));
    assertEquals(
        "when 'visits' then cast(f.visits as double) when 'spend' then cast(f.spend as double)"
            + " when 'ratio' then cast(f.ratio as double)",
        written(MIXED, ":numbers_by_name"));
  }

  @Test
  void onlyTextsAreCategories() {
    assertEquals(
        "cast(nvl('=' || f.plan, '-') as string) as plan", written(MIXED, ":categorical_values"));
    assertEquals("plan", written(MIXED, ":categorical_features"));
  }

  @Test
  void aStatementWithoutListsStaysAsItIs() {
    Sql statement = new Sql("test", "select :run_id", Map.of());
    assertSame(statement, MIXED.writtenInto(statement));
  }

  @Test
  void otherParametersStayOpen() {
    Sql statement = new Sql("test", "select :numeric_features where x = :run_id", Map.of());
    assertEquals(
        "select visits,\n  spend,\n  ratio where x = 'r1'",
        MIXED.writtenInto(statement).with("run_id", "r1").withLiterals());
  }

  @Test
  void everyValueStandsUnderItsName() {
    assertEquals(
        TextTable.expected(
            """
            name   | content
            plan   | =gold
            plan   | =
            plan   | =-
            plan   | -
            ratio  | 0.5
            spend  | 2.25
            visits | 3.0
            """),
        longForm(
            MIXED,
            "'gold', 3, 2.25, 0.5, date '2025-06-01'",
            "'', null, null, null, null",
            "'-', null, null, null, null",
            "null, null, null, null, null"));
  }

  /** Names that the statement itself uses, and names that other dialects reserve. */
  @Test
  void featuresMayBeCalledLikeTheColumnsOfTheLongForm() {
    assertEquals(
        TextTable.expected(
            """
            name  | content
            code  | =a
            name  | =b
            f     | 2.0
            value | 1.0
            """),
        longForm(
            columns("value bigint", "code string", "name string", "f double"), "1, 'a', 'b', 2"));
  }

  @Test
  void aTableWithoutNumbersHasNone() {
    assertEquals(
        TextTable.expected("name | content\nplan | =gold"),
        longForm(columns("plan string"), "'gold'"));
  }

  @Test
  void aTableWithoutCategoriesHasNone() {
    assertEquals(
        TextTable.expected("name | content\nvisits | 3.0"),
        longForm(columns("visits bigint"), "3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a; drop table sales", "a as b", "a'", "\"a\"", "{}", "f.a", "1st", ""})
  void aHostileNameIsRefused(String name) {
    FeatureColumns hostile = new FeatureColumns(List.of(new Column(name, "bigint", true, "")));
    assertThrows(
        IllegalArgumentException.class,
        () -> hostile.writtenInto(new Sql("test", "select :feature_columns", Map.of())));
  }

  private String longForm(FeatureColumns columns, String... rows) {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      Warehouse warehouse = temporary.warehouse();
      String ddl =
          String.join(
              ", ",
              columns.features().stream()
                  .map(column -> column.name() + " " + column.type())
                  .toList());
      warehouse.execute(new Sql("table", "create table t (" + ddl + ")", Map.of()));
      for (String row : rows) {
        warehouse.execute(new Sql("row", "insert into t values (" + row + ")", Map.of()));
      }
      return temporary.rows(columns.writtenInto(new Sql("test", LONG_FORM, Map.of())));
    }
  }

  private static String written(FeatureColumns columns, String text) {
    return columns.writtenInto(new Sql("test", text, Map.of())).text().replaceAll("\\s+", " ");
  }

  private static FeatureColumns columns(String... declared) {
    return new FeatureColumns(
        Stream.of(declared)
            .map(column -> column.split(" "))
            .map(parts -> new Column(parts[0], parts[1], true, ""))
            .toList());
  }
}
