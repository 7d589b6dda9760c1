package org.churnwise.ingest;

import java.util.List;
import java.util.stream.Collectors;

/** The key of a sale that several columns make up. */
final class SaleKey {
  private static final String APART = "|";

  private SaleKey() {}

  /**
   * The value of one column, or those of several apart by {@code |}: 17|C4|2024-01-31. Values that
   * differ have keys that differ.
   */
  static String of(List<String> columns, Object[] values) {
    if (columns.size() == 1) {
      return String.valueOf(values[LandingRows.place(columns.get(0))]);
    }
    return joined(
        columns.stream().map(column -> String.valueOf(values[LandingRows.place(column)])).toList());
  }

  /** Texts as one; those that differ are different together. */
  static String joined(List<String> texts) {
    return texts.stream()
        .map(value -> value.replace("\\", "\\\\").replace(APART, "\\" + APART))
        .collect(Collectors.joining(APART));
  }
}
