package org.churnwise.leakage;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.churnwise.run.RequestedSnapshots;
import org.churnwise.run.SnapshotRules;
import org.churnwise.sample.SampleGenerator;
import org.churnwise.sample.SampleOptions;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.warehouse.Warehouse;

/**
 * A warehouse with the customers, sales and comments of a data set, read by DuckDB itself, and the
 * two checks that look at single features.
 */
record Shop(TemporaryWarehouse temporary) implements AutoCloseable {
  private static final SnapshotRules RULES = new SnapshotRules(30, 0);
  private static final long SEED = 42;
  private static final long FEWEST = 10;

  /** How far apart snapshots lie. */
  enum Rhythm {
    WEEKLY,
    MONTHLY
  }

  /** The sample of so many customers, all of its months. */
  static Shop sample(Path folder, int customers, long seed) {
    Path files = folder.resolve("sample");
    new SampleGenerator(new SampleOptions(customers, seed, files)).generate();
    Shop shop = new Shop(TemporaryWarehouse.in(folder));
    for (String name : List.of("customers", "new_customers")) {
      shop.execute(
          """
          insert into customers (customer_id, age, customer_segment, gender, location, signup_date, valid_from)
          select column0, column1, column2, column3, column4, column5, date '0001-01-01'
          from read_csv('%s/%s.csv', header = false)
          where column0 not in (select customer_id from customers)"""
              .formatted(files, name));
    }
    shop.execute(
        """
        insert into sales (transaction_id, customer_id, transaction_date, total_amount)
        select column0, column1, column2, column6
        from read_csv('%s/*sales_*.csv', header = false)"""
            .formatted(files));
    shop.execute(
        """
        insert into feedback_sentiment (chat_date, comment, customer_id, feedback_id, sentiment)
        select column0, column1, column2, column3, snowflake.cortex.sentiment(column1)
        from read_csv('%s/*feedback_raw*.csv', header = false)"""
            .formatted(files));
    return shop;
  }

  /** A copy of a shop that was made in a folder and closed since. */
  static Shop copyOf(Path made, Path folder) {
    return new Shop(TemporaryWarehouse.copyOf(made, folder));
  }

  /** Sales alone, from a query of their columns. */
  static Shop ofSales(Path folder, String query) {
    Shop shop = new Shop(TemporaryWarehouse.in(folder));
    shop.execute(
        "insert into sales (transaction_id, customer_id, transaction_date, total_amount) " + query);
    return shop;
  }

  /** Computes features and labels of every snapshot that has matured, and of no other. */
  List<LocalDate> compute(Rhythm rhythm) {
    LocalDate first = day("min(transaction_date)");
    LocalDate end = day("max(transaction_date) + 1");
    List<LocalDate> snapshots =
        Stream.iterate(
                rhythm == Rhythm.WEEKLY
                    ? first.plusWeeks(4)
                    : first.plusMonths(1).withDayOfMonth(1),
                day -> !RULES.maturesOn(day).isAfter(end),
                day -> rhythm == Rhythm.WEEKLY ? day.plusWeeks(1) : day.plusMonths(1))
            .toList();
    execute("delete from customer_features");
    execute("delete from customer_labels");
    CheckedStatements statements = CheckedStatements.ofTheJobs();
    warehouse()
        .insertFrom(
            Tables.CUSTOMER_FEATURES, RequestedSnapshots.in(statements.features(), snapshots));
    warehouse()
        .insertFrom(
            Tables.CUSTOMER_LABELS,
            RequestedSnapshots.in(statements.labels(), snapshots)
                .with("churn_window_days", RULES.windowDays())
                .with("grace_days", RULES.graceDays())
                .with("watermark", end));
    return snapshots;
  }

  /** What the checks of single features say, in their order. */
  List<CheckResult> check() {
    FeatureRankings rankings = new FeatureRankings(warehouse(), SEED);
    return List.of(
        new SingleFeatureCheck(rankings, day -> true, FEWEST).run(),
        new FeatureOverTimeCheck(rankings, RULES, day -> true, FEWEST).run());
  }

  void execute(String text) {
    warehouse().execute(new Sql("test", text, Map.of()));
  }

  private LocalDate day(String expression) {
    return warehouse()
        .query(
            new Sql("test", "select cast(" + expression + " as date) as day from sales", Map.of()))
        .get(0)
        .date("day");
  }

  private Warehouse warehouse() {
    return temporary.warehouse();
  }

  @Override
  public void close() {
    temporary.close();
  }
}
