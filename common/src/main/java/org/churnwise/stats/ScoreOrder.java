package org.churnwise.stats;

import java.util.stream.IntStream;

/**
 * Rows from the highest score to the lowest, and where each run of equal scores ends. The order
 * within such a run carries no meaning; sorting costs O(n log n) once.
 *
 * @param rows indexes of the rows, highest score first
 * @param ends for each run of equal scores the place after its last row, ascending
 */
record ScoreOrder(int[] rows, int[] ends) {

  static ScoreOrder of(double[] score) {
    int[] rows =
        IntStream.range(0, score.length)
            .boxed()
            .sorted((left, right) -> Double.compare(score[right], score[left]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] ends =
        IntStream.rangeClosed(1, rows.length)
            .filter(end -> end == rows.length || score[rows[end]] != score[rows[end - 1]])
            .toArray();
    return new ScoreOrder(rows, ends);
  }
}
