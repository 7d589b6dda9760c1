package org.churnwise.report;

import java.util.List;
import java.util.Map;

/**
 * One finding of the page: what to see, its pictures, the table behind them and the SQL that makes
 * it.
 *
 * @param id of the element, for links
 * @param name in the table of contents
 * @param heading says what to see
 * @param lead explains how to read it, or what it means
 * @param wide whether it takes the whole width of a wide screen
 * @param keys what the colours mean
 * @param charts pictures; none where the table is the picture
 * @param events a time line, the newest first
 * @param table the numbers of the pictures
 * @param sql the statement that the numbers come from
 */
record Section(
    String id,
    String name,
    String heading,
    String lead,
    boolean wide,
    List<Key> keys,
    List<Chart> charts,
    List<Event> events,
    Grid table,
    String sql) {

  /** Rows of a table that stands open beside another section. */
  private static final int SHORT = 8;

  /** A section that is its table. */
  static Section table(
      String id, String name, String heading, String lead, Grid table, String sql) {
    return new Section(id, name, heading, lead, false, List.of(), List.of(), List.of(), table, sql);
  }

  /** A section of half the width with one chart. */
  static Section chart(
      String id, String name, String heading, String lead, Chart chart, Grid table, String sql) {
    return new Section(
        id, name, heading, lead, false, List.of(), List.of(chart), List.of(), table, sql);
  }

  Section withKeys(Key... shown) {
    return new Section(id, name, heading, lead, wide, List.of(shown), charts, events, table, sql);
  }

  Section asWide() {
    return new Section(id, name, heading, lead, true, keys, charts, events, table, sql);
  }

  /** Without rows there is no picture: the table says so. */
  Section orTable() {
    return table.rows().isEmpty() ? Section.table(id, name, heading, "", table, sql) : this;
  }

  /** Whether colours and marks stand in it. */
  public boolean isPicture() {
    return !charts.isEmpty() || !events.isEmpty();
  }

  /** Whether a reader sees the table at once: it is all that there is. */
  public boolean isTableOpen() {
    return charts.isEmpty() && events.isEmpty() && (wide || table.rows().size() <= SHORT);
  }

  /**
   * What a colour or mark means.
   *
   * @param mark name of the style
   */
  record Key(String mark, String text) {}

  /**
   * A picture that the page's script draws.
   *
   * @param caption above it; empty for none
   * @param label what a screen reader says in its place
   * @param shape plain, tall, small or matrix: its size
   * @param data {@code kind} and what that kind needs; null is no value
   */
  record Chart(String id, String caption, String label, String shape, Map<String, Object> data) {}

  /**
   * An entry of a time line.
   *
   * @param mark name of the style
   * @param owners whom it concerns; empty for nobody in particular
   * @param command what to do next; empty for nothing
   */
  record Event(
      String time,
      String mark,
      String state,
      String subject,
      String message,
      String owners,
      String command) {}

  /**
   * A table.
   *
   * @param empty what stands in its place without rows
   */
  record Grid(List<Column> columns, List<List<String>> rows, String empty) {
    /** Whether the column at a place, from 0, holds numbers. */
    public boolean isNumber(int place) {
      return columns.get(place).number();
    }
  }

  /** A column; those of numbers are aligned to the right. */
  record Column(String name, boolean number) {
    static Column text(String name) {
      return new Column(name, false);
    }

    static Column number(String name) {
      return new Column(name, true);
    }
  }
}
