package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.XxHash64;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
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

  private static Row row(String customer) {
    Object[] values = new Object[TrainingData.shape().size()];
    values[TrainingData.shape().fieldIndex("snapshot_date")] = AUGUST;
    values[TrainingData.shape().fieldIndex("customer_id")] = customer;
    return RowFactory.create(values);
  }
}
