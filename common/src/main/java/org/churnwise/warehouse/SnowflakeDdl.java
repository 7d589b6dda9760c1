package org.churnwise.warehouse;

import java.util.stream.Collectors;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Table;
import org.churnwise.table.View;

/**
 * The tables and views of {@code sql/} with their comments as objects of the account, so that the
 * meaning of a column can be read where it is queried.
 */
final class SnowflakeDdl {
  private SnowflakeDdl() {}

  /** The statement that creates a table if it is missing, from the columns of its DDL. */
  static String table(Table table) {
    return """
        create table if not exists %s (
          %s
        ) comment = %s"""
        .formatted(
            table.name(),
            table.columns().stream().map(SnowflakeDdl::column).collect(Collectors.joining(",\n  ")),
            SnowflakeWarehouse.literal(grain(table.ddl())));
  }

  private static String column(Column column) {
    String notNull = column.nullable() ? "" : " not null";
    return column.name() + " " + column.type() + notNull + comment(column.meaning());
  }

  /** The statement that creates or replaces a view. */
  static String view(String name) {
    View view = View.named(name);
    String head = "create or replace view " + name;
    String columns =
        view.columns().stream().map(SnowflakeDdl::column).collect(Collectors.joining(", "));
    return view.statement()
        .text()
        .replace(
            head + " as",
            "%s (%s) comment = %s as"
                .formatted(head, columns, SnowflakeWarehouse.literal(view.grain())));
  }

  private static String column(View.ViewColumn column) {
    return column.name() + comment(column.meaning());
  }

  private static String comment(String meaning) {
    return meaning.isEmpty() ? "" : " comment " + SnowflakeWarehouse.literal(meaning);
  }

  private static String grain(Sql statement) {
    String first = statement.text().lines().findFirst().orElseThrow();
    return first.replaceFirst("^--\\s*", "");
  }
}
