package org.churnwise.stats;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rows from the highest score to the lowest, and where each run of equal scores ends. The order
 * within such a run carries no meaning; sorting costs O(n log n) once.
 *
 * @param rows indexes of the rows, highest score first
 * @param ends for each run of equal scores the place after its last row, ascending
 */
record ScoreOrder(int[] rows, int[] ends) {

  /** The order of scores that are numbers; without an object for each row. */
  static ScoreOrder of(double[] score) {
    double[] sorted = new double[score.length];
    Arrays.setAll(sorted, row -> -score[row]);
    Arrays.sort(sorted);
    int[] ends =
        IntStream.rangeClosed(1, sorted.length)
            .filter(end -> end == sorted.length || sorted[end] != sorted[end - 1])
            .toArray();
    int[] runs = new int[sorted.length];
    int[] free = new int[ends.length];
    for (int run = 0; run < ends.length; run++) {
      free[run] = run == 0 ? 0 : ends[run - 1];
      Arrays.fill(runs, free[run], ends[run], run);
    }
    int[] rows = new int[sorted.length];
    for (int row = 0; row < rows.length; row++) {
      int run = runs[Arrays.binarySearch(sorted, -score[row])];
      rows[free[run]++] = row;
    }
    return new ScoreOrder(rows, ends);
  }
}
