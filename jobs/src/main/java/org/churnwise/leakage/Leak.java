package org.churnwise.leakage;

import java.util.Locale;

/**
 * The first cell that differs although it must be equal.
 *
 * @param key snapshot and customer
 * @param column the column of the cell
 * @param expected what it must be
 * @param found what it is
 */
record Leak(String key, String column, Object expected, Object found) {
  /** The same cell with expected and found value swapped. */
  Leak turned() {
    return new Leak(key, column, found, expected);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s, %s: must be %s, is %s", key, column, expected, found);
  }
}
