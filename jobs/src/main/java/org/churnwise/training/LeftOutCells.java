package org.churnwise.training;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.churnwise.model.evaluation.CalibrationCells;
import org.churnwise.model.evaluation.CalibrationCells.Cell;
import org.churnwise.model.scoring.Calibration;

/**
 * Sums up rows by cells of their probability's logit: what {@code
 * sql/evaluation/calibration_cells.sql} does with landed scores, to the bit, so that nothing has to
 * land. Probabilities that are none have no cell.
 */
final class LeftOutCells {
  private static final long PER_LOGIT = CalibrationCells.OF_CALIBRATION.perLogit();
  private static final int DIGITS = 12;
  private static final double UNIT = 1e12;

  private LeftOutCells() {}

  /**
   * One cell.
   *
   * @param sums as the statement's; without that of squared errors
   */
  record LeftOutCell(double lowestProbability, double highestProbability, Cell sums) {}

  /** The cells of one model's scores, in ascending order. */
  static List<LeftOutCell> of(LeftOutScores scores) {
    double[] probability = scores.probability()[0];
    Map<Long, Sums> cells = new TreeMap<>();
    for (int row = 0; row < probability.length; row++) {
      double value = probability[row];
      if (value >= 0 && value <= 1) {
        double logit =
            StrictMath.log(Math.max(value, Calibration.LEAST))
                - StrictMath.log(1 - Math.min(value, 1 - Calibration.LEAST));
        cells
            .computeIfAbsent((long) Math.floor(logit * PER_LOGIT), cell -> new Sums())
            .add(scores.churned()[row], value, logit);
      }
    }
    return cells.values().stream().map(Sums::cell).toList();
  }

  /** A number in units of 1e-12, rounded half up as a decimal number is. */
  static long units(double value) {
    double units = Math.abs(value) * UNIT;
    double below = Math.floor(units);
    double rest = units - below;
    if (Math.abs(rest - 0.5) < 0.1) { // too close to a half for the double
      return new BigDecimal(Double.toString(value))
          .setScale(DIGITS, RoundingMode.HALF_UP)
          .unscaledValue()
          .longValueExact();
    }
    long rounded = (long) below + (rest > 0.5 ? 1 : 0);
    return value < 0 ? -rounded : rounded;
  }

  /** The sums of one cell. */
  private static final class Sums {
    private long rows;
    private long positives;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;
    private final LargeSum probability = new LargeSum();
    private final LargeSum churnedLogit = new LargeSum();
    private final LargeSum retainedLogit = new LargeSum();

    void add(boolean churned, double value, double logit) {
      rows++;
      positives += churned ? 1 : 0;
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
      probability.add(units(value));
      (churned ? churnedLogit : retainedLogit).add(units(logit));
    }

    LeftOutCell cell() {
      return new LeftOutCell(
          lowest,
          highest,
          new Cell(
              1,
              rows,
              positives,
              probability.value(),
              Double.NaN,
              churnedLogit.value(),
              retainedLogit.value()));
    }
  }

  /** A sum of units that no number of rows lets overflow. */
  private static final class LargeSum {
    private static final long MOST = Long.MAX_VALUE / 2;

    private BigDecimal carried = BigDecimal.ZERO;
    private long sum;

    void add(long units) {
      sum += units;
      if (Math.abs(sum) > MOST) {
        carry();
      }
    }

    private void carry() {
      carried = carried.add(BigDecimal.valueOf(sum, DIGITS));
      sum = 0;
    }

    double value() {
      carry();
      return carried.doubleValue();
    }
  }
}
