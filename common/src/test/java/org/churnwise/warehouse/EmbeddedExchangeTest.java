package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.LandedPrediction;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TestDays;
import org.churnwise.testkit.TestSpark;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows travel to and from Spark wherever the database lies. */
@Slow
class EmbeddedExchangeTest {
  private static final String IN_A_FOLDER = "we ird's [x] {y}/churn.duckdb";
  private static final String IN_THE_NAME = "it's \"[1-9]\" {a,b}.duckdb";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {IN_A_FOLDER, IN_THE_NAME})
  void sparkReadsFromAPathThatLooksLikeAPattern(String path) {
    try (Warehouse warehouse = EmbeddedFiles.open(folder.resolve(path))) {
      TestDays.createIn(warehouse);
      warehouse.insert(
          TestDays.TABLE,
          List.of(Map.of("run_id", "r1", "snapshot_date", LocalDate.of(2025, 6, 1))));
      Sql query = sql("select run_id, snapshot_date from test_days");
      assertEquals(
          List.of(RowFactory.create("r1", Date.valueOf("2025-06-01"))),
          warehouse
              .read(TestSpark.session(), query, TestDays.TABLE)
              .select("run_id", "snapshot_date")
              .collectAsList());
    }
  }

  /** So many that the file has more than one group. DuckDB may use as much memory as before. */
  @Test
  void rowsKeepTheirOrder() {
    try (Warehouse warehouse = EmbeddedFiles.open(folder.resolve("churn.duckdb"))) {
      Sql limit = sql("select current_setting('memory_limit') as memory_limit");
      String before = warehouse.query(limit).get(0).string("memory_limit");
      Sql numbers =
          sql("select cast(i as string) as run_id from range(70000) numbers(i) order by i desc");
      Dataset<Row> read = warehouse.readInOrder(TestSpark.session(), numbers, TestDays.TABLE);
      assertEquals(
          IntStream.range(0, 70_000).mapToObj(i -> String.valueOf(69_999 - i)).toList(),
          read.collectAsList().stream().map(row -> row.getString(0)).toList());
      assertEquals(before, warehouse.query(limit).get(0).string("memory_limit"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {IN_A_FOLDER, IN_THE_NAME})
  void rowsOfSparkLandInAPathThatLooksLikeAPattern(String path) {
    try (Warehouse warehouse = EmbeddedFiles.open(folder.resolve(path))) {
      Row row = LandedPrediction.row("v1", LocalDate.of(2025, 6, 1), "C1", 0.25, false);
      warehouse.land(
          Tables.LANDING_PREDICTIONS,
          TestSpark.session()
              .createDataFrame(List.of(row), Tables.LANDING_PREDICTIONS.sparkSchema()));
      assertEquals(
          TextTable.expected(
              """
              snapshot_date | customer_id | churn_probability
              2025-06-01    | C1          | 0.25
              """),
          TextTable.print(
              warehouse.query(
                  sql(
                      "select snapshot_date, customer_id, churn_probability from landing_predictions"))));
    }
  }

  private static Sql sql(String text) {
    return new Sql("test", text, Map.of());
  }
}
