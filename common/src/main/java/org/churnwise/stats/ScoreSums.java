package org.churnwise.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All sums of scored and labelled rows that the metrics of one scorer (a model, the recency rule)
 * need. A warehouse can compute them without sending a row; {@link #of} computes them from arrays.
 *
 * @param counts counts, squared errors, rank sum
 * @param invalidScores rows whose score is not a number or whose probability is not in [0, 1]; with
 *     any such row the other sums are meaningless
 * @param ranks of the whole ranking
 * @param losses of the rows
 * @param bins the ten bins of probability
 * @param recalibration empty if the regression has no solution
 */
public record ScoreSums(
    ScoreSummary counts,
    long invalidScores,
    RankSums ranks,
    LossSums losses,
    List<CalibrationBin> bins,
    Optional<Recalibration> recalibration) {

  /** Sums of no rows. */
  public static final ScoreSums NOTHING = withoutScores(0, 0, 0);

  public ScoreSums {
    bins = List.copyOf(bins);
    if (bins.size() != CalibrationBin.BINS) {
      throw new IllegalArgumentException("there must be ten bins, not " + bins.size());
    }
  }

  /**
   * The sums of rows ranked by their probability; see {@link #of(double[], double[], int[],
   * double)}.
   */
  public static ScoreSums of(double[] probability, int[] label, double threshold) {
    return of(probability, probability, label, threshold);
  }

  /**
   * The sums of rows ranked by one number and predicted by another. Unlike {@link ScoreSummary#of}
   * it accepts scores that are not numbers, and counts them. Costs two sorts and ten passes.
   *
   * @throws IllegalArgumentException if the arrays differ in length, or a label is neither 0 nor 1
   */
  public static ScoreSums of(
      double[] rankingScore, double[] probability, int[] label, double threshold) {
    long invalid = 0;
    long positives = 0;
    for (int row = 0; row < label.length; row++) {
      boolean valid =
          Double.isFinite(rankingScore[row]) && probability[row] >= 0 && probability[row] <= 1;
      invalid += valid ? 0 : 1;
      positives += label[row];
    }
    if (invalid > 0) {
      return withoutScores(label.length, positives, invalid);
    }
    return new ScoreSums(
        ScoreSummary.of(rankingScore, probability, label, threshold),
        0,
        RankSums.of(rankingScore, label),
        LossSums.of(probability, label),
        CalibrationBin.of(probability, label),
        Recalibration.fit(cells(probability, label)));
  }

  /** Rows with invalid scores. */
  public static ScoreSums withoutScores(long rows, long positives, long invalid) {
    double lowestRanks = ScoreSummary.lowestRankSum(positives);
    return new ScoreSums(
        new ScoreSummary(rows, positives, 0, 0, 0, lowestRanks),
        invalid,
        RankSums.NOTHING,
        LossSums.NOTHING,
        CalibrationBin.of(new double[0], new int[0]),
        Optional.empty());
  }

  /** Rows. */
  public long rows() {
    return counts.rows();
  }

  /** Rows that churned. */
  public long positives() {
    return counts.positives();
  }

  private static List<Recalibration.LogitCell> cells(double[] probability, int[] label) {
    List<Recalibration.LogitCell> cells = new ArrayList<>(label.length);
    for (int row = 0; row < label.length; row++) {
      cells.add(new Recalibration.LogitCell(Recalibration.logit(probability[row]), 1, label[row]));
    }
    return cells;
  }
}
