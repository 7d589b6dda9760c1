package org.churnwise.recomputation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** One cell in which the warehouse and the recomputation disagree. */
record Difference(
    String table,
    String customer,
    LocalDate snapshot,
    String column,
    Object expected,
    Object actual) {
  private static final double SUM_TOLERANCE = 0.005;
  private static final double QUOTIENT_TOLERANCE = 1e-9;
  private static final String NO_ROW = "no row";

  /** The cells of one row that differ; a null row stands for a row that is not there. */
  static List<Difference> between(
      String table,
      String customer,
      LocalDate snapshot,
      Map<String, Object> expected,
      Map<String, Object> actual) {
    List<Difference> differences = new ArrayList<>();
    if (expected == null || actual == null) {
      Object wanted = expected == null ? NO_ROW : expected;
      Object found = actual == null ? NO_ROW : actual;
      differences.add(new Difference(table, customer, snapshot, "(row)", wanted, found));
      return differences;
    }
    TreeSet<String> columns = new TreeSet<>(expected.keySet());
    columns.addAll(actual.keySet());
    for (String column : columns) {
      Object wanted = expected.getOrDefault(column, "no column");
      Object found = actual.getOrDefault(column, "no column");
      if (!same(column, wanted, found)) {
        differences.add(new Difference(table, customer, snapshot, column, wanted, found));
      }
    }
    return differences;
  }

  private static boolean same(String column, Object expected, Object actual) {
    double tolerance = tolerance(column);
    if (tolerance > 0 && expected instanceof Number a && actual instanceof Number b) {
      return Math.abs(a.doubleValue() - b.doubleValue()) <= tolerance;
    }
    return Objects.equals(expected, actual);
  }

  private static double tolerance(String column) {
    if (column.startsWith("sum_") || column.equals("avg_order_amount")) {
      return SUM_TOLERANCE;
    }
    boolean isQuotient = column.startsWith("sentiment_avg_") || column.equals("silence_in_gaps");
    return isQuotient ? QUOTIENT_TOLERANCE : 0;
  }

  @Override
  public String toString() {
    return String.format(
        "%s: customer %s, snapshot %s, column %s: expected %s, but the warehouse has %s",
        table, customer, snapshot, column, expected, actual);
  }
}
