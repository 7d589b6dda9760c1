package org.churnwise.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.run.LoadedFiles.LoadedFile;
import org.churnwise.run.RecordRows;
import org.churnwise.run.Run;
import org.churnwise.sql.Sql;
import org.churnwise.table.RowColumns;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * The rows of loads that a run takes back. They leave the tables and are kept, with the run, in the
 * tables superseded_...; where another file holds a row too, it stands on with that one. Every
 * method is part of the caller's transaction, and a fixed number of statements per feed.
 */
record TakenBackRows(Warehouse warehouse, Run run) {

  /** How the rows of an old load and of a new one compare, where either may be missing. */
  record Compared(
      Optional<Long> oldLoad,
      Optional<Long> newLoad,
      long rowCount,
      long rowsChanged,
      long rowsHandedOver) {}

  /** Moves loads with their rows and bad rows. */
  void move(List<LoadedFile> loads) {
    moveFiles(loads);
    for (Feed feed : feeds(loads)) {
      move(feed.label(), superseded(feed));
    }
    move("quarantine", Tables.SUPERSEDED_QUARANTINE);
    if (feeds(loads).contains(Feed.FEEDBACK)) {
      warehouse.execute(ofRun(Sql.named("ingest/remove_superseded_sentiments")));
    }
  }

  private void moveFiles(List<LoadedFile> loads) {
    Set<Long> numbers = loads.stream().map(LoadedFile::loadNumber).collect(Collectors.toSet());
    Instant now = run.clock().instant();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (ResultRow file : warehouse.query(RowColumns.in(Sql.named("ingest/standing_files")))) {
      if (numbers.contains(file.longValue("load_number"))) {
        Map<String, Object> row = new HashMap<>(file.values());
        row.put("superseded_by", run.id());
        row.put("superseded_at", now);
        rows.add(row);
      }
    }
    warehouse.insert(Tables.SUPERSEDED_FILES, rows);
    warehouse.execute(ofRun(Sql.named("ingest/remove_superseded_files")));
  }

  private void move(String what, Table kept) {
    warehouse.insertFrom(kept, ofRun(Sql.named("ingest/superseded_" + what)));
    warehouse.execute(ofRun(Sql.named("ingest/remove_superseded_" + what)));
  }

  /** Lets rows that were not loaded anew stand with the first other file that holds them. */
  void handOver(List<LoadedFile> loads) {
    for (Feed feed : feeds(loads)) {
      if (warehouse.execute(ofRun(Sql.named("ingest/hand_over_" + feed.label()))) == 0) {
        continue;
      }
      warehouse.insertFrom(feed.table(), ofRun(Sql.named("ingest/handed_over_" + feed.label())));
      warehouse.execute(ofRun(Sql.named("ingest/receive_" + feed.label())));
      if (feed == Feed.FEEDBACK) {
        warehouse.insertFrom(
            Tables.FEEDBACK_SENTIMENT, ofRun(Sql.named("ingest/handed_over_sentiments")));
      }
    }
  }

  /**
   * Dates the standing loads of customers anew: which snapshots read one depends on those before
   * it.
   */
  void dateCustomers() {
    warehouse.execute(Sql.named("ingest/renew_first_days_of_customers"));
  }

  /** The loads that rows were handed over to. */
  Set<Long> receivers() {
    return warehouse.query(ofRun(Sql.named("ingest/receiving_loads"))).stream()
        .map(row -> row.longValue("load_number"))
        .collect(Collectors.toSet());
  }

  /** Moves the days that were declared with the loads. Returns whether there were any. */
  boolean moveWatermarks() {
    long moved =
        warehouse.insertFrom(
            Tables.SUPERSEDED_WATERMARKS, ofRun(Sql.named("ingest/superseded_watermarks")));
    if (moved > 0) {
      warehouse.execute(ofRun(Sql.named("ingest/remove_superseded_watermarks")));
    }
    return moved > 0;
  }

  /**
   * Compares what was taken back of a feed with what was loaded instead.
   *
   * @param firstLoad the first load of this run
   */
  List<Compared> compare(Feed feed, long firstLoad) {
    return RecordRows.read(
        warehouse.query(
            ofRun(Sql.named("ingest/compared_" + feed.label())).with("first_load", firstLoad)),
        Compared.class);
  }

  /** Quarantined rows of standing files that contradicted a row which is gone now. */
  long resolvedConflicts() {
    return warehouse
        .query(ofRun(Sql.named("ingest/resolved_conflicts")))
        .get(0)
        .longValue("row_count");
  }

  /** Where the rows of a feed are kept. */
  static Table superseded(Feed feed) {
    return switch (feed) {
      case CUSTOMERS -> Tables.SUPERSEDED_CUSTOMERS;
      case SALES -> Tables.SUPERSEDED_SALES;
      case FEEDBACK -> Tables.SUPERSEDED_FEEDBACK;
    };
  }

  private static List<Feed> feeds(List<LoadedFile> loads) {
    return loads.stream().map(file -> Feed.named(file.feed())).distinct().sorted().toList();
  }

  private Sql ofRun(Sql statement) {
    return RowColumns.in(statement).with("run_id", run.id());
  }
}
