package org.churnwise.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Migrations;
import org.churnwise.table.RowNumber;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;

/**
 * The hash of some rows, whatever their order: the sum of their {@link RowNumber}s. It is one
 * aggregate that runs in the warehouse, made from the columns of the DDL; only the sum leaves it.
 * Equal rows have equal hashes in one kind of warehouse. It tells chance and mistakes, not a
 * forger. Costs one reading of the rows, about 1 microsecond a row of 25 columns on one core.
 */
public final class ContentHash {
  private static final Set<String> OF_THE_RUN =
      Set.of(
          "run_id",
          "load_number",
          "equals_load",
          "old_load",
          "new_load",
          "released_from",
          "handed_by",
          "superseded_by");

  /** What older releases did not note of a load, by table; it says nothing of the load's rows. */
  private static final Map<String, Set<String>> OF_THE_LOAD =
      Map.of(
          "files_ingested", Set.of("header", "contract_version", "currency"),
          "superseded_files", Set.of("header", "contract_version", "currency"),
          "quarantine_releases", Set.of("rows_dropped"));

  private ContentHash() {}

  /** The columns that tell what was computed, not by which run and when: the hashed ones. */
  public static List<Column> columns(Table table) {
    return table.columns().stream().filter(column -> !isOfTheRun(table, column)).toList();
  }

  /**
   * The one place that says what is left out: ids of runs, numbers of loads, and every timestamp.
   */
  private static boolean isOfTheRun(Table table, Column column) {
    return OF_THE_RUN.contains(column.name())
        || column.type().equals("timestamp")
        || OF_THE_LOAD.getOrDefault(table.name(), Set.of()).contains(column.name());
  }

  /** One row: {@code content_hash} as text, {@code hash_version} and {@code row_count}. */
  public static Sql of(SliceRows rows) {
    return of(rows, Migrations.newest());
  }

  /**
   * The same row by the columns that the table had at a version, so that a hash that was taken then
   * can be compared although columns were added since.
   */
  public static Sql of(SliceRows rows, long version) {
    return beside(Map.of(), rows, version);
  }

  /** The same row beside the given columns and values. */
  static Sql beside(Map<String, String> columns, SliceRows rows, long version) {
    Map<String, Object> values = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder("select ");
    columns.forEach(
        (column, value) -> {
          String parameter = "value_" + column;
          values.put(parameter, value);
          text.append("cast(:").append(parameter).append(" as string) as ").append(column);
          text.append(", ");
        });
    List<Column> hashed =
        Migrations.columnsAt(version, rows.table()).stream()
            .filter(column -> !isOfTheRun(rows.table(), column))
            .toList();
    String condition =
        Stream.concat(
                rows.where().entrySet().stream()
                    .map(part -> condition(part.getKey(), part.getValue(), values)),
                knownAt(version, rows.table()).stream())
            .collect(Collectors.joining(" and "));
    String from =
        " from " + rows.table().name() + (condition.isEmpty() ? "" : " where " + condition);
    text.append(
        version < Migrations.ROW_NUMBERS
            ? sumOfTexts(hashed, version) + from
            : sumOfRowNumbers(hashed, version, from));
    return new Sql("content hash of " + rows.table().name(), text.toString(), values);
  }

  private static String sumOfRowNumbers(List<Column> hashed, long version, String from) {
    return "cast(nvl(sum(k * (n + %d) + n * n), 0) as string) as content_hash, %d as hash_version, count(*) as row_count from (select md5_number_lower64(%s) as k, %s as n%s) numbered_rows"
        .formatted(
            RowNumber.PRIME,
            version,
            RowNumber.texts(hashed, ""),
            RowNumber.numbers(hashed, ""),
            from);
  }

  /** How releases before {@link Migrations#ROW_NUMBERS} hashed: each row as one text. */
  private static String sumOfTexts(List<Column> hashed, long version) {
    String rowText =
        hashed.stream()
            .map(column -> cellText(column, version))
            .collect(Collectors.joining(" || '|' || "));
    return "cast(nvl(sum(md5_number_lower64(%s)), 0) as string) as content_hash, %d as hash_version, count(*) as row_count"
        .formatted(rowText, version);
  }

  /** Older releases had no such rows: a replay of their runs makes them, and leaves them out. */
  private static Optional<String> knownAt(long version, Table table) {
    return table.equals(Tables.MODEL_BASELINES) && version < Migrations.DRIFT_REFERENCES
        ? Optional.of("subject <> 'held_out'")
        : Optional.empty();
  }

  private static String condition(String column, Object value, Map<String, Object> values) {
    if (value instanceof SliceRows.Days days) {
      values.put("first_" + column, days.first());
      values.put("last_" + column, days.last());
      return column + " between :first_" + column + " and :last_" + column;
    }
    values.put(column, value);
    return column + " = :" + column;
  }

  /** A text goes with its length, so that no two rows have one text; a null is no text. */
  private static String cellText(Column column, long version) {
    String text =
        switch (column.type()) {
          case "string" -> "length(%s) || ':' || %s".formatted(column.name(), column.name());
          case "double" -> doubleText(column, version);
          default -> castText(column);
        };
    return column.nullable() ? "nvl(" + text + ", '~')" : text;
  }

  /**
   * A cast keeps 13 of the 17 digits on Snowflake, so that rows that differ in the others had equal
   * hashes there; hashes of that time are compared by it.
   */
  private static String doubleText(Column column, long version) {
    return version < Migrations.ALL_DIGITS
        ? castText(column)
        : "to_varchar(%s, 'TME')".formatted(column.name());
  }

  private static String castText(Column column) {
    return "cast(%s as string)".formatted(column.name());
  }
}
