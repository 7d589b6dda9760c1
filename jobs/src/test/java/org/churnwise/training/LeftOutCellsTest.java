package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.churnwise.model.evaluation.CalibrationCells.Cell;
import org.churnwise.training.LeftOutCells.LeftOutCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeftOutCellsTest {
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
  void rowsAreSummedByTheLogitOfTheirProbability() {
    LeftOutScores scores =
        new LeftOutScores(
            new int[4],
            new boolean[] {true, false, false, true},
            new double[][] {{0.6, 0.6, 0.4, Double.NaN}});
    double logit = 0.405465108108;
    assertEquals(
        List.of(
            new LeftOutCell(0.4, 0.4, new Cell(1, 1, 0, 0.4, Double.NaN, 0, -logit)),
            new LeftOutCell(0.6, 0.6, new Cell(1, 2, 1, 1.2, Double.NaN, logit, logit))),
        LeftOutCells.of(scores));
  }

  /** The logit of 1 is taken for 16; a million of them are more units than a long holds. */
  @Test
  void manyRowsOfOneCellAreSummed() {
    int rows = 1_000_000;
    double[] ones = new double[rows];
    Arrays.fill(ones, 1);
    Cell sums =
        LeftOutCells.of(new LeftOutScores(new int[rows], new boolean[rows], new double[][] {ones}))
            .get(0)
            .sums();
    double one =
        LeftOutCells.of(new LeftOutScores(new int[1], new boolean[1], new double[][] {{1}}))
            .get(0)
            .sums()
            .retainedLogitSum();
    assertEquals(rows, sums.probabilitySum());
    assertEquals(rows * one, sums.retainedLogitSum(), 1e-6);
  }
}
