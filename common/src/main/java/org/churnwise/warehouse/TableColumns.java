package org.churnwise.warehouse;

import java.util.ArrayList;
import java.util.List;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Table;

/**
 * The columns of a table in a warehouse, possibly those of an older DDL.
 *
 * @param columns in the order of the table
 */
record TableColumns(List<Existing> columns) {

  /** An existing column. */
  record Existing(String name, boolean nullable) {}

  static Sql query(Sql statement, String schema, Table table) {
    return statement.with("schema_name", schema).with("table_name", table.name());
  }

  static TableColumns of(List<ResultRow> rows) {
    return new TableColumns(
        rows.stream()
            .map(row -> new Existing(row.string("column_name"), row.truth("nullable")))
            .toList());
  }

  /**
   * The statements that bring the table in line with its DDL. An added column is empty in existing
   * rows, so it may be null whatever the DDL says.
   */
  List<String> changesTo(Table table) {
    List<String> names = columns.stream().map(Existing::name).toList();
    List<String> changes = new ArrayList<>();
    for (Column column : table.columns()) {
      if (!names.contains(column.name())) {
        changes.add(
            "alter table " + table.name() + " add column " + column.name() + " " + column.type());
      }
    }
    for (Existing column : columns) {
      if (!column.nullable() && !table.columnNames().contains(column.name())) {
        changes.add(
            "alter table " + table.name() + " alter column " + column.name() + " drop not null");
      }
    }
    return List.copyOf(changes);
  }
}
