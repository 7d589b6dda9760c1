package org.churnwise.show;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.cli.Console;
import org.churnwise.cli.CsvLine;
import org.churnwise.cli.JsonLine;
import org.churnwise.warehouse.ResultRow;

/**
 * Rows for programs: each column in full, under its name.
 *
 * @param columns in their order
 */
record Listing(List<String> columns, List<ResultRow> rows) {
  /** Prints a header and the rows; a moment is an instant in UTC, nothing an empty cell. */
  void printCsv(Console console) {
    console.data(CsvLine.of(columns));
    for (ResultRow row : rows) {
      console.data(
          CsvLine.of(columns.stream().map(column -> text(row.values().get(column))).toList()));
    }
  }

  private static String text(Object value) {
    Object plain = plain(value);
    return plain instanceof BigDecimal number
        ? number.toPlainString()
        : plain == null ? null : plain.toString();
  }

  /** The result of a command that lists these rows; they stand in the JSON line if asked for. */
  Listed listed(boolean inFull) {
    return new Listed(rows.size(), inFull ? rows.stream().map(this::fields).toList() : null);
  }

  /** The fields of the first row; none without one. */
  Map<String, Object> first() {
    return rows.stream().findFirst().map(this::fields).orElse(Map.of());
  }

  private Map<String, Object> fields(ResultRow row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    columns.forEach(column -> fields.put(column, plain(row.values().get(column))));
    return fields;
  }

  /** A value that JSON and CSV have: a number, a truth value or a text. */
  private static Object plain(Object value) {
    if (value instanceof Timestamp time) {
      return instant(time.toLocalDateTime());
    }
    if (value instanceof LocalDateTime time) {
      return instant(time);
    }
    if (value instanceof Double number) {
      return Double.isFinite(number) ? BigDecimal.valueOf(number) : number.toString();
    }
    return value == null || value instanceof Number || value instanceof Boolean
        ? value
        : value.toString();
  }

  private static String instant(LocalDateTime time) {
    return time.toInstant(ZoneOffset.UTC).toString();
  }

  /**
   * What was listed.
   *
   * @param rows their number
   * @param content the rows, null unless the JSON line is to hold them
   */
  record Listed(int rows, @JsonIgnore List<Map<String, Object>> content)
      implements JsonLine.WithFields {
    @Override
    public Map<String, Object> fields() {
      return content == null ? Map.of() : Map.of("rows", content);
    }
  }
}
