package org.churnwise.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * The sums that metrics of the whole ranking need besides {@link ScoreSummary#positiveRankSum}.
 * Rows are ranked from the highest score down; rows with equal scores form one group.
 *
 * @param precisionSum over the positives: the share of positives among all rows that score as high
 *     or higher
 * @param retainedPrecisionSum over the negatives: the share of negatives among all rows that score
 *     as low or lower
 * @param placementSquares over the positives: the squared share of negatives that score lower, ties
 *     counting half
 * @param retainedPlacementSquares over the negatives: the squared share of positives that score
 *     higher, ties counting half
 * @param captured positives among the top 10 %, 20 %, ... 90 % of the rows; rows with equal scores
 *     across a boundary count in proportion
 */
public record RankSums(
    double precisionSum,
    double retainedPrecisionSum,
    double placementSquares,
    double retainedPlacementSquares,
    List<Double> captured) {
  /** The number of boundaries in {@link #captured}. */
  public static final int DECILES = 9;

  /** Sums of no rows. */
  public static final RankSums NOTHING =
      new RankSums(0, 0, 0, 0, List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0));

  public RankSums {
    captured = List.copyOf(captured);
    if (captured.size() != DECILES) {
      throw new IllegalArgumentException(
          "captured must have %d numbers, not %s".formatted(DECILES, captured));
    }
  }

  /** The sums of rows with finite scores and labels of 0 or 1. Costs one sort. */
  static RankSums of(double[] score, int[] label) {
    Walk walk = new Walk(label);
    ScoreOrder order = ScoreOrder.of(score);
    int start = 0;
    for (int end : order.ends()) {
      int positives = 0;
      for (int place = start; place < end; place++) {
        positives += label[order.rows()[place]];
      }
      walk.pass(start, end, positives);
      start = end;
    }
    return walk.sums();
  }

  /**
   * The variance of the area under the ROC curve: the variance of the placements of either class
   * over its rows (DeLong, DeLong and Clarke-Pearson 1988, Biometrics 44). 0 if a class has fewer
   * than two rows.
   */
  double aucVariance(double auc, long positives, long negatives) {
    return variance(placementSquares, auc, positives)
        + variance(retainedPlacementSquares, auc, negatives);
  }

  private static double variance(double squares, double mean, long rows) {
    return rows < 2 ? 0 : Math.max(0, squares - rows * mean * mean) / (rows - 1) / rows;
  }

  /** Goes down the ranking, one run of equal scores at a time. */
  private static final class Walk {
    private final int rows;
    private final int positives;
    private final double[] captured = new double[DECILES];
    private int above;
    private double precision;
    private double retainedPrecision;
    private double squares;
    private double retainedSquares;

    Walk(int[] label) {
      int sum = 0;
      for (int value : label) {
        sum += value;
      }
      this.rows = label.length;
      this.positives = sum;
    }

    void pass(int start, int end, int churned) {
      int retained = end - start - churned;
      int negatives = rows - positives;
      int retainedAbove = start - above;
      precision += churned * ((double) (above + churned) / end);
      if (retained > 0) {
        retainedPrecision += retained * ((double) (negatives - retainedAbove) / (rows - start));
        double placement = positives == 0 ? 0 : (above + churned / 2.0) / positives;
        retainedSquares += retained * placement * placement;
      }
      if (churned > 0 && negatives > 0) {
        double placement = (negatives - retainedAbove - retained / 2.0) / negatives;
        squares += churned * placement * placement;
      }
      for (int decile = 1; decile <= DECILES; decile++) {
        double within = (decile * (double) rows / 10 - start) / (end - start);
        captured[decile - 1] += churned * Math.min(1, Math.max(0, within));
      }
      above += churned;
    }

    RankSums sums() {
      List<Double> deciles = new ArrayList<>();
      for (double positivesWithin : captured) {
        deciles.add(positivesWithin);
      }
      return new RankSums(precision, retainedPrecision, squares, retainedSquares, deciles);
    }
  }
}
