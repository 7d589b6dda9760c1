package org.churnwise.warehouse;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What a driver returns for a query, as this project's values. */
final class JdbcResult {
  private final ResultSet result;
  private final JdbcValues values;

  JdbcResult(ResultSet result, JdbcValues values) {
    this.result = result;
    this.values = values;
  }

  /** The columns, as a source declares them. */
  List<SourceColumn> columnsOfSource() throws SQLException {
    ResultSetMetaData shape = result.getMetaData();
    List<SourceColumn> columns = new ArrayList<>();
    for (int i = 1; i <= shape.getColumnCount(); i++) {
      columns.add(
          new SourceColumn(shape.getColumnLabel(i), shape.getColumnTypeName(i), shape.getScale(i)));
    }
    return columns;
  }

  /** All rows. */
  List<ResultRow> rows() throws SQLException {
    RowShape columns = RowShape.of(columns());
    List<ResultRow> rows = new ArrayList<>();
    while (result.next()) {
      rows.add(row(columns));
    }
    return rows;
  }

  /** The first rows, with the columns; equal names are numbered. */
  ShownRows firstRows(int most) throws SQLException {
    List<String> columns = distinct(columns());
    RowShape shape = RowShape.of(columns);
    List<ResultRow> rows = new ArrayList<>();
    boolean more = result.next();
    while (more && rows.size() < most) {
      rows.add(row(shape));
      more = result.next();
    }
    return new ShownRows(columns, rows, more);
  }

  private static List<String> distinct(List<String> names) {
    List<String> distinct = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int before = Collections.frequency(names.subList(0, i), names.get(i));
      distinct.add(before == 0 ? names.get(i) : names.get(i) + "_" + (before + 1));
    }
    return distinct;
  }

  private List<String> columns() throws SQLException {
    ResultSetMetaData shape = result.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= shape.getColumnCount(); i++) {
      columns.add(shape.getColumnLabel(i).toLowerCase(Locale.ROOT));
    }
    return columns;
  }

  private ResultRow row(RowShape columns) throws SQLException {
    Object[] row = new Object[columns.width()];
    for (int i = 0; i < row.length; i++) {
      row[i] = values.read(result.getObject(i + 1));
    }
    return new ResultRow(columns.row(row));
  }
}
