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
  int[] weights() {
    return new int[customer.length];
  }

  /**
   * Takes the next draw.
   *
   * @param weight how often each row was drawn; overwritten
   * @return its number, from 0; -1 if none is left
   */
  synchronized int next(int[] weight) {
    if (taken == most) {
      return -1;
    }
    Arrays.fill(drawn, 0);
    chance.count(drawn);
    for (int row = 0; row < weight.length; row++) {
      weight[row] = drawn[customer[row]];
    }
    return taken++;
  }
}
