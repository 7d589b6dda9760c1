package org.churnwise.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.churnwise.run.ContentHash;
import org.churnwise.run.Json;
import org.churnwise.table.Column;
import org.churnwise.table.Table;

/**
 * When two cells count as equal: exactly, or within {@link #EPSILON} where they are floating-point
 * numbers, apart from the machine that a card names. A column whose meaning in the DDL starts with
 * JSON is compared value by value. Runs on the executors.
 */
final class CellRules implements Serializable {
  /** The largest difference, as a share of the larger number. */
  static final double EPSILON = 1e-9;

  private static final long serialVersionUID = 1L;

  /**
   * Where JSON tells the version of the code: in a card, as such and in the keys of its inputs; in
   * evidence, in the hash of the compared rows, whose text a SQL statement composes, and in the
   * wording of warnings, whose figures stand in the evidence too. The hashes of a dataset and of
   * the features cover their SQL and columns.
   */
  private static final Set<String> OF_THE_CODE =
      Set.of("code", "hash", "rows_hash", "warnings", "dataset", "catalogue_hash", "sql_hash");

  /**
   * The logistic regression that a model is compared with belongs to the code: releases stop its
   * fit at other places. What it decides, and why, stands in columns that are compared.
   */
  private static final Set<String> OF_THE_BASELINE =
      Set.of("card.evaluation.logistic", "evidence.logistic", "evidence.beside_logistic");

  /** The contracts that come with the program are part of the code. */
  private static final String CONTRACT = "contract_version";

  /** Fields of a card with library versions, which belong to the version of the code. */
  private static final Set<String> OF_THE_LIBRARIES =
      Set.of("card.versions.spark", "card.versions.xgboost", "card.versions.duckdb");

  /** Fields of a card with the machine, which does not change a model. */
  private static final Set<String> OF_THE_MACHINE =
      Set.of("card.versions.java", "card.versions.machine", "card.versions.threads");

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
    return new CellRules(names(table), json(table), false, false);
  }

  /**
   * Floating-point numbers may differ a little.
   *
   * @param otherCode whether cards may name another version of the code
   */
  static CellRules within(Table table, boolean otherCode) {
    List<String> compared =
        names(table).stream().filter(name -> !otherCode || !name.equals(CONTRACT)).toList();
    return new CellRules(compared, json(table), true, otherCode);
  }

  private static List<String> json(Table table) {
    return ContentHash.columns(table).stream()
        .filter(column -> column.meaning().startsWith("JSON"))
        .map(Column::name)
        .toList();
  }

  private static List<String> names(Table table) {
    return ContentHash.columns(table).stream().map(Column::name).toList();
  }

  /**
   * Where two rows differ, and the two values.
   *
   * @param place the column, or the place inside of its JSON, as {@code card.data.watermark}
   */
  record Difference(String place, String recorded, String replayed) {}

  /** The first difference of two rows, in the order of the columns. */
  Optional<Difference> firstDifference(Row recorded, Row replayed) {
    return columns.stream()
        .map(name -> difference(name, recorded.getAs(name), replayed.getAs(name)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Difference> difference(String column, Object one, Object other) {
    if (Objects.equals(one, other)
        || withinEpsilon && one instanceof Double a && other instanceof Double b && near(a, b)) {
      return Optional.empty();
    }
    Difference whole = new Difference(column, String.valueOf(one), String.valueOf(other));
    Optional<JsonNode> json = parsed(column, one);
    Optional<JsonNode> otherJson = parsed(column, other);
    if (json.isEmpty() || otherJson.isEmpty()) {
      return Optional.of(whole);
    }
    Optional<Difference> inside = insideJson(column, json.get(), otherJson.get());
    return withinEpsilon ? inside : inside.or(() -> Optional.of(whole));
  }

  private static boolean near(double a, double b) {
    return Double.compare(a, b) == 0
        || Math.abs(a - b) <= EPSILON * Math.max(Math.abs(a), Math.abs(b));
  }

  /** Empty if the column holds no JSON, or the cell does not although it should. */
  private Optional<JsonNode> parsed(String column, Object text) {
    if (!json.contains(column) || text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.mapper().readTree(text.toString()));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private Optional<Difference> insideJson(String place, JsonNode one, JsonNode other) {
    if (one.isArray() && other.isArray() && one.size() == other.size()) {
      return IntStream.range(0, one.size())
          .mapToObj(i -> insideJson(place + "[" + i + "]", one.get(i), other.get(i)))
          .flatMap(Optional::stream)
          .findFirst();
    }
    if (one.isObject() && other.isObject()) {
      return insideObject(place, one, other);
    }
    boolean near =
        withinEpsilon
            && one.isNumber()
            && other.isNumber()
            && !(one.isIntegralNumber() && other.isIntegralNumber())
            && near(one.doubleValue(), other.doubleValue());
    return near || one.equals(other)
        ? Optional.empty()
        : Optional.of(new Difference(place, text(one), text(other)));
  }

  private Optional<Difference> insideObject(String place, JsonNode one, JsonNode other) {
    Set<String> names = new TreeSet<>();
    one.fieldNames().forEachRemaining(names::add);
    other.fieldNames().forEachRemaining(names::add);
    return names.stream()
        .filter(name -> !mayDiffer(name, place + "." + name))
        .map(name -> insideJson(place + "." + name, one.path(name), other.path(name)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private boolean mayDiffer(String name, String place) {
    return otherCode
            && (OF_THE_CODE.contains(name)
                || OF_THE_LIBRARIES.contains(place)
                || OF_THE_BASELINE.contains(place))
        || withinEpsilon && OF_THE_MACHINE.contains(place);
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }
}
