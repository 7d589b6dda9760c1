package org.churnwise.exchange;

import com.holdenkarau.spark.testing.JavaDataFrameSuiteBase;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.LandedPrediction;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark lands in the warehouse comes back to Spark as the same DataFrame. */
@Slow
class RowExchangeTest {
  private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);
  private static final Sql LANDED =
      new Sql("landed", "select * from landing_predictions", Map.of());

  /** Only for its comparison of DataFrames; the session is the test kit's. */
  private final JavaDataFrameSuiteBase frames = new JavaDataFrameSuiteBase();

  @TempDir private Path folder;

  @Test
  void landedRowsComeBackAsTheyWere() {
    Dataset<Row> predictions = predictions(0.1 + 0.2);
    frames.assertDataFrameDataEquals(predictions, landedAndRead(predictions));
  }

  @Test
  void aValueThatDiffersInItsLastBitIsNoticed() {
    Dataset<Row> other = landedAndRead(predictions(0.3));
    Assertions.assertThrows(
        AssertionError.class,
        () -> frames.assertDataFrameDataEquals(predictions(0.1 + 0.2), other));
  }

  private Dataset<Row> landedAndRead(Dataset<Row> rows) {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      temporary.warehouse().land(Tables.LANDING_PREDICTIONS, rows);
      Dataset<Row> read = temporary.warehouse().read(session(), LANDED, Tables.LANDING_PREDICTIONS);
      return session().createDataFrame(read.collectAsList(), read.schema());
    }
  }

  private static Dataset<Row> predictions(double probability) {
    return session()
        .createDataFrame(
            List.of(
                LandedPrediction.row("v1", JUNE, "C1", probability, false),
                LandedPrediction.row("v1", JUNE, "Ö'2\n\"", 1.0, true)),
            Tables.LANDING_PREDICTIONS.sparkSchema());
  }

  private static SparkSession session() {
    return TestSpark.session();
  }
}
