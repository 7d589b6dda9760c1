package org.churnwise.stats;

import java.util.Arrays;

/**
 * Average precision of the churned, of resampled rows. The rows are sorted once; a value costs one
 * pass over them.
 */
final class ResampledPrecision implements ResampledMetric {
  private static final int CHURNED = 1;
  private static final int NEW_SCORE = 2;
  private static final int FLAGS = 2;

  /** Row and flags of each place, highest score first; of equal scores the churned first. */
  private final int[] places;

  /**
   * @param members the rows to rank, by index
   */
  ResampledPrecision(double[] score, int[] label, int[] members) {
    ScoreOrder order = ScoreOrder.of(Arrays.stream(members).mapToDouble(i -> score[i]).toArray());
    this.places = new int[members.length];
    int place = 0;
    int start = 0;
    for (int end : order.ends()) {
      for (int wanted = 1; wanted >= 0; wanted--) {
        for (int i = start; i < end; i++) {
          int row = members[order.rows()[i]];
          if (label[row] == wanted) {
            places[place] = row << FLAGS | (place == start ? NEW_SCORE : 0) | wanted;
            place++;
          }
        }
      }
      start = end;
    }
  }

  @Override
  public double[] of(DrawnRows drawn) {
    return drawn.values(this::value);
  }

  private double value(long[] copies, int shift, long mask) {
    long rows = 0;
    long churned = 0;
    double sum = 0;
    for (int place = 0; place < places.length; ) {
      long churnedHere = 0;
      do {
        long ofRow = copies[places[place] >>> FLAGS] >>> shift & mask;
        rows += ofRow;
        churnedHere += (places[place] & CHURNED) * ofRow;
        place++;
      } while (place < places.length && (places[place] & NEW_SCORE) == 0);
      churned += churnedHere;
      if (churnedHere > 0) {
        sum += churnedHere * ((double) churned / rows);
      }
    }
    return churned == 0 || churned == rows ? Double.NaN : sum / churned;
  }
}
