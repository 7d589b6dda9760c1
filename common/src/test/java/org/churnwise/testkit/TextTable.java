package org.churnwise.testkit;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.churnwise.table.Column;
import org.churnwise.table.Table;
import org.churnwise.warehouse.ResultRow;

/**
 * Rows as a person writes them: a first line of column names, one line a row, cells apart by {@code
 * |}. Spaces around a cell do not count. {@code null} is null, {@code ''} the empty text; days are
 * yyyy-MM-dd, timestamps instants in UTC (2025-01-01T00:00:00Z).
 *
 * <pre>
 * transaction_id | customer_id | transaction_date | total_amount
 * T1             | C1          | 2025-01-31       | 9.90
 * </pre>
 */
public final class TextTable {
  private TextTable() {}

  /** Rows for {@code Warehouse.insert}: each cell of the type of its column in the DDL. */
  public static List<Map<String, Object>> parse(Table table, String text) {
    List<String> lines = lines(text);
    List<String> names = cells(lines.get(0));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = cells(line);
      if (cells.size() != names.size()) {
        throw new IllegalArgumentException(names.size() + " cells expected: " + line);
      }
      Map<String, Object> row = new LinkedHashMap<>();
      for (int i = 0; i < cells.size(); i++) {
        row.put(names.get(i), value(table.column(names.get(i)), cells.get(i)));
      }
      rows.add(row);
    }
    return rows;
  }

  /**
   * The same form for comparisons: cells apart by one {@code |} between single spaces, rows sorted
   * as text; the columns given, or all. Decimals lose trailing zeros.
   */
  public static String print(List<ResultRow> rows, String... columns) {
    List<String> shown =
        columns.length > 0 || rows.isEmpty()
            ? List.of(columns)
            : List.copyOf(rows.get(0).values().keySet());
    String body =
        rows.stream()
            .map(row -> line(row, shown))
            .sorted()
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    return String.join(" | ", shown) + "\n" + body;
  }

  /** A table written by hand in the form of {@link #print}: spaces tidied, rows sorted. */
  public static String expected(String text) {
    List<String> lines = lines(text).stream().map(line -> String.join(" | ", cells(line))).toList();
    String body =
        lines.stream().skip(1).sorted().map(line -> line + "\n").collect(Collectors.joining());
    return lines.get(0) + "\n" + body;
  }

  private static String line(ResultRow row, List<String> columns) {
    return columns.stream()
        .map(
            name -> {
              if (!row.values().containsKey(name)) {
                throw new IllegalArgumentException("no column " + name + " in " + row.values());
              }
              return cell(row.values().get(name));
            })
        .collect(Collectors.joining(" | "));
  }

  private static String cell(Object value) {
    if (value instanceof BigDecimal number) {
      BigDecimal plain = number.stripTrailingZeros();
      return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString();
    }
    if (value instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC).toString();
    }
    if (value instanceof Timestamp time) {
      return time.toLocalDateTime().toInstant(ZoneOffset.UTC).toString();
    }
    if (value instanceof String text && text.isBlank()) {
      return "'" + text + "'";
    }
    return Objects.toString(value);
  }

  private static Object value(Column column, String cell) {
    if (cell.equals("null")) {
      return null;
    }
    return switch (column.type()) {
      case "string" -> cell.startsWith("'") ? cell.substring(1, cell.length() - 1) : cell;
      case "bigint" -> Long.valueOf(cell);
      case "double" -> Double.valueOf(cell);
      case "boolean" -> Boolean.valueOf(cell);
      case "date" -> LocalDate.parse(cell);
      case "timestamp" -> Instant.parse(cell);
      default -> new BigDecimal(cell);
    };
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
  }
}
