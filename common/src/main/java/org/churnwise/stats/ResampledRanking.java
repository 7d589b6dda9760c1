package org.churnwise.stats;

/**
 * Area under the ROC curve, or average precision of the churned, of resampled rows. The rows are
 * sorted once; a value costs one pass over them.
 */
final class ResampledRanking implements ResampledMetric {
  /** The metric of the ranking. */
  enum Kind {
    AUC,
    AVERAGE_PRECISION
  }

  private final Kind kind;
  private final int[] rows;
  private final int[] ends;
  private final boolean[] churned;

  /**
   * @param members the rows to rank, by index
   */
  ResampledRanking(Kind kind, double[] score, int[] label, int[] members) {
    this.kind = kind;
    double[] scores = new double[members.length];
    for (int i = 0; i < members.length; i++) {
      scores[i] = score[members[i]];
    }
    ScoreOrder order = ScoreOrder.of(scores);
    this.ends = order.ends();
    this.rows = new int[members.length];
    this.churned = new boolean[members.length];
    for (int place = 0; place < members.length; place++) {
      rows[place] = members[order.rows()[place]];
      churned[place] = label[rows[place]] == 1;
    }
  }

  @Override
  public double of(int[] weight) {
    long positives = 0;
    long negatives = 0;
    double sum = 0;
    int place = 0;
    for (int end : ends) {
      long churnedHere = 0;
      long rowsHere = 0;
      for (; place < end; place++) {
        int copies = weight[rows[place]];
        rowsHere += copies;
        churnedHere += churned[place] ? copies : 0;
      }
      long retainedHere = rowsHere - churnedHere;
      if (kind == Kind.AUC) {
        sum += retainedHere * (positives + churnedHere / 2.0);
      } else if (churnedHere > 0) {
        sum +=
            churnedHere * ((double) (positives + churnedHere) / (positives + negatives + rowsHere));
      }
      positives += churnedHere;
      negatives += retainedHere;
    }
    if (positives == 0 || negatives == 0) {
      return Double.NaN;
    }
    return kind == Kind.AUC ? sum / ((double) positives * negatives) : sum / positives;
  }
}
