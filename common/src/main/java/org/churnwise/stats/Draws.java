package org.churnwise.stats;

import java.util.Arrays;

/**
 * Draws of customers with replacement, as many as there are, one after the other from one sequence
 * of random numbers: a draw is the same whichever thread takes it.
 */
final class Draws {
  private final int[] customer;
  private final int most;
  private final DrawnNumbers chance;
  private final long largest;

  /** How often each customer was drawn; null where each has one row, in their order. */
  private final long[] drawn;

  private int taken;

  /**
   * @param most number of draws
   */
  Draws(PairedRows rows, int most, long seed) {
    this.customer = rows.customer();
    this.most = most;
    this.chance = new DrawnNumbers(seed);
    int[] ofEach = new int[rows.customers()];
    for (int one : customer) {
      ofEach[one]++;
    }
    this.largest = Arrays.stream(ofEach).max().orElse(0);
    this.drawn = Arrays.equals(customer, rows.everyRow()) ? null : new long[ofEach.length];
  }

  /** Room for {@link #next}. */
  DrawnRows room() {
    long customers = drawn == null ? customer.length : drawn.length;
    return DrawnRows.of(customer.length, largest * customers);
  }

  /**
   * Takes the next draws, as many as there is room for or are left.
   *
   * @param rows overwritten
   * @return the first one's number, from 0; -1 if none is left
   */
  synchronized int next(DrawnRows rows) {
    if (taken == most) {
      return -1;
    }
    int first = taken;
    long[] copies = rows.copies();
    long[] counts = drawn == null ? copies : drawn;
    Arrays.fill(counts, 0);
    for (; taken < most && taken < first + rows.draws(); taken++) {
      chance.count(counts, 1L << rows.shift(taken - first));
    }
    if (drawn != null) {
      for (int row = 0; row < copies.length; row++) {
        copies[row] = drawn[customer[row]];
      }
    }
    return first;
  }
}
