package org.churnwise.warehouse;

import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.testkit.LandedPrediction;
import org.churnwise.testkit.TestSpark;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Values of every type of the DDL keep their meaning on the way through a warehouse, to the driver
 * and to Spark.
 */
public abstract class WarehouseValuesContract {
  private static final Table KINDS =
      new Table(
          "kinds",
          List.of(
              new Column("a_string", "string", true, ""),
              new Column("a_bigint", "bigint", true, ""),
              new Column("a_decimal", "decimal(18,4)", true, ""),
              new Column("a_double", "double", true, ""),
              new Column("a_boolean", "boolean", true, ""),
              new Column("a_date", "date", true, ""),
              new Column("a_timestamp", "timestamp", true, "")),
          sql(
              """
              create table kinds (
                a_string string,
                a_bigint bigint,
                a_decimal decimal(18,4),
                a_double double,
                a_boolean boolean,
                a_date date,
                a_timestamp timestamp
              )
              """));

  private static final Predicate<Column> READ =
      column -> !column.type().startsWith("decimal") && !column.type().equals("timestamp");

  private static final Sql LANDED = sql("select customer_id from landing_predictions");

  @TempDir Path folder;

  protected Warehouse warehouse;

  /** A warehouse whose schema holds nothing; may keep files in the folder. */
  protected abstract Warehouse open(Path scratch);

  @BeforeEach
  void openWarehouse() {
    warehouse = open(folder);
    warehouse.execute(KINDS.ddl());
  }

  @AfterEach
  void closeWarehouse() {
    warehouse.close();
  }

  @Test
  void everyTypeReadsBack() {
    String rows =
        """
        a_string | a_bigint             | a_decimal            | a_double               | a_boolean | a_date     | a_timestamp
        x        | 9223372036854775807  | 99999999999999.9999  | 0.1                    | true      | 2024-02-29 | 2025-06-01T23:59:59.123456Z
        ''       | -9223372036854775808 | -99999999999999.9999 | 1.7976931348623157E308 | false     | 1970-01-01 | 1969-12-31T23:59:59Z
        null     | null                 | null                 | null                   | null      | null       | null
        0        | 0                    | 0.0001               | -0.1                   | true      | 9999-12-31 | 2025-03-30T02:30:00Z
        """;
    warehouse.insert(KINDS, TextTable.parse(KINDS, rows));
    assertEquals(TextTable.expected(rows), TextTable.print(warehouse.query(everything())));
  }

  @Test
  void aColumnThatIsNotNamedIsNull() {
    warehouse.insert(KINDS, List.of(Map.of("a_bigint", 1L)));
    assertEquals(
        TextTable.expected(
            """
            a_string | a_bigint | a_decimal | a_double | a_boolean | a_date | a_timestamp
            null     | 1        | null      | null     | null      | null   | null
            """),
        TextTable.print(warehouse.query(everything())));
  }

  @Test
  void anyTextReadsBack() {
    List<String> texts =
        List.of(
            "it's \"quoted\"; drop table kinds; --",
            "two\nlines\r\nand\ttabs",
            "ñandú Öl 日本 🎉 e\u0301",
            "?",
            ":named and ::cast",
            "%_\\ back\\slash \\n",
            "null",
            "   ",
            "/* comment */");
    warehouse.insert(
        KINDS,
        IntStream.range(0, texts.size())
            .mapToObj(i -> Map.<String, Object>of("a_bigint", (long) i, "a_string", texts.get(i)))
            .toList());
    assertEquals(
        texts,
        warehouse.query(everything()).stream()
            .sorted(Comparator.comparing(row -> row.longValue("a_bigint")))
            .map(row -> row.string("a_string"))
            .toList());
    assertEquals(
        texts,
        read().collectAsList().stream()
            .sorted(Comparator.comparing(row -> row.getLong(1)))
            .map(row -> row.getString(0))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Asia/Tokyo", "America/St_Johns"})
  void daysAndInstantsDoNotDependOnTheTimeZoneOfTheProcess(String zone) {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try {
      Instant instant = Instant.parse("2025-06-01T23:30:00.5Z");
      warehouse.insert(
          KINDS, List.of(Map.of("a_date", LocalDate.of(2025, 6, 1), "a_timestamp", instant)));
      ResultRow row = warehouse.query(everything()).get(0);
      assertEquals(instant, row.instant("a_timestamp"));
      assertEquals(LocalDate.of(2025, 6, 1), row.date("a_date"));
      Sql texts =
          sql("select cast(a_date as string) as a, cast(a_timestamp as string) as b from kinds");
      assertEquals("2025-06-01", warehouse.query(texts).get(0).string("a"));
      // Snowflake writes 00.500.
      String clock = warehouse.query(texts).get(0).string("b");
      assertTrue(clock.matches("2025-06-01 23:30:00\\.50{0,8}"), clock);
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void sparkReadsTheTypesOfTheDdl() {
    assertEquals(KINDS.sparkSchema(), read().schema());
  }

  @Test
  void sparkReadsTheSameValues() {
    Instant instant = Instant.parse("2025-06-01T23:59:59.123456Z");
    Map<String, Object> values = new HashMap<>();
    values.put("a_string", "x");
    values.put("a_bigint", Long.MAX_VALUE);
    values.put("a_decimal", new BigDecimal("99999999999999.9999"));
    values.put("a_double", 0.1);
    values.put("a_boolean", true);
    values.put("a_date", LocalDate.of(2024, 2, 29));
    values.put("a_timestamp", instant);
    warehouse.insert(KINDS, List.of(values));
    assertEquals(
        RowFactory.create(
            "x",
            Long.MAX_VALUE,
            new BigDecimal("99999999999999.9999"),
            0.1,
            true,
            Date.valueOf("2024-02-29"),
            Timestamp.from(instant)),
        read().first());
  }

  /** Snowflake's driver knows java.sql.Date only, which changes the calendar in October 1582. */
  @Test
  void anyDayOfTheFirstTenThousandYearsTravelsBothWays() {
    List<String> days =
        List.of(
            "0001-01-01",
            "0200-02-28",
            "0999-03-01",
            "1582-09-24",
            "1582-10-15",
            "1899-12-31",
            "9999-12-31");
    warehouse.createTables();
    warehouse.insert(
        KINDS,
        days.stream().map(day -> Map.<String, Object>of("a_date", LocalDate.parse(day))).toList());
    assertEquals(
        days,
        warehouse.query(everything()).stream()
            .map(row -> row.date("a_date").toString())
            .sorted()
            .toList());
    assertEquals(days, texts("kinds", "a_date"));
    assertEquals(
        days,
        read().selectExpr("cast(a_date as string)").collectAsList().stream()
            .map(row -> row.getString(0))
            .sorted()
            .toList());

    warehouse.land(
        Tables.LANDING_PREDICTIONS,
        predictions("C1", 0.1, "C2", 0.7)
            .withColumn("snapshot_date", explode(lit(days.toArray(String[]::new)))));
    assertEquals(days, texts("landing_predictions", "snapshot_date").stream().distinct().toList());
  }

  /** The values of a column as the warehouse writes them, in the order of the texts. */
  private List<String> texts(String table, String column) {
    String query = "select cast(%s as string) as text from %s order by 1".formatted(column, table);
    return warehouse.query(sql(query)).stream().map(row -> row.string("text")).toList();
  }

  @Test
  void sparkReadsNulls() {
    warehouse.insert(KINDS, List.of(Map.of()));
    assertEquals(RowFactory.create(null, null, null, null, null, null, null), read().first());
  }

  @Test
  void sparkReadsLowerCaseNamesInTheOrderOfTheDdl() {
    Sql query = sql("select 1 as A_BIGINT, 'x' as \"A_String\", 2 as not_in_the_table");
    Dataset<Row> rows = warehouse.read(TestSpark.session(), query, KINDS);
    assertEquals(List.of("a_string", "a_bigint"), List.of(rows.columns()));
    assertEquals(RowFactory.create("x", 1L), rows.first());
  }

  @Test
  void whatAFunctionMakesOfTheRowsOfAQueryHasLanded() {
    LocalDate june = LocalDate.of(2025, 6, 1);
    warehouse.insert(
        KINDS,
        List.of(
            kinds("v1", 7L, 0.25, true, june),
            kinds("v1", null, 0.75, false, june.plusDays(1)),
            kinds("v2", 9L, 0.5, true, june)));
    Table shape = new Table("kinds", KINDS.columns().stream().filter(READ).toList(), KINDS.ddl());
    Sql query =
        sql("select a_date, a_string, a_bigint, a_double, a_boolean from kinds where a_string = :a")
            .with("a", "v1");
    warehouse.land(
        Tables.LANDING_PREDICTIONS, query, shape, new Numbered(), () -> TestSpark.session());
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | customer_id | churn_probability | left_out
            2025-06-01    | C7          | 0.25              | true
            2025-06-02    | nobody      | 0.75              | false
            """),
        TextTable.print(
            warehouse.query(
                sql(
                    "select snapshot_date, customer_id, churn_probability, left_out from landing_predictions where scorer = 'v1' order by customer_id")),
            "snapshot_date",
            "customer_id",
            "churn_probability",
            "left_out"));
  }

  private static Map<String, Object> kinds(
      String text, Long whole, double number, boolean truth, LocalDate day) {
    Map<String, Object> row = new HashMap<>();
    row.put("a_string", text);
    row.put("a_bigint", whole);
    row.put("a_double", number);
    row.put("a_boolean", truth);
    row.put("a_date", day);
    return row;
  }

  /** Writes the whole number as the customer. */
  private static final class Numbered implements RowFunction {
    private static final long serialVersionUID = 1L;

    @Override
    public Worker open() {
      return rows ->
          rows.stream()
              .map(
                  row -> {
                    String customer = row.isNullAt(1) ? "nobody" : "C" + row.getLong(1);
                    return LandedPrediction.of(
                        row.getString(0),
                        row.get(4),
                        customer,
                        row.getDouble(2),
                        row.getBoolean(3));
                  })
              .toList();
    }
  }

  @Test
  void sparkReadsAQueryWithParameters() {
    warehouse.insert(
        KINDS,
        TextTable.parse(
            KINDS,
            """
            a_string | a_bigint | a_double | a_boolean | a_date
            x        | 5        | 0.1      | true      | 2025-06-01
            y        | 6        | 0.1      | true      | 2025-06-01
            """));
    Sql query =
        sql("select a_string from kinds where a_bigint = :number and a_double = :share"
                + " and a_boolean = :truth and a_date = :day and a_string = :name -- :not_one")
            .with("number", 5)
            .with("share", 0.1)
            .with("truth", true)
            .with("day", LocalDate.of(2025, 6, 1))
            .with("name", "x");
    assertEquals(
        List.of(RowFactory.create("x")),
        warehouse.read(TestSpark.session(), query, KINDS).collectAsList());
  }

  @Test
  void sparkReadsAQueryWithoutRows() {
    assertEquals(0, read().count());
  }

  @Test
  void rowsOfSparkLandAndMoveIntoATable() {
    warehouse.createTables();
    warehouse.land(Tables.LANDING_PREDICTIONS, predictions("C1", 0.1, "it's C2", 0.7));
    warehouse.transaction(
        () ->
            warehouse.insertFrom(
                Tables.CHURN_PREDICTIONS,
                sql(
                    "select snapshot_date, customer_id, 'v1' as model_version, churn_probability, 1 as churn_predicted,"
                        + " 0.5 as threshold, null as reason_1, null as reason_1_value, null as reason_2,"
                        + " null as reason_2_value, null as reason_3, null as reason_3_value,"
                        + " 0 as margin_usd, 0 as expected_value_usd, 'none' as contact_group,"
                        + " 40 as history_days, 2 as purchases, 1 as short_history from landing_predictions")));
    assertEquals(
        TextTable.expected(
            """
            snapshot_date | customer_id | model_version | churn_probability
            2025-06-01    | C1          | v1            | 0.1
            2025-06-01    | it's C2     | v1            | 0.7
            """),
        TextTable.print(
            warehouse.query(
                sql(
                    "select snapshot_date, customer_id, model_version, churn_probability from churn_predictions"))));
  }

  /** Also if it is of no rows. */
  @Test
  void landingReplacesWhatLandedBefore() {
    warehouse.createTables();
    land(predictions("C1", 0.1, "C2", 0.7));
    land(predictions("C3", 0.1, "C4", 0.7));
    assertEquals(TextTable.expected("customer_id\nC3\nC4"), landed());
    land(predictions("C1", 0.1, "C2", 0.7).limit(0));
    assertEquals(List.of(), warehouse.query(LANDED));
  }

  @Test
  void discardedRowsAreGoneUnlessTheDiscardIsUndone() {
    warehouse.createTables();
    land(predictions("C1", 0.1, "C2", 0.7));
    assertThrows(
        IllegalStateException.class,
        () ->
            warehouse.transaction(
                () -> {
                  warehouse.discard(Tables.LANDING_PREDICTIONS);
                  throw new IllegalStateException("killed here");
                }));
    assertEquals(TextTable.expected("customer_id\nC1\nC2"), landed());
    warehouse.transaction(() -> warehouse.discard(Tables.LANDING_PREDICTIONS));
    land(predictions("C3", 0.1, "C4", 0.7));
    assertEquals(TextTable.expected("customer_id\nC3\nC4"), landed());
  }

  private void land(Dataset<Row> rows) {
    warehouse.land(Tables.LANDING_PREDICTIONS, rows);
  }

  private String landed() {
    return TextTable.print(warehouse.query(LANDED));
  }

  private Dataset<Row> read() {
    return warehouse.read(TestSpark.session(), everything(), KINDS);
  }

  private static Dataset<Row> predictions(String first, double p, String second, double q) {
    LocalDate day = LocalDate.of(2025, 6, 1);
    List<Row> rows =
        List.of(
            LandedPrediction.row("v1", day, first, p, false),
            LandedPrediction.row("v1", day, second, q, true));
    return TestSpark.session().createDataFrame(rows, Tables.LANDING_PREDICTIONS.sparkSchema());
  }

  private static Sql everything() {
    return sql(
        "select a_string, a_bigint, a_decimal, a_double, a_boolean, a_date, a_timestamp from kinds");
  }

  private static Sql sql(String text) {
    return new Sql("contract", text, Map.of());
  }
}
