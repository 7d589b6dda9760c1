package org.churnwise.ingest;

import java.math.BigInteger;
import org.churnwise.warehouse.ResultRow;

/**
 * What identifies some rows of a table, whatever their order: their number, and the sum of the
 * lower 64 bits of the MD5 of each.
 */
record RowHash(long rows, BigInteger sum) {
  /** That of no rows. */
  static final RowHash NONE = new RowHash(0, BigInteger.ZERO);

  /** That of a row with {@code row_count} and {@code row_hash}. */
  static RowHash of(ResultRow row) {
    return new RowHash(row.longValue("row_count"), new BigInteger(row.string("row_hash")));
  }

  static RowHash parse(String text) {
    String[] parts = text.split("-", 2);
    return new RowHash(Long.parseLong(parts[0]), new BigInteger(parts[1]));
  }

  /** That of these rows and others. */
  RowHash plus(RowHash other) {
    return new RowHash(rows + other.rows, sum.add(other.sum));
  }

  @Override
  public String toString() {
    return rows + "-" + sum;
  }
}
