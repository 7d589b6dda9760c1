package org.churnwise.training;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.churnwise.model.evaluation.CalibrationCells;
import org.churnwise.model.evaluation.CalibrationCells.Cell;
import org.churnwise.model.scoring.Calibration;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.RowScoring;
import org.churnwise.warehouse.RowFunction;

/**
 * Sums up the left-out customers by cells of their probability's logit: what {@code
 * sql/evaluation/calibration_cells.sql} does with landed scores, to the bit, but on the way of the
 * rows, so that nothing has to land. Probabilities that are none have no cell.
 */
record LeftOutCells(RowPart part, RowFunction scoring) implements RowFunction {
  private static final long PER_LOGIT = CalibrationCells.OF_CALIBRATION.perLogit();
  private static final int DIGITS = 12;
  private static final double UNIT = 1e12;

  private static final StructType SHAPE =
      new StructType()
          .add("cell", DataTypes.LongType)
          .add("row_count", DataTypes.LongType)
          .add("positives", DataTypes.LongType)
          .add("lowest_probability", DataTypes.DoubleType)
          .add("highest_probability", DataTypes.DoubleType)
          .add("probability_units", DataTypes.LongType)
          .add("churned_logit_units", DataTypes.LongType)
          .add("retained_logit_units", DataTypes.LongType);

  /**
   * One cell.
   *
   * @param sums as the statement's; without that of squared errors
   */
  record LeftOutCell(double lowestProbability, double highestProbability, Cell sums) {}

  /** The cells in ascending order, from one pass over the data. */
  static List<LeftOutCell> of(TrainingData data, RowPart part, FittedModel model) {
    int label = TrainingData.shape().fieldIndex(ModelTrainer.LABEL);
    RowFunction scoring =
        new RowScoring(
            model,
            TrainingData.shape(),
            RowScoring.NOTHING,
            scored -> new Object[] {scored.row().getLong(label), scored.probability()});
    Map<Long, Sums> cells = new TreeMap<>();
    for (Row row : data.sourceOfLeftOut(part).collect(new LeftOutCells(part, scoring), SHAPE)) {
      cells.computeIfAbsent(row.getLong(0), cell -> new Sums()).add(row);
    }
    return cells.values().stream().map(Sums::cell).toList();
  }

  @Override
  public Worker open() {
    Worker scorer = scoring.open();
    return new Worker() {
      @Override
      public List<Row> made(List<Row> rows) {
        List<Row> leftOut = rows.stream().filter(part::isLeftOut).toList();
        return leftOut.isEmpty() ? List.of() : cells(scorer.made(leftOut));
      }

      @Override
      public void close() {
        scorer.close();
      }
    };
  }

  /** Partial cells of some rows of label and probability; these few sums fit into whole numbers. */
  private static List<Row> cells(List<Row> scored) {
    Map<Long, Part> cells = new TreeMap<>();
    for (Row row : scored) {
      double probability = row.getDouble(1);
      if (probability >= 0 && probability <= 1) {
        double logit =
            StrictMath.log(Math.max(probability, Calibration.LEAST))
                - StrictMath.log(1 - Math.min(probability, 1 - Calibration.LEAST));
        cells
            .computeIfAbsent((long) Math.floor(logit * PER_LOGIT), cell -> new Part())
            .add(row.getLong(0), probability, logit);
      }
    }
    List<Row> made = new ArrayList<>();
    cells.forEach((cell, part) -> made.add(part.row(cell)));
    return made;
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

  /** The sums of one cell over some thousand rows. */
  private static final class Part {
    private long rows;
    private long positives;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;
    private long probability;
    private long churnedLogit;
    private long retainedLogit;

    void add(long label, double value, double logit) {
      rows++;
      positives += label;
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
      probability += units(value);
      churnedLogit += label == 1 ? units(logit) : 0;
      retainedLogit += label == 1 ? 0 : units(logit);
    }

    Row row(long cell) {
      return RowFactory.create(
          cell, rows, positives, lowest, highest, probability, churnedLogit, retainedLogit);
    }
  }

  /** The sums of one cell over all rows. */
  private static final class Sums {
    private long rows;
    private long positives;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;
    private BigDecimal probability = BigDecimal.ZERO;
    private BigDecimal churnedLogit = BigDecimal.ZERO;
    private BigDecimal retainedLogit = BigDecimal.ZERO;

    void add(Row part) {
      rows += part.getLong(1);
      positives += part.getLong(2);
      lowest = Math.min(lowest, part.getDouble(3));
      highest = Math.max(highest, part.getDouble(4));
      probability = probability.add(BigDecimal.valueOf(part.getLong(5), DIGITS));
      churnedLogit = churnedLogit.add(BigDecimal.valueOf(part.getLong(6), DIGITS));
      retainedLogit = retainedLogit.add(BigDecimal.valueOf(part.getLong(7), DIGITS));
    }

    LeftOutCell cell() {
      return new LeftOutCell(
          lowest,
          highest,
          new Cell(
              1,
              rows,
              positives,
              probability.doubleValue(),
              Double.NaN,
              churnedLogit.doubleValue(),
              retainedLogit.doubleValue()));
    }
  }
}
