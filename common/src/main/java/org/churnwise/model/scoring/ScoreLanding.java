package org.churnwise.model.scoring;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.warehouse.RowFunction;
import org.churnwise.warehouse.Warehouse;

/**
 * Lands scores with the name of their scorer. New scores replace earlier ones, so scores that are
 * read side by side must land together. One instance per landing table and run.
 */
public final class ScoreLanding {
  private final Warehouse warehouse;
  private final Table table;
  private Map<String, LandedScores> standing = Map.of();

  /**
   * @param table with the column {@code scorer}
   */
  public ScoreLanding(Warehouse warehouse, Table table) {
    this.warehouse = warehouse;
    this.table = table;
  }

  /** Lands the scores of one scorer; see {@link #land(Map)}. */
  public LandedScores land(String scorer, Dataset<Row> scored) {
    return land(Map.of(scorer, scored)).get(scorer);
  }

  /**
   * Lands what a function makes of the rows of a query, see {@link Warehouse#land(Table, Sql,
   * Table, RowFunction, Supplier)}.
   *
   * @param scorer that the function writes into its rows
   */
  public LandedScores land(
      String scorer, Sql query, Table shape, RowFunction function, Supplier<SparkSession> spark) {
    return land(Set.of(scorer), query, shape, function, spark).get(scorer);
  }

  /** The same for several scorers. */
  public Map<String, LandedScores> land(
      Set<String> scorers,
      Sql query,
      Table shape,
      RowFunction function,
      Supplier<SparkSession> spark) {
    standing = Map.of();
    warehouse.land(table, query, shape, function, spark);
    return standing(scorers);
  }

  /**
   * Lands what a function makes of rows, in one Spark job.
   *
   * @param scorers that the function writes into its rows
   */
  public Map<String, LandedScores> land(
      Set<String> scorers, Dataset<Row> rows, RowFunction function) {
    standing = Map.of();
    warehouse.land(table, function.on(rows, table.sparkSchema()));
    return standing(scorers);
  }

  /**
   * Lands the scores of several scorers in one Spark job.
   *
   * @param scored by the scorer's name, which is a name as {@link org.churnwise.sql.Sql} takes it;
   *     at least one, all with the same columns: those of the table but {@code scorer}
   */
  public Map<String, LandedScores> land(Map<String, Dataset<Row>> scored) {
    standing = Map.of();
    Dataset<Row> all =
        scored.entrySet().stream()
            .map(entry -> entry.getValue().withColumn("scorer", functions.lit(entry.getKey())))
            .reduce(Dataset::unionByName)
            .orElseThrow();
    // Each part is a file to store, and every scorer brings its own parts.
    warehouse.land(table, all.coalesce(all.sparkSession().sparkContext().defaultParallelism()));
    return standing(scored.keySet());
  }

  /** Records the new content of the table. */
  Map<String, LandedScores> standing(Set<String> scorers) {
    standing =
        scorers.stream()
            .collect(
                Collectors.toUnmodifiableMap(name -> name, name -> new LandedScores(this, name)));
    return standing;
  }

  void requireStanding(LandedScores scores) {
    if (standing.get(scores.scorer()) != scores) {
      throw new IllegalStateException(
          "the scores of %s are no longer in %s, which now holds those of %s"
              .formatted(scores.scorer(), table.name(), standing.keySet()));
    }
  }
}
