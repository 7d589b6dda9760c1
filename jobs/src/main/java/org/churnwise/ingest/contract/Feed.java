package org.churnwise.ingest.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.churnwise.config.CustomerAttributes;
import org.churnwise.table.Column;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;

/** The kinds of incoming files, in the order in which those of one month are loaded. */
public enum Feed {
  CUSTOMERS(Tables.CUSTOMERS, "customer_id", ""),
  SALES(Tables.SALES, "transaction_id", "transaction_date"),
  FEEDBACK(Tables.FEEDBACK_RAW, "feedback_id", "chat_date");

  private static final Set<String> OF_THE_LOAD = Set.of("load_number", "is_return", "chat_time");

  private final Table table;
  private final String key;
  private final String day;

  Feed(Table table, String key, String day) {
    this.table = table;
    this.key = key;
    this.day = day;
  }

  /** The feed of this name. Throws IllegalArgumentException if there is none. */
  public static Feed named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(Feed::label).toList();
  }

  /** The name in contracts and in files_ingested. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Table table() {
    return table;
  }

  /** The column that identifies what a row is about; for customers, together with its validity. */
  public String key() {
    return key;
  }

  /** The column that must lie in the month of the file's name; empty if there is none. */
  public String day() {
    return day;
  }

  /** Whether this is the column that must lie in the month of the file's name. */
  public boolean isDay(String column) {
    return column.equals(day);
  }

  /** The columns that a contract may fill: those of the table that the load itself does not. */
  List<String> columnNames() {
    return table.columnNames().stream().filter(name -> !OF_THE_LOAD.contains(name)).toList();
  }

  /** Whether the column is an attribute of a customer, which may change. */
  boolean isAttribute(String column) {
    return this == CUSTOMERS && CustomerAttributes.NAMES.contains(column);
  }

  /** The columns that no row may lack. */
  List<String> demandedColumns() {
    return table.columns().stream().filter(column -> !column.nullable()).map(Column::name).toList();
  }
}
