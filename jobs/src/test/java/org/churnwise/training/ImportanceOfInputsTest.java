package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.XxHash64;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.churnwise.model.scoring.Importance;
import org.churnwise.warehouse.RowFunction;
import org.junit.jupiter.api.Test;
import scala.collection.JavaConverters;

class ImportanceOfInputsTest {
  private static final LocalDate AUGUST = LocalDate.of(2024, 8, 1);

  /** Cards of earlier releases were drawn by the expression xxhash64 in a Spark job. */
  @Test
  void rowsAreDrawnByTheHashThatSparkGives() {
    ImportanceOfInputs.Draw draw = new ImportanceOfInputs.Draw(RowPart.of(AUGUST), 42);
    for (String customer : List.of("C1", "", "Zoë")) {
      List<Expression> key =
          List.of(
              Literal.create(42L, DataTypes.LongType),
              Literal.create((int) AUGUST.toEpochDay(), DataTypes.DateType),
              Literal.create(UTF8String.fromString(customer), DataTypes.StringType));
      Object expected = new XxHash64(JavaConverters.asScalaBuffer(key).toSeq(), 42L).eval(null);
      assertEquals(expected, draw.hash(row(customer)));
    }
  }

  /**
   * Of 10,000 rows each of two workers keeps its first 2,000, and some that it saw before those.
   */
  @Test
  void theFirstRowsAreAmongTheCandidates() {
    ImportanceOfInputs.Draw draw = new ImportanceOfInputs.Draw(RowPart.of(AUGUST), 42);
    List<Row> rows = IntStream.range(0, 10_000).mapToObj(i -> row("C" + i)).toList();
    Set<Row> candidates = new HashSet<>();
    for (int worker = 0; worker < 2; worker++) {
      RowFunction.Worker one = new ImportanceOfInputs.Candidates(draw).open();
      for (int from = worker * 5_000; from < (worker + 1) * 5_000; from += 1_000) {
        candidates.addAll(one.made(rows.subList(from, from + 1_000)));
      }
    }
    List<Row> first =
        rows.stream()
            .sorted(Comparator.comparingLong(draw::hash))
            .limit(Importance.MOST_ROWS)
            .toList();
    assertTrue(candidates.containsAll(first));
    assertTrue(candidates.size() < 8_500, () -> candidates.size() + " candidates");
  }

  private static Row row(String customer) {
    Object[] values = new Object[TrainingData.shape().size()];
    values[TrainingData.shape().fieldIndex("snapshot_date")] = AUGUST;
    values[TrainingData.shape().fieldIndex("customer_id")] = customer;
    return RowFactory.create(values);
  }
}
