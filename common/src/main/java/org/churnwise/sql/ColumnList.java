package org.churnwise.sql;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Columns that a statement lists, such as {@code f.age, f.gender}. JDBC cannot bind a column, so
 * they are written into the text; see {@link Sql#with(String, ColumnList)}.
 *
 * @param items in order, at least one
 * @param separator the text between two of them
 */
public record ColumnList(List<Item> items, String separator) {

  /**
   * One column of a list.
   *
   * @param form an expression with {@code {}} in place of the column's name
   */
  public record Item(Identifier column, String form) {}

  /** Refuses an empty list with an IllegalArgumentException: no statement could hold it. */
  public ColumnList {
    items = List.copyOf(items);
    if (items.isEmpty()) {
      throw new IllegalArgumentException("a list of no columns cannot be written");
    }
  }

  /** As it stands in a statement. */
  public String text() {
    return items.stream()
        .map(item -> item.form().replace("{}", item.column().name()))
        .collect(Collectors.joining(separator));
  }
}
