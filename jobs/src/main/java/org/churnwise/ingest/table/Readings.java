package org.churnwise.ingest.table;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is read from a text, such as a day or a number, as columns of a select of its own. A value
 * and its conditions need it several times, and what stands in a condition DuckDB computes each
 * time anew.
 */
final class Readings {
  private final boolean areShared;
  private final Map<String, String> names = new LinkedHashMap<>();

  private Readings(boolean areShared) {
    this.areShared = areShared;
  }

  /** Readings that {@link #selected} lists. */
  static Readings shared() {
    return new Readings(true);
  }

  /** Readings where they are needed, for a query without a select for them. */
  static Readings inPlace() {
    return new Readings(false);
  }

  /** An expression, or the column that holds it. */
  String of(String expression) {
    return areShared
        ? names.computeIfAbsent(expression, text -> "reading_" + (names.size() + 1))
        : expression;
  }

  /** The columns, for a select list that begins with others; empty if there are none. */
  String selected() {
    StringBuilder columns = new StringBuilder();
    names.forEach(
        (expression, name) ->
            columns.append(",\n    ").append(expression).append(" as ").append(name));
    return columns.toString();
  }
}
