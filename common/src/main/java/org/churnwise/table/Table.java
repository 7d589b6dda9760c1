package org.churnwise.table;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.churnwise.sql.Sql;

/**
 * A table as {@code sql/schema/NAME.sql} declares it. The DDL is the only list of columns;
 * everything else is derived from it.
 *
 * @param name lower case
 * @param columns in the order of the DDL
 * @param ddl the statement that creates the table if it is missing
 */
public record Table(String name, List<Column> columns, Sql ddl) {
  private static final Pattern COLUMN =
      Pattern.compile(
          "^  (?<name>[a-z0-9_]+) (?<type>[a-z]+(?:\\([0-9]+, ?[0-9]+\\))?)(?<required> not null)?,?"
              + "(?: *-- (?<meaning>.*))?$");

  public Table {
    columns = List.copyOf(columns);
  }

  /**
   * Reads the DDL of a table from the class path. Throws IllegalArgumentException for a line that
   * is not a column.
   */
  public static Table named(String name) {
    Sql ddl = Sql.named("schema/" + name);
    return new Table(name, columnsOf(name, ddl.text()), ddl);
  }

  private static List<Column> columnsOf(String table, String text) {
    List<Column> found = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (!line.startsWith("  ") || line.isBlank()) {
        continue;
      }
      Matcher matcher = COLUMN.matcher(line);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "sql/schema/" + table + ".sql: not a column: " + line.strip());
      }
      String meaning = matcher.group("meaning") == null ? "" : matcher.group("meaning");
      String type = matcher.group("type").replace(" ", "");
      found.add(
          new Column(matcher.group("name"), type, matcher.group("required") == null, meaning));
    }
    return found;
  }

  /** The names of the columns in order. */
  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /** The column of this name. Throws IllegalArgumentException if there is none. */
  public Column column(String columnName) {
    return columns.stream()
        .filter(column -> column.name().equals(columnName))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("table " + name + " has no column " + columnName));
  }

  /** A query of all rows. */
  public Sql rows() {
    return new Sql(
        "rows of " + name,
        "select %s from %s".formatted(String.join(", ", columnNames()), name),
        Map.of());
  }

  /** A query of the rows of one snapshot, of a table that has them. */
  public Sql rowsAt(LocalDate snapshot) {
    return new Sql(
        "rows of " + name,
        rows().text() + " where snapshot_date = :snapshot_date",
        Map.of("snapshot_date", snapshot));
  }

  /** The Spark schema with the same names and types. */
  public StructType sparkSchema() {
    StructType schema = new StructType();
    for (Column column : columns) {
      schema = schema.add(column.name(), column.sparkType(), column.nullable());
    }
    return schema;
  }

  /**
   * The rows with those of this table's columns that they have, lower case, cast to the DDL's
   * types, in the DDL's order.
   */
  public Dataset<Row> conform(Dataset<Row> rows) {
    List<String> present = List.of(rows.columns());
    org.apache.spark.sql.Column[] selected =
        columns.stream()
            .filter(column -> present.stream().anyMatch(column.name()::equalsIgnoreCase))
            .map(column -> functions.col(column.name()).cast(column.sparkType()).as(column.name()))
            .toArray(org.apache.spark.sql.Column[]::new);
    return rows.select(selected);
  }
}
