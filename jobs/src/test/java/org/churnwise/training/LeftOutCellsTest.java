package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.churnwise.warehouse.RowFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeftOutCellsTest {
  private static final LocalDate HELD_OUT = LocalDate.of(2024, 9, 1);
  private static final RowPart PART =
      new RowPart(HELD_OUT, false, CustomerDraw.everyone(), 0, 4, 1);

  /** Rows are snapshot, left_out, label and probability; the scoring passes the last two on. */
  private static final RowFunction SCORING =
      () -> rows -> rows.stream().map(row -> RowFactory.create(row.get(2), row.get(3))).toList();

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        1,
        0.5,
        5e-13,
        1.5e-12,
        2.5e-12,
        -2.5e-12,
        4.9999999e-13,
        0.1234567890125,
        -16.1
      })
  void aNumberIsRoundedAsADecimal(double value) {
    assertEquals(byDecimal(value), LeftOutCells.units(value));
  }

  @Test
  void manyNumbersAreRoundedAsDecimals() {
    SplittableRandom chance = new SplittableRandom(6);
    for (int i = 0; i < 100_000; i++) {
      double value = chance.nextDouble(-17, 17);
      assertEquals(byDecimal(value), LeftOutCells.units(value), () -> "units of " + value);
    }
  }

  private static long byDecimal(double value) {
    return new BigDecimal(Double.toString(value))
        .setScale(12, RoundingMode.HALF_UP)
        .unscaledValue()
        .longValueExact();
  }

  /** ln(0.6 / 0.4) = 0.4055 is in cell 81 of 0.005; that of 0.4 is in the one below -81. */
  @Test
  void leftOutRowsAreSummedByTheLogitOfTheirProbability() {
    List<Row> rows = new ArrayList<>();
    rows.add(row("2024-06-01", true, 1, 0.6));
    rows.add(row("2024-07-01", true, 0, 0.6));
    rows.add(row("2024-07-01", true, 0, 0.4));
    rows.add(row("2024-07-01", false, 0, 0.4));
    rows.add(row("2024-09-01", true, 0, 0.4));
    rows.add(row("2024-07-01", true, 1, Double.NaN));
    long unit = 1_000_000_000_000L;
    long logit = 405_465_108_108L;
    assertEquals(
        List.of(
            RowFactory.create(-82L, 1L, 0L, 0.4, 0.4, unit * 4 / 10, 0L, -logit),
            RowFactory.create(81L, 2L, 1L, 0.6, 0.6, unit * 12 / 10, logit, logit)),
        new LeftOutCells(PART, SCORING).open().made(rows));
  }

  private static Row row(String snapshot, boolean leftOut, long label, double probability) {
    return RowFactory.create(LocalDate.parse(snapshot), leftOut, label, probability, "C1");
  }
}
