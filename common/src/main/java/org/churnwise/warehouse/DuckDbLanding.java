package org.churnwise.warehouse;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Table;

/**
 * The rows that have landed in DuckDB: temporary tables, which a view shows under the landing's
 * name. Rows of a query that fills few of the landing's columns are kept in a table of those, since
 * DuckDB writes each null as a value: 15 empty columns cost half a microsecond a row.
 */
final class DuckDbLanding {
  private final JdbcSession session;

  /** The landing to whose rows others were added; null for none. */
  private Table growing;

  /** The tables of few columns of that landing, by their columns. */
  private final Map<List<String>, DuckDbFileRows> narrow = new LinkedHashMap<>();

  DuckDbLanding(JdbcSession session) {
    this.session = session;
  }

  /** An empty table for rows that are made in this process, for {@link #show}. */
  Table made(Table landing) {
    return created(named(landing, "_made", landing.columnNames()));
  }

  /**
   * Inserts rows into a table by way of a temporary one: the appender goes by places, and a table
   * that an earlier release created has its columns in another order than the DDL.
   */
  void insert(Table table, List<Map<String, Object>> rows) {
    if (!session.inTransaction()) {
      session.transaction(() -> insertAll(table, rows));
    } else {
      insertAll(table, rows);
    }
  }

  private long insertAll(Table table, List<Map<String, Object>> rows) {
    Table made = made(table);
    new DuckDbRows(session, made)
        .append(rows.stream().map(row -> DuckDbValues.inOrder(table, row)).iterator());
    Sql all = new Sql("insert into " + table.name(), "select * from " + made.name(), Map.of());
    long inserted = session.insertFrom(table, all);
    session.run("discard " + made.name(), "drop table temp." + made.name());
    return inserted;
  }

  /** Shows the rows of a query under the landing's name, in place of those of before. */
  void show(Table landing, String query) {
    growing = null;
    narrow.clear();
    shown(landing, query);
  }

  /** Shows the rows of a table under the landing's name, in place of those of before. */
  void show(Table landing, Table rows) {
    show(landing, "select * from " + rows.name());
  }

  /** Adds the rows of a query, and returns their number. */
  long add(Table landing, Sql query) {
    return session.insertFrom(growing(landing), query);
  }

  /**
   * The same, of a query whose other columns hold nothing.
   *
   * @param shared the values of columns in all its rows
   */
  long add(Table landing, List<String> columns, Map<String, Object> shared, Sql query) {
    growing(landing);
    List<String> held = DuckDbFileRows.held(columns, shared);
    DuckDbFileRows rows = narrow.get(held);
    if (rows == null) {
      rows = new DuckDbFileRows(created(named(landing, "_grown_" + (narrow.size() + 1), held)));
      narrow.put(held, rows);
    }
    rows.add(shared);
    showGrown(landing);
    return session.insertFrom(rows.rows(), query);
  }

  /** Adds a few rows. */
  void add(Table landing, List<Map<String, Object>> rows) {
    session.insert(growing(landing), rows);
  }

  /** Adds rows that are made one after the other. */
  void addAll(Table landing, Iterator<Object[]> rows) {
    new DuckDbRows(session, growing(landing)).append(rows);
  }

  void takeBack(Table landing, long fileNumber) {
    Map<String, Object> file = Map.of(DuckDbFileRows.FILE_NUMBER, fileNumber);
    session.delete(growing(landing), file);
    narrow.values().forEach(of -> session.delete(of.rows(), file));
  }

  void discard(Table landing) {
    String what = "discard " + landing.name();
    session.run(what, "drop view if exists temp." + landing.name());
    List<String> tables = new ArrayList<>(List.of(landing.name() + "_made"));
    if (landing.equals(growing)) {
      tables.add(grown(landing).name());
      narrow.values().forEach(of -> tables.add(of.rows().name()));
    }
    tables.forEach(table -> session.run(what, "drop table if exists temp." + table));
    growing = null;
    narrow.clear();
  }

  /** The landed rows as a table to which rows can be added; it is what the landing's name shows. */
  private Table growing(Table landing) {
    Table grown = grown(landing);
    if (!landing.equals(growing)) {
      session.run(
          "land " + landing.name(),
          "create or replace temp table %s as select * from %s"
              .formatted(grown.name(), landing.name()));
      show(landing, grown);
      growing = landing;
    }
    return grown;
  }

  private static Table grown(Table landing) {
    return named(landing, "_grown", landing.columnNames());
  }

  private void showGrown(Table landing) {
    List<String> parts = new ArrayList<>(List.of("select * from " + grown(landing).name()));
    narrow.values().forEach(of -> parts.add(of.widened(landing)));
    shown(landing, String.join("\nunion all\n", parts));
  }

  private void shown(Table landing, String query) {
    session.run(
        "land " + landing.name(),
        "create or replace temp view %s as %s".formatted(landing.name(), query));
  }

  private Table created(Table table) {
    String columns =
        table.columns().stream()
            .map(column -> column.name() + " " + column.type())
            .collect(Collectors.joining(", "));
    session.run(
        "land " + table.name(),
        "create or replace temp table %s (%s)".formatted(table.name(), columns));
    return table;
  }

  private static Table named(Table landing, String ending, List<String> columns) {
    List<Column> held = columns.stream().map(landing::column).toList();
    return new Table(landing.name() + ending, held, landing.ddl());
  }
}
