package org.churnwise.replay;

import static org.apache.spark.sql.functions.coalesce;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.churnwise.run.ContentHash;
import org.churnwise.run.SliceRows;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.warehouse.Warehouse;
import scala.Tuple2;

/**
 * Finds the first differing row and column of the same rows in two warehouses. Used only for slices
 * whose hashes differ; costs a read of the rows on either side and a Spark join.
 */
final class RowComparison {
  /** Characters of a value. */
  private static final int SHOWN = 60;

  private static final String NAME = "[A-Za-z0-9_.-]+";

  private final Supplier<SparkSession> spark;
  private final Warehouse live;
  private final Warehouse scratch;

  RowComparison(Supplier<SparkSession> spark, Warehouse live, Warehouse scratch) {
    this.spark = spark;
    this.live = live;
    this.scratch = scratch;
  }

  /** Describes the first difference by the rules, in order of the key; empty if there is none. */
  Optional<String> firstDifference(SliceRows rows, CellRules rules) {
    List<String> keys = RowKeys.of(rows.table());
    Dataset<Row> recorded = read(live, rows).as("recorded");
    Dataset<Row> replayed = read(scratch, rows).as("replayed");
    Dataset<Tuple2<Row, Row>> pairs =
        recorded.joinWith(replayed, sameKey(keys), "full_outer").filter(new Differs(rules));
    List<Tuple2<Row, Row>> first =
        pairs
            .sort(keys.stream().map(RowComparison::keyOfEither).toArray(Column[]::new))
            .takeAsList(1);
    return first.stream().findFirst().map(pair -> describe(rows.table(), keys, pair, rules));
  }

  private static Column sameKey(List<String> keys) {
    return keys.stream()
        .map(key -> functions.col("recorded." + key).eqNullSafe(functions.col("replayed." + key)))
        .reduce(Column::and)
        .orElseThrow();
  }

  private static Column keyOfEither(String key) {
    return coalesce(functions.col("_1." + key), functions.col("_2." + key)).asc_nulls_last();
  }

  /** A literal cannot hold every text: values other than plain names are filtered in Spark. */
  private Dataset<Row> read(Warehouse warehouse, SliceRows rows) {
    Table table = rows.table();
    String columns =
        ContentHash.columns(table).stream()
            .map(org.churnwise.table.Column::name)
            .collect(Collectors.joining(", "));
    Sql query =
        new Sql(
            "rows of " + table.name(),
            "select " + columns + " from " + table.name() + " where true",
            Map.of());
    Dataset<Row> read = null;
    for (Map.Entry<String, Object> part : rows.where().entrySet()) {
      query = narrowed(query, part.getKey(), part.getValue());
    }
    read = warehouse.read(spark.get(), query, table);
    for (Map.Entry<String, Object> part : rows.where().entrySet()) {
      if (part.getValue() instanceof String text && !text.matches(NAME)) {
        read = read.where(functions.col(part.getKey()).equalTo(text));
      }
    }
    return read;
  }

  private static Sql narrowed(Sql query, String column, Object value) {
    if (value instanceof SliceRows.Days days) {
      return and(query, column + " between :first_" + column + " and :last_" + column)
          .with("first_" + column, days.first())
          .with("last_" + column, days.last());
    }
    if (value instanceof java.time.LocalDate day) {
      return and(query, column + " = :" + column).with(column, day);
    }
    if (value instanceof Long number) {
      return and(query, column + " = :" + column).with(column, number.longValue());
    }
    return value instanceof String text && text.matches(NAME)
        ? and(query, column + " = :" + column).with(column, text)
        : query;
  }

  private static Sql and(Sql query, String condition) {
    return new Sql(query.name(), query.text() + " and " + condition, query.values());
  }

  private static String describe(
      Table table, List<String> keys, Tuple2<Row, Row> pair, CellRules rules) {
    Row either = pair._1() == null ? pair._2() : pair._1();
    String key =
        table.name()
            + keys.stream()
                .map(name -> ", " + name + " " + either.getAs(name))
                .collect(Collectors.joining());
    if (pair._1() == null) {
      return key + ": only the replay has this row";
    }
    if (pair._2() == null) {
      return key + ": only the table has this row";
    }
    CellRules.Difference first = rules.firstDifference(pair._1(), pair._2()).orElseThrow();
    String is = first.recorded();
    String replayed = first.replayed();
    int from =
        is.length() + replayed.length() > 2 * SHOWN
            ? Arrays.mismatch(is.toCharArray(), replayed.toCharArray())
            : 0;
    return "%s: %s is %s, replayed %s"
        .formatted(key, first.place(), shown(is, from), shown(replayed, from));
  }

  /** Cuts a long text to the part around the first difference. */
  private static String shown(String text, int from) {
    int start = Math.max(0, from - SHOWN / 2);
    String before = start > 0 ? "..." : "";
    return text.length() - start <= SHOWN
        ? before + text.substring(start)
        : before + text.substring(start, start + SHOWN) + "...";
  }

  /** Keeps the pairs that differ. */
  private record Differs(CellRules rules)
      implements FilterFunction<Tuple2<Row, Row>>, Serializable {
    @Override
    public boolean call(Tuple2<Row, Row> pair) {
      return pair._1() == null
          || pair._2() == null
          || rules.firstDifference(pair._1(), pair._2()).isPresent();
    }
  }
}
