package org.churnwise.leakage;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Adds artificial customers who buy, return and comment exactly on the first and last day of each
 * window, and checks on which side each day was counted.
 */
final class BoundaryDayCheck implements LeakCheck {
  private static final String BUYER = "leakcheck-buyer";
  private static final String NEWCOMER = "leakcheck-newcomer";
  private static final String LAST_MINUTE = "leakcheck-last-minute";
  private static final String LATE = "leakcheck-late";
  private static final String RETURNER = "leakcheck-returner";
  private static final int DAYS_SINCE_BOUGHT = 10;
  private static final BigDecimal AMOUNT = BigDecimal.ONE;

  private final Reference reference;

  BoundaryDayCheck(Reference reference) {
    this.reference = reference;
  }

  @Override
  public CheckResult run() {
    long rows = 0;
    Optional<Leak> leak = Optional.empty();
    for (LocalDate snapshot : reference.snapshots()) {
      List<Fact> facts = facts(snapshot);
      rows += facts.size();
      leak = leak.or(() -> firstWrong(snapshot, facts));
    }
    return CheckResult.of(
        "boundary-day",
        "the first and last day of each window",
        rows,
        reference.snapshots().size(),
        leak,
        "a window of n days before S is [S - n, S), the churn window is [S, S + window): correct"
            + " the comparison (< or <=) of this column's window");
  }

  private Optional<Leak> firstWrong(LocalDate snapshot, List<Fact> facts) {
    ScratchCopy copy = reference.copy();
    List<LocalDate> only = List.of(snapshot);
    return copy.afterChange(
        () -> {
          addCustomers(copy.warehouse(), snapshot);
          copy.computeLabels(only, reference.watermark());
          copy.computeFeatures(only);
        },
        () ->
            facts.stream()
                .flatMap(fact -> fact.leak(copy.warehouse(), snapshot).stream())
                .findFirst());
  }

  /**
   * The buyer buys on both sides of every window's first day, the newcomer first on the snapshot's
   * day, others on the last day of the churn window and the day after it. The returner brings back
   * the only purchase before the snapshot, and on the last day of the churn window.
   */
  private void addCustomers(Warehouse scratch, LocalDate snapshot) {
    LocalDate end = reference.copy().rules().windowEnd(snapshot);
    List<Map<String, Object>> sales = new ArrayList<>();
    for (LocalDate day : edges(snapshot)) {
      sales.add(sale(BUYER, day));
      sales.add(sale(BUYER, day.minusDays(1)));
    }
    sales.add(sale(BUYER, snapshot));
    sales.add(sale(NEWCOMER, snapshot));
    sales.add(sale(LAST_MINUTE, snapshot.minusDays(1)));
    sales.add(sale(LAST_MINUTE, end.minusDays(1)));
    sales.add(sale(LATE, snapshot.minusDays(1)));
    sales.add(sale(LATE, end));
    sales.add(sale(RETURNER, snapshot.minusDays(DAYS_SINCE_BOUGHT)));
    sales.add(returned(RETURNER, snapshot.minusDays(1)));
    sales.add(returned(RETURNER, end.minusDays(1)));
    scratch.insert(Tables.SALES, sales);
    scratch.insert(
        Tables.FEEDBACK_SENTIMENT,
        List.of(comment(snapshot.minusDays(1), 0.5), comment(snapshot, -1.0)));
  }

  /** The first days of the windows of 7 days and 1, 2, 3 months. */
  private static List<LocalDate> edges(LocalDate snapshot) {
    return List.of(
        snapshot.minusDays(7),
        snapshot.minusMonths(1),
        snapshot.minusMonths(2),
        snapshot.minusMonths(3));
  }

  private static Map<String, Object> sale(String customer, LocalDate day) {
    return sale(customer, day, AMOUNT, false);
  }

  private static Map<String, Object> returned(String customer, LocalDate day) {
    return sale(customer, day, AMOUNT.negate(), true);
  }

  private static Map<String, Object> sale(
      String customer, LocalDate day, BigDecimal amount, boolean isReturn) {
    return Map.of(
        "transaction_id",
        customer + " " + day,
        "customer_id",
        customer,
        "transaction_date",
        day,
        "total_amount",
        amount,
        "is_return",
        isReturn);
  }

  private static Map<String, Object> comment(LocalDate day, double sentiment) {
    return Map.of(
        "feedback_id",
        BUYER + " " + day,
        "customer_id",
        BUYER,
        "chat_date",
        day,
        "sentiment",
        sentiment);
  }

  private List<Fact> facts(LocalDate snapshot) {
    LocalDate end = reference.copy().rules().windowEnd(snapshot);
    return List.of(
        Fact.feature(BUYER, "count_orders_past_7d", 1L),
        Fact.feature(BUYER, "count_orders_past_1mm", 3L),
        Fact.feature(BUYER, "count_orders_past_2mm", 5L),
        Fact.feature(BUYER, "count_orders_past_3mm", 7L),
        Fact.feature(BUYER, "count_orders_total", 8L),
        Fact.feature(BUYER, "sum_total_amount_past_7d", 1.0),
        Fact.feature(BUYER, "sum_total_amount_total", 8.0),
        Fact.feature(BUYER, "last_purchase_date", snapshot.minusDays(7)),
        Fact.feature(BUYER, "days_since_last_purchase", 7L),
        Fact.feature(BUYER, "count_purchase_days", 8L),
        Fact.feature(BUYER, "sentiment_min_2", 0.5),
        Fact.feature(LATE, "days_since_last_purchase", 1L),
        Fact.feature(RETURNER, "days_since_last_purchase", (long) DAYS_SINCE_BOUGHT),
        Fact.feature(RETURNER, "count_orders_past_7d", 0L),
        Fact.feature(RETURNER, "count_purchase_days", 1L),
        Fact.feature(RETURNER, "sum_total_amount_past_7d", -1.0),
        Fact.feature(RETURNER, "sum_total_amount_total", 0.0),
        Fact.feature(NEWCOMER, "customer_id", null),
        Fact.label(BUYER, "next_purchase_date", snapshot),
        Fact.label(BUYER, "churned", 0L),
        Fact.label(NEWCOMER, "customer_id", null),
        Fact.label(LAST_MINUTE, "next_purchase_date", end.minusDays(1)),
        Fact.label(LAST_MINUTE, "churned", 0L),
        Fact.label(LATE, "churned", 1L),
        Fact.label(RETURNER, "churned", 1L),
        Fact.label(LATE, "matures_on", reference.copy().rules().maturesOn(snapshot)));
  }

  /**
   * The expected value of one cell of an artificial customer.
   *
   * @param expected null where there must be no row
   */
  private record Fact(Table table, String customer, String column, Object expected) {
    static Fact feature(String customer, String column, Object expected) {
      return new Fact(Tables.CUSTOMER_FEATURES, customer, column, expected);
    }

    static Fact label(String customer, String column, Object expected) {
      return new Fact(Tables.CUSTOMER_LABELS, customer, column, expected);
    }

    Optional<Leak> leak(Warehouse scratch, LocalDate snapshot) {
      String text =
          "select %s from %s where snapshot_date = :snapshot_date and customer_id = '%s'"
              .formatted(column, table.name(), customer);
      Object found =
          scratch
              .query(new Sql("leakage/boundary", text, Map.of()).with("snapshot_date", snapshot))
              .stream()
              .findFirst()
              .map(row -> row.values().get(column))
              .orElse(null);
      return String.valueOf(expected).equals(String.valueOf(found))
          ? Optional.empty()
          : Optional.of(
              new Leak(
                  "snapshot " + snapshot + ", artificial customer " + customer,
                  column,
                  expected,
                  found));
    }
  }
}
