package org.churnwise.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.churnwise.sql.ColumnList;
import org.churnwise.sql.ColumnList.Item;
import org.churnwise.sql.Identifier;
import org.churnwise.sql.Sql;

/**
 * The columns of tables as statements list them that move or compare whole rows, so that no such
 * statement changes when a table gets a column.
 *
 * <p>For the table sales, and likewise for the others:
 *
 * <ul>
 *   <li>{@code :sales_values} every column but load_number, of a row {@code r}: {@code
 *       r.transaction_id, r.customer_id}
 *   <li>{@code :sales_differences} whether a row {@code o} and a row {@code n} differ in one of
 *       them; the time of day orders comments, and is no part of what one says
 * </ul>
 */
public final class RowColumns {
  private static final List<Table> TABLES =
      List.of(
          Tables.CUSTOMERS,
          Tables.SALES,
          Tables.FEEDBACK_RAW,
          Tables.FEEDBACK_SENTIMENT,
          Tables.FILES_INGESTED,
          Tables.QUARANTINE);

  private static final Set<String> LOAD = Set.of("load_number");
  private static final Set<String> NOT_COMPARED = Set.of("load_number", "chat_time");

  private RowColumns() {}

  /** A statement with those of the lists that it names; its other parameters stay. */
  public static Sql in(Sql statement) {
    Sql written = statement;
    for (Map.Entry<String, ColumnList> list : lists().entrySet()) {
      if (statement.names(list.getKey())) {
        written = written.with(list.getKey(), list.getValue());
      }
    }
    return written;
  }

  /** Every list by its parameter. */
  public static Map<String, ColumnList> lists() {
    Map<String, ColumnList> lists = new LinkedHashMap<>();
    for (Table table : TABLES) {
      lists.put(table.name() + "_values", list(table, LOAD, "r.{}", ",\n    "));
      lists.put(
          table.name() + "_differences",
          list(table, NOT_COMPARED, "o.{} is distinct from n.{}", "\n    or "));
    }
    return lists;
  }

  private static ColumnList list(Table table, Set<String> without, String form, String separator) {
    return new ColumnList(
        table.columnNames().stream()
            .filter(name -> !without.contains(name))
            .map(name -> new Item(new Identifier(name), form))
            .toList(),
        separator);
  }
}
