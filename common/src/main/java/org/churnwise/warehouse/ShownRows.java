package org.churnwise.warehouse;

import java.util.List;

/**
 * A result for a person: also without rows it has columns.
 *
 * @param columns in their order, in lower case; of two with one name the second ends with _2
 * @param rows the first of the result, with these columns
 * @param more whether the result has more rows
 */
public record ShownRows(List<String> columns, List<ResultRow> rows, boolean more) {
  public ShownRows {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }
}
