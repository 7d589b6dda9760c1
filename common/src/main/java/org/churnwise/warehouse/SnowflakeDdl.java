package org.churnwise.warehouse;

import java.util.stream.Collectors;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.table.View;

/**
 * The tables and views of {@code sql/} with their comments as objects of the account, so that the
 * meaning of a column can be read where it is queried.
 */
final class SnowflakeDdl {
  private SnowflakeDdl() {}

  /** The statement that creates a table if it is missing, from the columns of its DDL. */
  static String table(Table table) {
    return table("create " + kind(table) + " if not exists ", table);
  }

  /**
   * The statement that creates a table with the columns of its DDL and no rows, whatever was there:
   * the connector's COPY takes columns by their place, so an older shape would take the wrong ones.
   */
  static String anew(Table table) {
    return table("create or replace " + kind(table) + " ", table);
  }

  /**
   * The collation of an account could make ids that differ by case equal; here it is none, for
   * columns added later too.
   */
  private static String table(String create, Table table) {
    return """
    %s%s (
      %s
    )%s default_ddl_collation = '' comment = %s\
    """
        .formatted(
            create,
            table.name(),
            table.columns().stream().map(SnowflakeDdl::column).collect(Collectors.joining(",\n  ")),
            isScratch(table) ? " data_retention_time_in_days = 0" : "",
            SnowflakeWarehouse.literal(grain(table.ddl())));
  }

  /** Rows that only wait there need no copy for time travel, nor the seven days of fail-safe. */
  private static String kind(Table table) {
    return isScratch(table) ? "transient table" : "table";
  }

  private static boolean isScratch(Table table) {
    return Tables.landing().contains(table) || table.equals(Tables.CUSTOMERS_TO_FORGET);
  }

  private static String column(Column column) {
    String notNull = column.nullable() ? "" : " not null";
    return column.name() + " " + column.type() + notNull + comment(column.meaning());
  }

  /** The statement that creates or replaces a view; who may read the old one reads the new one. */
  static String view(View view) {
    String head = "create or replace view " + view.name();
    String columns =
        view.columns().stream().map(SnowflakeDdl::column).collect(Collectors.joining(", "));
    return view.statement()
        .text()
        .replace(
            head + " as",
            "%s (%s) copy grants comment = %s as"
                .formatted(head, columns, SnowflakeWarehouse.literal(view.comment())));
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
