package org.churnwise.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.churnwise.table.Column;
import org.churnwise.table.Table;

/**
 * The rows of a table that belong to a slice.
 *
 * @param table where they are
 * @param where column to the value that they have: LocalDate, String or Long, or {@link Days};
 *     empty for all rows of the table
 */
public record SliceRows(Table table, Map<String, Object> where) {

  /** Refuses a column that the table does not have. */
  public SliceRows {
    where.keySet().forEach(table::column);
    where = Map.copyOf(where);
  }

  /** From one day to another, both included. */
  public record Days(LocalDate first, LocalDate last) {
    private boolean meets(Days other) {
      return !first.isAfter(other.last) && !other.first.isAfter(last);
    }
  }

  /** Whether a row can belong to both. */
  public boolean overlaps(SliceRows other) {
    return table.name().equals(other.table.name())
        && where.entrySet().stream()
            .allMatch(
                mine ->
                    !other.where.containsKey(mine.getKey())
                        || meet(mine.getValue(), other.where.get(mine.getKey())));
  }

  private static boolean meet(Object mine, Object theirs) {
    return mine instanceof Days days && theirs instanceof Days others
        ? days.meets(others)
        : mine.equals(theirs);
  }

  /** The condition as JSON, columns by name: equal conditions give equal text. */
  public String filter() {
    Map<String, Object> sorted = new TreeMap<>(where);
    sorted.replaceAll(
        (column, value) ->
            value instanceof Days days ? new LocalDate[] {days.first(), days.last()} : value);
    try {
      return Json.mapper().writeValueAsString(sorted);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rows of a table that {@link #filter} described. */
  public static SliceRows of(Table table, String filter) {
    try {
      Map<String, Object> where = new TreeMap<>();
      for (Map.Entry<String, JsonNode> part : Json.mapper().readTree(filter).properties()) {
        where.put(part.getKey(), value(table.column(part.getKey()), part.getValue()));
      }
      return new SliceRows(table, where);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a condition on " + table.name() + ": " + filter, e);
    }
  }

  private static Object value(Column column, JsonNode json) {
    if (json.isArray()) {
      return new Days(LocalDate.parse(json.get(0).asText()), LocalDate.parse(json.get(1).asText()));
    }
    return switch (column.type()) {
      case "date" -> LocalDate.parse(json.asText());
      case "bigint" -> json.asLong();
      default -> json.asText();
    };
  }

  /** As a person says it: {@code customer_labels, snapshot_date 2025-06-01}. */
  @Override
  public String toString() {
    return table.name()
        + new TreeMap<>(where)
            .entrySet().stream()
                .map(part -> ", " + part.getKey() + " " + spoken(part.getValue()))
                .collect(Collectors.joining());
  }

  private static String spoken(Object value) {
    return value instanceof Days days ? days.first() + " to " + days.last() : value.toString();
  }
}
