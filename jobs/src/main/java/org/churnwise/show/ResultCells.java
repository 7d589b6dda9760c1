package org.churnwise.show;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.ShownRows;

/**
 * The cells of a result that nobody has described: fractions of a column with as many decimals as
 * the one that needs most, at most six; null by its name.
 */
final class ResultCells {
  private static final int MOST_DECIMALS = 6;
  private static final double LEAST = 1e-6;
  private static final double MOST = 1e15;

  private ResultCells() {}

  static List<List<String>> of(ShownRows result) {
    List<Integer> decimals =
        result.columns().stream().map(column -> decimals(result.rows(), column)).toList();
    return result.rows().stream().map(row -> cells(result.columns(), decimals, row)).toList();
  }

  private static List<String> cells(List<String> columns, List<Integer> decimals, ResultRow row) {
    return java.util.stream.IntStream.range(0, columns.size())
        .mapToObj(i -> cell(row.values().get(columns.get(i)), decimals.get(i)))
        .toList();
  }

  private static int decimals(List<ResultRow> rows, String column) {
    return rows.stream()
        .map(row -> row.values().get(column))
        .filter(ResultCells::isFraction)
        .mapToInt(value -> Math.min(MOST_DECIMALS, exact(value).stripTrailingZeros().scale()))
        .max()
        .orElse(0);
  }

  /** Of a size that decimals can show. */
  private static boolean isFraction(Object value) {
    if (value instanceof BigDecimal) {
      return true;
    }
    if (!(value instanceof Double) && !(value instanceof Float)) {
      return false;
    }
    double size = Math.abs(((Number) value).doubleValue());
    return size == 0 || size >= LEAST && size < MOST;
  }

  private static BigDecimal exact(Object value) {
    return value instanceof BigDecimal number ? number : new BigDecimal(value.toString());
  }

  private static String cell(Object value, int decimals) {
    if (isFraction(value)) {
      return exact(value).setScale(Math.max(0, decimals), RoundingMode.HALF_EVEN).toPlainString();
    }
    if (value instanceof Timestamp time) {
      return time(time.toLocalDateTime());
    }
    return value instanceof LocalDateTime time ? time(time) : Objects.toString(value);
  }

  private static String time(LocalDateTime time) {
    return time.toString().replace('T', ' ');
  }
}
