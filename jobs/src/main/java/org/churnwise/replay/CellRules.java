package org.churnwise.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.churnwise.run.ContentHash;
import org.churnwise.run.Json;
import org.churnwise.table.Column;
import org.churnwise.table.Table;

/**
 * When two cells count as equal: exactly, or within {@link #EPSILON} where they are floating-point
 * numbers. A column whose meaning in the DDL starts with JSON is compared value by value. Runs on
 * the executors.
 */
final class CellRules implements Serializable {
  /** Numbers differ by no more than this share of the larger one. */
  static final double EPSILON = 1e-9;

  private static final long serialVersionUID = 1L;

  /** Where JSON tells the version of the code: in a card, as such and in the keys of its inputs. */
  private static final Set<String> OF_THE_CODE = Set.of("code", "hash");

  private final List<String> columns;
  private final List<String> json;
  private final boolean withinEpsilon;
  private final boolean otherCode;

  private CellRules(
      List<String> columns, List<String> json, boolean withinEpsilon, boolean otherCode) {
    this.columns = columns;
    this.json = json;
    this.withinEpsilon = withinEpsilon;
    this.otherCode = otherCode;
  }

  /** No difference is allowed. */
  static CellRules exact(Table table) {
    return new CellRules(names(table), List.of(), false, false);
  }

  /**
   * Floating-point numbers may differ a little.
   *
   * @param otherCode whether cards may name another version of the code
   */
  static CellRules within(Table table, boolean otherCode) {
    List<String> json =
        ContentHash.columns(table).stream()
            .filter(column -> column.meaning().startsWith("JSON"))
            .map(Column::name)
            .toList();
    return new CellRules(names(table), json, true, otherCode);
  }

  private static List<String> names(Table table) {
    return ContentHash.columns(table).stream().map(Column::name).toList();
  }

  /** The first column in which two rows differ. */
  Optional<String> firstDifference(Row recorded, Row replayed) {
    return columns.stream().filter(name -> !equal(name, recorded, replayed)).findFirst();
  }

  private boolean equal(String column, Row recorded, Row replayed) {
    Object one = recorded.getAs(column);
    Object other = replayed.getAs(column);
    if (withinEpsilon && one instanceof Double a && other instanceof Double b) {
      return near(a, b);
    }
    if (json.contains(column) && one != null && other != null) {
      return equal(parsed(one), parsed(other));
    }
    return Objects.equals(one, other);
  }

  private static boolean near(double a, double b) {
    return Double.compare(a, b) == 0
        || Math.abs(a - b) <= EPSILON * Math.max(Math.abs(a), Math.abs(b));
  }

  private static JsonNode parsed(Object text) {
    try {
      return Json.mapper().readTree(text.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + text, e);
    }
  }

  private boolean equal(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.isIntegralNumber() && other.isIntegralNumber()
          ? one.equals(other)
          : near(one.doubleValue(), other.doubleValue());
    }
    if (one.isArray() && other.isArray() && one.size() == other.size()) {
      Iterator<JsonNode> others = other.elements();
      for (JsonNode part : one) {
        if (!equal(part, others.next())) {
          return false;
        }
      }
      return true;
    }
    return one.isObject() && other.isObject() ? equalFields(one, other) : one.equals(other);
  }

  private boolean equalFields(JsonNode one, JsonNode other) {
    Set<String> names = new TreeSet<>();
    one.fieldNames().forEachRemaining(names::add);
    other.fieldNames().forEachRemaining(names::add);
    return names.stream()
        .filter(name -> !otherCode || !OF_THE_CODE.contains(name))
        .allMatch(
            name -> one.has(name) && other.has(name) && equal(one.get(name), other.get(name)));
  }
}
