package org.churnwise.model.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.churnwise.model.scoring.Calibration;
import org.churnwise.sql.Sql;
import org.churnwise.stats.CalibrationBin;
import org.churnwise.stats.LossSums;
import org.churnwise.stats.Recalibration;
import org.churnwise.warehouse.ResultRow;

/**
 * Sums of scored rows by cells of the logit, for statistics of the probability itself: the
 * calibration error, and the calibration line.
 *
 * @param bins of probability, whose boundaries are also boundaries of cells
 * @param perLogit cells per unit of the logit
 * @param leastProbability minimum distance of probabilities from 0 and 1
 */
public record CalibrationCells(long bins, long perLogit, double leastProbability) {
  /** For metrics: cells 0.02 wide in the bins of the calibration error. */
  public static final CalibrationCells OF_EVALUATION =
      new CalibrationCells(CalibrationBin.BINS, 50, LossSums.LEAST);

  /** For fitting a calibration: cells 0.005 wide. */
  public static final CalibrationCells OF_CALIBRATION =
      new CalibrationCells(1, 200, Calibration.LEAST);

  /** What the statement reads: part, row_count, positives, probability. */
  public static final String GROUPS = "part_groups";

  private static final Sql QUERY = Sql.named("evaluation/calibration_cells");

  /** The statement that sums up {@link #GROUPS} of scored rows. */
  public Sql statement() {
    return QUERY
        .with("bins", bins)
        .with("cells_per_logit", perLogit)
        .with("least_probability", leastProbability);
  }

  /** The calibration line through the cells; empty if there is none. */
  public static Optional<Recalibration> line(List<Cell> cells) {
    List<Recalibration.LogitCell> means = new ArrayList<>();
    for (Cell cell : cells) {
      means.addAll(
          Recalibration.LogitCell.ofSums(
              cell.positives(),
              cell.churnedLogitSum(),
              cell.rows() - cell.positives(),
              cell.retainedLogitSum()));
    }
    return Recalibration.fit(means);
  }

  /** The sums of one cell, see {@code sql/evaluation/calibration_cells.sql}. */
  public record Cell(
      long bin,
      long rows,
      long positives,
      double probabilitySum,
      double squaredErrorSum,
      double churnedLogitSum,
      double retainedLogitSum) {

    /**
     * @param prefix of the columns of the cell
     */
    public static Cell of(ResultRow row, String prefix) {
      return new Cell(
          row.longValue(prefix + "bin"),
          row.longValue(prefix + "row_count"),
          row.longValue(prefix + "positives"),
          row.doubleValue(prefix + "probability_sum"),
          row.doubleValue(prefix + "squared_error_sum"),
          row.doubleValue(prefix + "churned_logit_sum"),
          row.doubleValue(prefix + "retained_logit_sum"));
    }
  }
}
