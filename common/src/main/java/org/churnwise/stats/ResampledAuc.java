package org.churnwise.stats;

import java.util.Arrays;

/**
 * Area under the ROC curve of resampled rows. The rows are sorted once; a value costs one pass over
 * them: over the churned, whose copies are summed up from the highest score down, then over the
 * retained, each of which counts the churned above it. All numbers are whole, so their order does
 * not matter, and no branch depends on a label, which nobody could predict.
 */
final class ResampledAuc implements ResampledMetric {
  /** The churned, highest score first, and the retained likewise. */
  private final int[] churned;

  private final int[] retained;

  /** For each retained row, how many churned have its score or a higher one. */
  private final int[] notBelow;

  /** Places in {@link #retained} of rows with the score of a churned one. */
  private final int[] tied;

  /** For each of these, how many churned have a higher score. */
  private final int[] above;

  /**
   * @param members the rows to rank, by index
   */
  ResampledAuc(double[] score, int[] label, int[] members) {
    ScoreOrder order = ScoreOrder.of(Arrays.stream(members).mapToDouble(i -> score[i]).toArray());
    int positives = Arrays.stream(members).map(row -> label[row]).sum();
    this.churned = new int[positives];
    this.retained = new int[members.length - positives];
    this.notBelow = new int[retained.length];
    int[] ties = new int[retained.length];
    int[] higher = new int[retained.length];
    int churnedSoFar = 0;
    int retainedSoFar = 0;
    int tiesSoFar = 0;
    int start = 0;
    for (int end : order.ends()) {
      int churnedAbove = churnedSoFar;
      int firstRetained = retainedSoFar;
      for (int i = start; i < end; i++) {
        int row = members[order.rows()[i]];
        if (label[row] == 1) {
          churned[churnedSoFar++] = row;
        } else {
          retained[retainedSoFar++] = row;
        }
      }
      for (int place = firstRetained; place < retainedSoFar; place++) {
        notBelow[place] = churnedSoFar;
        if (churnedSoFar > churnedAbove) {
          ties[tiesSoFar] = place;
          higher[tiesSoFar] = churnedAbove;
          tiesSoFar++;
        }
      }
      start = end;
    }
    this.tied = Arrays.copyOf(ties, tiesSoFar);
    this.above = Arrays.copyOf(higher, tiesSoFar);
  }

  @Override
  public double of(int[] weight) {
    int[] copiesOfFirst = new int[churned.length + 1];
    int copiesOfChurned = 0;
    for (int i = 0; i < churned.length; i++) {
      copiesOfChurned += weight[churned[i]];
      copiesOfFirst[i + 1] = copiesOfChurned;
    }
    int copiesOfRetained = 0;
    long wins = 0;
    for (int i = 0; i < retained.length; i++) {
      int copies = weight[retained[i]];
      copiesOfRetained += copies;
      wins += (long) copies * copiesOfFirst[notBelow[i]];
    }
    long draws = 0; // one of the same score is half above
    for (int i = 0; i < tied.length; i++) {
      int equal = copiesOfFirst[notBelow[tied[i]]] - copiesOfFirst[above[i]];
      draws += (long) weight[retained[tied[i]]] * equal;
    }
    return copiesOfChurned == 0 || copiesOfRetained == 0
        ? Double.NaN
        : (2 * wins - draws) / 2.0 / ((double) copiesOfChurned * copiesOfRetained);
  }
}
