package org.churnwise.inspection;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.cli.Job;
import org.churnwise.features.FeatureEngineer;
import org.churnwise.labels.ChurnLabeler;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.run.KnownTables;
import org.churnwise.run.Ledger;
import org.churnwise.run.SliceId;
import org.churnwise.run.SnapshotRules;
import org.churnwise.run.Stage;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * How far features and labels moved because their inputs were corrected: those that stand beside
 * those that would have been computed, by this release, when the slice was first written. Costs a
 * scratch copy of the input tables for each time of first writing.
 */
final class Restatement {
  private final Job job;

  Restatement(Job job) {
    this.job = job;
  }

  /**
   * A slice that does not hold what it held at first.
   *
   * @param added customers that it did not hold at first
   * @param removed customers that it no longer holds
   * @param changed customers of both with another value
   * @param columns those with another value, in order of the table
   */
  record RestatedSlice(
      Stage stage,
      LocalDate snapshot,
      Instant firstWritten,
      long rows,
      long added,
      long removed,
      long changed,
      List<RestatedColumn> columns) {}

  /**
   * A column of a restated slice.
   *
   * @param changed rows with another value
   * @param largest largest difference; null where the column is no number
   */
  record RestatedColumn(String name, long changed, Double largest) {}

  /** Every restated slice with its differences, by time of first writing. */
  List<RestatedSlice> slices() {
    Map<Instant, List<ResultRow>> byMoment =
        job.warehouse().query(Sql.named("run/restated_slices")).stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.instant("first_written"), TreeMap::new, Collectors.toList()));
    List<RestatedSlice> slices = new ArrayList<>();
    byMoment.forEach((moment, rows) -> slices.addAll(compared(moment, rows)));
    return slices.stream()
        .filter(slice -> !slice.columns().isEmpty() || slice.added() + slice.removed() > 0)
        .toList();
  }

  private List<RestatedSlice> compared(Instant moment, List<ResultRow> rows) {
    String name = "churnwise_restated_" + job.run().id().toLowerCase(Locale.ROOT).replace('-', '_');
    try (KnownTables known = KnownTables.at(job.warehouse(), job::spark, name, moment)) {
      Warehouse tables = known.warehouse();
      Ledger ledger = new Ledger(tables, job.run());
      new FeatureEngineer(tables, ledger, FeatureCatalogue.load())
          .compute(snapshots(rows, Stage.FEATURES), true);
      new ChurnLabeler(tables, ledger, rules()).label(snapshots(rows, Stage.LABEL), true);
      return rows.stream().map(row -> compare(row, moment, tables)).toList();
    }
  }

  private SnapshotRules rules() {
    return new SnapshotRules(
        job.settings().churn().windowDays(), job.settings().churn().graceDays());
  }

  private static List<LocalDate> snapshots(List<ResultRow> rows, Stage stage) {
    return rows.stream()
        .filter(row -> row.string("stage").equals(stage.toString()))
        .map(Restatement::snapshot)
        .toList();
  }

  private static LocalDate snapshot(ResultRow row) {
    return ((SliceId.Snapshot) SliceId.of(stage(row), row.string("slice"))).date();
  }

  private static Stage stage(ResultRow row) {
    return Stage.of(row.string("stage")).orElseThrow();
  }

  private RestatedSlice compare(ResultRow row, Instant moment, Warehouse then) {
    Stage stage = stage(row);
    LocalDate day = snapshot(row);
    Table table = stage == Stage.FEATURES ? Tables.CUSTOMER_FEATURES : Tables.CUSTOMER_LABELS;
    List<Column> values =
        table.columns().stream()
            .filter(column -> !List.of("snapshot_date", "customer_id").contains(column.name()))
            .toList();
    Row counts = differences(read(job.warehouse(), table, day), read(then, table, day), values);
    List<RestatedColumn> columns = new ArrayList<>();
    for (Column column : values) {
      long changed = counts.getAs("changed_" + column.name());
      if (changed > 0) {
        columns.add(
            new RestatedColumn(
                column.name(),
                changed,
                isNumber(column) ? counts.getAs("by_" + column.name()) : null));
      }
    }
    return new RestatedSlice(
        stage,
        day,
        moment,
        counts.getAs("rows_now"),
        counts.getAs("added"),
        counts.getAs("removed"),
        counts.getAs("changed"),
        columns);
  }

  private Dataset<Row> read(Warehouse warehouse, Table table, LocalDate day) {
    return warehouse.read(job.spark(), table.rowsAt(day), table);
  }

  /** One row: customers now, added, removed and changed, and each column's changes. */
  private static Row differences(Dataset<Row> now, Dataset<Row> then, List<Column> values) {
    org.apache.spark.sql.Column both =
        col("now.customer_id").isNotNull().and(col("then.customer_id").isNotNull());
    org.apache.spark.sql.Column anyChanged = lit(false);
    List<org.apache.spark.sql.Column> sums = new ArrayList<>();
    for (Column column : values) {
      org.apache.spark.sql.Column is = col("now." + column.name());
      org.apache.spark.sql.Column was = col("then." + column.name());
      org.apache.spark.sql.Column changed = both.and(is.eqNullSafe(was).equalTo(false));
      anyChanged = anyChanged.or(changed);
      sums.add(total(changed).as("changed_" + column.name()));
      if (isNumber(column)) {
        sums.add(max(when(both, abs(is.minus(was)).cast("double"))).as("by_" + column.name()));
      }
    }
    sums.add(total(col("then.customer_id").isNull()).as("added"));
    sums.add(total(col("now.customer_id").isNull()).as("removed"));
    sums.add(total(anyChanged).as("changed"));
    return now.as("now")
        .join(
            then.as("then"), col("now.customer_id").equalTo(col("then.customer_id")), "full_outer")
        .agg(
            count(col("now.customer_id")).as("rows_now"),
            sums.toArray(org.apache.spark.sql.Column[]::new))
        .first();
  }

  private static org.apache.spark.sql.Column total(org.apache.spark.sql.Column condition) {
    return sum(when(condition, 1L).otherwise(0L));
  }

  private static boolean isNumber(Column column) {
    return List.of("bigint", "double").contains(column.type());
  }
}
