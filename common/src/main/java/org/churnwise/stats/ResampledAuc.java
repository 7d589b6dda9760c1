package org.churnwise.stats;

import java.util.Arrays;

/**
 * Area under the ROC curve of resampled rows. The rows are sorted once; a value costs one pass over
 * them: over the retained, whose copies are summed up from the highest score down for all draws at
 * once, then over the churned, each of which counts the retained below it twice and those of the
 * same score once. All numbers are whole, so their order does not matter, and no branch depends on
 * a label, which nobody could predict.
 */
final class ResampledAuc implements ResampledMetric {
  /** The churned, and the retained, highest score first. */
  private final int[] churned;

  private final int[] retained;

  /** For each churned row, how many retained have a higher score. */
  private final int[] above;

  /** For each churned row, how many retained have its score or a higher one. */
  private final int[] notBelow;

  /**
   * @param members the rows to rank, by index
   */
  ResampledAuc(double[] score, int[] label, int[] members) {
    ScoreOrder order = ScoreOrder.of(Arrays.stream(members).mapToDouble(i -> score[i]).toArray());
    int positives = Arrays.stream(members).map(row -> label[row]).sum();
    this.churned = new int[positives];
    this.retained = new int[members.length - positives];
    this.above = new int[positives];
    this.notBelow = new int[positives];
    int churnedSoFar = 0;
    int retainedSoFar = 0;
    int start = 0;
    for (int end : order.ends()) {
      int firstChurned = churnedSoFar;
      int retainedAbove = retainedSoFar;
      for (int i = start; i < end; i++) {
        int row = members[order.rows()[i]];
        if (label[row] == 1) {
          churned[churnedSoFar++] = row;
        } else {
          retained[retainedSoFar++] = row;
        }
      }
      Arrays.fill(above, firstChurned, churnedSoFar, retainedAbove);
      Arrays.fill(notBelow, firstChurned, churnedSoFar, retainedSoFar);
      start = end;
    }
  }

  @Override
  public double[] of(DrawnRows drawn) {
    long[] copies = drawn.copies();
    long[] retainedTo = drawn.sums();
    long all = 0;
    for (int i = 0; i < retained.length; i++) {
      all += copies[retained[i]];
      retainedTo[i + 1] = all;
    }
    long copiesOfChurned = 0;
    for (int row : churned) {
      copiesOfChurned += copies[row];
    }
    double[] areas = new double[drawn.draws()];
    long[] halfWins = halfWins(drawn, all);
    for (int draw = 0; draw < areas.length; draw++) {
      double ofChurned = copiesOfChurned >>> drawn.shift(draw) & drawn.mask();
      double ofRetained = all >>> drawn.shift(draw) & drawn.mask();
      areas[draw] =
          ofChurned == 0 || ofRetained == 0
              ? Double.NaN
              : halfWins[draw] / 2.0 / (ofChurned * ofRetained);
    }
    return areas;
  }

  /**
   * By draw, twice the pairs of a churned row and a retained one below it; of a tie, one. There are
   * three numbers, as {@link DrawnRows#sums} makes them.
   */
  private long[] halfWins(DrawnRows drawn, long all) {
    long[] copies = drawn.copies();
    long[] retainedTo = drawn.sums();
    int shift = drawn.shift(1);
    int shiftOfThird = drawn.shift(2);
    long mask = drawn.mask();
    long wins = 0;
    long winsOfSecond = 0;
    long winsOfThird = 0;
    for (int i = 0; i < churned.length; i++) {
      long ofThis = copies[churned[i]];
      long below = 2 * all - retainedTo[above[i]] - retainedTo[notBelow[i]];
      wins += (ofThis & mask) * (below & mask);
      winsOfSecond += (ofThis >>> shift & mask) * (below >>> shift & mask);
      winsOfThird += (ofThis >>> shiftOfThird & mask) * (below >>> shiftOfThird & mask);
    }
    return new long[] {wins, winsOfSecond, winsOfThird};
  }
}
