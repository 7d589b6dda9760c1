package org.churnwise.replay;

import static java.util.function.Predicate.not;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.monitoring.PerformanceTable;
import org.churnwise.run.ContentHash;
import org.churnwise.run.SliceRows;
import org.churnwise.table.Migrations;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Compares whole live tables with those that the replay of every run leaves. Finds what slices
 * cannot show: differences in rows that a later run has rewritten, and rows that no run wrote.
 */
final class StandingTables {
  private static final List<Table> COMPARED =
      List.of(
          Tables.CUSTOMERS,
          Tables.SALES,
          Tables.FEEDBACK_RAW,
          Tables.FEEDBACK_SENTIMENT,
          Tables.FILES_INGESTED,
          Tables.DECLARED_WATERMARKS,
          Tables.ACCEPTED_FAULTS,
          Tables.QUARANTINE,
          Tables.QUARANTINE_RELEASES,
          Tables.LOAD_CORRECTIONS,
          Tables.SUPERSEDED_CUSTOMERS,
          Tables.SUPERSEDED_SALES,
          Tables.SUPERSEDED_FEEDBACK,
          Tables.SUPERSEDED_FILES,
          Tables.SUPERSEDED_QUARANTINE,
          Tables.SUPERSEDED_WATERMARKS,
          Tables.CUSTOMER_FEATURES,
          Tables.CUSTOMER_LABELS,
          Tables.CHURN_PREDICTIONS,
          Tables.FEATURE_VIEWS,
          Tables.TRAINING_DATASETS,
          Tables.MODEL_VERSIONS,
          Tables.MODEL_BASELINES,
          Tables.MODEL_DECISIONS,
          Tables.MODEL_ALIASES,
          Tables.MODEL_PERFORMANCE,
          Tables.ESTIMATED_PERFORMANCE,
          Tables.INTERIM_PERFORMANCE,
          Tables.FEATURE_DRIFT);

  /** These hold SQL texts, which another version of the code may have changed. */
  private static final List<Table> OF_THE_CODE =
      List.of(Tables.FEATURE_VIEWS, Tables.TRAINING_DATASETS);

  /** Of these, an older release wrote other rows from the same data. */
  private static final List<Table> OF_THE_RULE_OF_DRIFT =
      List.of(Tables.MODEL_BASELINES, Tables.FEATURE_DRIFT);

  /** Tables with columns that older releases left empty, by the first version that fills them. */
  private static final Map<Table, Long> FILLED_SINCE =
      Map.of(
          Tables.CHURN_PREDICTIONS, Migrations.EARLY_WARNINGS,
          Tables.CUSTOMER_FEATURES, Migrations.RHYTHM);

  private final Warehouse live;
  private final Warehouse scratch;
  private final RowComparison rows;
  private final Erasures erasures;

  StandingTables(Warehouse live, Warehouse scratch, RowComparison rows, Erasures erasures) {
    this.live = live;
    this.scratch = scratch;
    this.rows = rows;
    this.erasures = erasures;
  }

  /**
   * One comparison per table; costs a hash of the table on either side.
   *
   * @param otherCode whether any run was made by another version of the code
   * @param oldest version of the tables among the runs
   */
  List<SliceComparison> compare(boolean otherCode, long oldest) {
    return COMPARED.stream()
        .filter(not(table -> otherCode && OF_THE_CODE.contains(table)))
        .filter(
            table -> oldest >= Migrations.DRIFT_REFERENCES || !OF_THE_RULE_OF_DRIFT.contains(table))
        .filter(table -> Migrations.hasTable(oldest, table))
        .filter(table -> oldest >= FILLED_SINCE.getOrDefault(table, 0L))
        .map(table -> compare(table, otherCode))
        .toList();
  }

  private SliceComparison compare(Table table, boolean otherCode) {
    if (table.equals(Tables.MODEL_PERFORMANCE) && hasRowsOfBacktest()) {
      return of(
          table, Equality.NOT_COMPARED, "has rows of backtest --record, which writes no slice");
    }
    SliceRows all = new SliceRows(table, Map.of());
    ResultRow standing = live.query(ContentHash.of(all)).get(0);
    ResultRow built = scratch.query(ContentHash.of(all)).get(0);
    boolean sameCount = standing.longValue("row_count") == built.longValue("row_count");
    if (sameCount && standing.string("content_hash").equals(built.string("content_hash"))) {
      return of(table, Equality.EQUAL, "");
    }
    Optional<String> counted = erasures.incomparable(table);
    if (counted.isPresent()) {
      return of(table, Equality.NOT_COMPARED, counted.get());
    }
    Optional<String> beyond = rows.firstDifference(all, CellRules.within(table, otherCode));
    if (beyond.isPresent()) {
      return of(table, Equality.DIFFERENT, beyond.get() + " (all runs together)");
    }
    Optional<String> within =
        sameCount ? rows.firstDifference(all, CellRules.exact(table)) : Optional.empty();
    return within
        .map(what -> of(table, Equality.EQUAL_WITHIN, what))
        .orElseGet(() -> of(table, Equality.DIFFERENT, table.name() + ": duplicate rows"));
  }

  private boolean hasRowsOfBacktest() {
    SliceRows rows =
        new SliceRows(Tables.MODEL_PERFORMANCE, Map.of("model_version", PerformanceTable.BACKTEST));
    return live.query(ContentHash.of(rows)).get(0).longValue("row_count") > 0;
  }

  private static SliceComparison of(Table table, Equality verdict, String detail) {
    return new SliceComparison("table", table.name(), verdict, detail);
  }
}
