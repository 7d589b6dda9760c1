package org.churnwise.stats;

import java.util.Arrays;

/**
 * How often each of some rows was drawn, in several draws at once: each draw has some bits of a
 * row's number, so that one addition sums up all of them. A number of bits holds twice the rows of
 * a draw, which an area under the curve counts.
 */
final class DrawnRows {
  static final int MOST_DRAWS = 3;

  private static final int BITS = Long.SIZE - 1; // without the sign

  private final long[] copies;
  private final long[] sums;
  private final int draws;
  private final int bits;

  private DrawnRows(int rows, int draws) {
    this.copies = new long[rows];
    this.sums = new long[rows + 1];
    this.draws = draws;
    this.bits = BITS / draws;
  }

  /**
   * Room for as many draws as fit, {@link #MOST_DRAWS} at most.
   *
   * @param rows in all
   * @param most rows that a draw can have at most, with their repetitions
   */
  static DrawnRows of(int rows, long most) {
    int draws = MOST_DRAWS;
    while (draws > 1 && 2 * most >= 1L << BITS / draws) {
      draws--;
    }
    return new DrawnRows(rows, draws);
  }

  /** Each row once, as a single draw. */
  static DrawnRows once(int rows) {
    int[] weight = new int[rows];
    Arrays.fill(weight, 1);
    return weighted(weight);
  }

  /** Each row so often, as a single draw. */
  static DrawnRows weighted(int... weight) {
    DrawnRows drawn = new DrawnRows(weight.length, 1);
    Arrays.setAll(drawn.copies, row -> weight[row]);
    return drawn;
  }

  /** Draws that there is room for. */
  int draws() {
    return draws;
  }

  /** For each row its copies in all draws; those of one are found by its shift and the mask. */
  long[] copies() {
    return copies;
  }

  /** Sums over rows of {@link #copies}: room for one more than there are rows, the first is 0. */
  long[] sums() {
    return sums;
  }

  /** A value of one draw. */
  interface Value {
    /**
     * The value.
     *
     * @param copies of each row, in all draws
     * @param shift of the draw
     * @param mask of what is left of a shifted number: one draw
     */
    double of(long[] copies, int shift, long mask);
  }

  /** The values of all draws. */
  double[] values(Value value) {
    double[] values = new double[draws];
    Arrays.setAll(values, draw -> value.of(copies, shift(draw), mask()));
    return values;
  }

  /** For each draw the rows, with their repetitions. */
  double[] rows() {
    long all = 0;
    for (long ofRow : copies) {
      all += ofRow;
    }
    double[] rows = new double[draws];
    for (int draw = 0; draw < draws; draw++) {
      rows[draw] = all >>> shift(draw) & mask();
    }
    return rows;
  }

  /**
   * For each draw the sum of some rows' values, one for each copy, added up in their order. Three
   * sums, some of which may be of no draw, are made at once: each row is read once, and no addition
   * waits for another draw's.
   *
   * @param rows their indexes
   * @param value of each of them
   */
  double[] sums(int[] rows, double[] value, int from, int to) {
    long mask = mask();
    double sum = 0;
    double sumOfSecond = 0;
    double sumOfThird = 0;
    for (int i = from; i < to; i++) {
      long ofRow = copies[rows[i]];
      sum += (ofRow & mask) * value[i];
      sumOfSecond += (ofRow >>> bits & mask) * value[i];
      sumOfThird += (ofRow >>> 2 * bits & mask) * value[i];
    }
    return Arrays.copyOf(new double[] {sum, sumOfSecond, sumOfThird}, draws);
  }

  int shift(int draw) {
    return draw * bits;
  }

  /** What is left of a number that was shifted: one draw. */
  long mask() {
    return (1L << bits) - 1;
  }
}
