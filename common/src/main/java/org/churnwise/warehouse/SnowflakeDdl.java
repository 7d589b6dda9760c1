package org.churnwise.warehouse;

import java.util.stream.Collectors;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Table;

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
    String comment =
        column.meaning().isEmpty()
            ? ""
            : " comment " + SnowflakeWarehouse.literal(column.meaning());
    return column.name() + " " + column.type() + (column.nullable() ? "" : " not null") + comment;
  }

  /** The statement that creates or replaces a view. */
  static String view(String name) {
    Sql view = Sql.named("views/" + name);
    String head = "create or replace view " + name + " as";
    if (!view.text().contains(head)) {
      throw new IllegalStateException("sql/views/" + name + ".sql does not hold: " + head);
    }
    String comment = " comment = " + SnowflakeWarehouse.literal(grain(view));
    return view.text().replace(head, "create or replace view " + name + comment + " as");
  }

  private static String grain(Sql statement) {
    String first = statement.text().lines().findFirst().orElseThrow();
    return first.replaceFirst("^--\\s*", "");
  }
}
