package org.churnwise.stats;

import java.util.Arrays;

/**
 * Draws of customers with replacement, as many as there are, one after the other from one sequence
 * of random numbers: a draw is the same whichever thread takes it.
 */
final class Draws {
  private final int[] customer;
  private final int[] drawn;
  private final int most;
  private final DrawnNumbers chance;
  private int taken;

  /**
   * @param most number of draws
   */
  Draws(PairedRows rows, int most, long seed) {
    this.customer = rows.customer();
    this.drawn = new int[rows.customers()];
    this.most = most;
    this.chance = new DrawnNumbers(seed);
  }

  /** Room for {@link #next}. */
  DrawnRows room() {
    int[] rows = new int[drawn.length];
    for (int one : customer) {
      rows[one]++;
    }
    long largest = Arrays.stream(rows).max().orElse(0);
    return DrawnRows.of(customer.length, largest * drawn.length);
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
    rows.clear();
    while (taken < most && taken < first + rows.draws()) {
      Arrays.fill(drawn, 0);
      chance.count(drawn);
      rows.add(taken - first, customer, drawn);
      taken++;
    }
    return first;
  }
}
