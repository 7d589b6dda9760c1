package org.churnwise.warehouse;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.churnwise.table.Column;
import org.churnwise.table.Table;

/**
 * Landed rows of files in a table of the columns that they fill. What all rows of a file share, as
 * its name, is kept once: a text in each row of ten million costs seconds and fills the memory.
 */
final class DuckDbFileRows {
  /** The column that says of which file a row is. */
  static final String FILE_NUMBER = "file_number";

  private final Table rows;
  private final Map<Long, Map<String, Object>> files = new TreeMap<>();

  /**
   * @param rows the table, which has a file_number
   */
  DuckDbFileRows(Table rows) {
    this.rows = rows;
  }

  Table rows() {
    return rows;
  }

  /** Those of some columns that the rows of a file do not share. */
  static List<String> held(List<String> columns, Map<String, Object> shared) {
    return columns.stream()
        .filter(column -> column.equals(FILE_NUMBER) || !shared.containsKey(column))
        .toList();
  }

  /**
   * Rows of a file are added.
   *
   * @param shared the values of columns, file_number among them
   */
  void add(Map<String, Object> shared) {
    files.put((Long) shared.get(FILE_NUMBER), shared);
  }

  /** The rows with all columns of the landing, as a query. */
  String widened(Table landing) {
    List<String> held = rows.columnNames();
    return landing.columns().stream()
        .map(
            column ->
                held.contains(column.name())
                    ? column.name()
                    : "cast(%s as %s) as %s"
                        .formatted(shared(column), column.type(), column.name()))
        .collect(Collectors.joining(", ", "select ", " from " + rows.name()));
  }

  private String shared(Column column) {
    Map<Long, String> values = new TreeMap<>();
    files.forEach((number, shared) -> values.put(number, value(shared.get(column.name()))));
    return new TreeSet<>(values.values()).size() == 1
        ? values.values().iterator().next()
        : values.entrySet().stream()
            .map(value -> "when %d then %s".formatted(value.getKey(), value.getValue()))
            .collect(Collectors.joining(" ", "case " + FILE_NUMBER + " ", " end"));
  }

  private static String value(Object value) {
    return value == null ? "null" : EmbeddedWarehouse.literal(value.toString());
  }
}
