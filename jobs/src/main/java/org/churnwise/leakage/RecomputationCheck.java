package org.churnwise.leakage;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.churnwise.leakage.CustomerHistory.Attributes;
import org.churnwise.leakage.CustomerHistory.Comment;
import org.churnwise.leakage.CustomerHistory.Sale;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;

/**
 * Computes features and labels of a seeded sample of customers in plain Java and compares them with
 * the reference; money within 0.005, averages within 1e-9. The rows of the sample reach the driver.
 */
final class RecomputationCheck implements LeakCheck {
  private static final long CUSTOMERS = 200;
  private static final double MONEY = 0.005;
  private static final double AVERAGE = 1e-9;

  private final Reference reference;
  private final long seed;

  RecomputationCheck(Reference reference, long seed) {
    this.reference = reference;
    this.seed = seed;
  }

  @Override
  public CheckResult run() {
    Map<String, CustomerHistory> sample = sample();
    long rows = 0;
    Optional<Leak> leak = Optional.empty();
    for (LocalDate snapshot : reference.snapshots()) {
      Map<String, ResultRow> features = stored(Tables.CUSTOMER_FEATURES, snapshot);
      Map<String, ResultRow> labels = stored(Tables.CUSTOMER_LABELS, snapshot);
      rows += features.size() + labels.size();
      leak = leak.or(() -> firstDifference(snapshot, sample, features, labels));
    }
    return CheckResult.of(
        "recomputation",
        "SQL with plain Java, " + sample.size() + " customers by seed " + seed,
        rows,
        reference.snapshots().size(),
        leak,
        "the SQL no longer matches the column's definition; compare its window, population and"
            + " order");
  }

  private Optional<Leak> firstDifference(
      LocalDate snapshot,
      Map<String, CustomerHistory> sample,
      Map<String, ResultRow> features,
      Map<String, ResultRow> labels) {
    LocalDate windowEnd = reference.copy().rules().windowEnd(snapshot);
    for (Map.Entry<String, CustomerHistory> customer : sample.entrySet()) {
      String id = customer.getKey();
      String key = "snapshot " + snapshot + ", customer " + id;
      CustomerHistory history = customer.getValue();
      Optional<Leak> leak =
          difference(key, history.features(snapshot), features.get(id))
              .or(() -> difference(key, history.label(snapshot, windowEnd), labels.get(id)));
      if (leak.isPresent()) {
        return leak;
      }
    }
    return Optional.empty();
  }

  private static Optional<Leak> difference(
      String key, Optional<Map<String, Object>> expected, ResultRow found) {
    if (expected.isEmpty() || found == null) {
      return expected.isEmpty() == (found == null)
          ? Optional.empty()
          : Optional.of(
              new Leak(
                  key,
                  "(row)",
                  expected.isEmpty() ? "no row" : "a row",
                  found == null ? "no row" : "a row"));
    }
    return expected.get().entrySet().stream()
        .filter(cell -> !same(cell.getKey(), cell.getValue(), found.values().get(cell.getKey())))
        .map(
            cell ->
                new Leak(key, cell.getKey(), cell.getValue(), found.values().get(cell.getKey())))
        .findFirst();
  }

  private static boolean same(String column, Object expected, Object found) {
    if (expected instanceof Double wanted && found instanceof Number number) {
      double tolerance = column.contains("amount") ? MONEY : AVERAGE;
      return Math.abs(wanted - number.doubleValue()) <= tolerance;
    }
    return expected instanceof Long wanted && found instanceof Number number
        ? wanted == number.longValue()
        : Objects.equals(expected, found);
  }

  private Map<String, CustomerHistory> sample() {
    Map<String, List<Sale>> sales = new TreeMap<>();
    for (ResultRow row : query(Sql.named("leakage/sampled_sales"))) {
      sales
          .computeIfAbsent(row.string("customer_id"), unused -> new ArrayList<>())
          .add(
              new Sale(
                  row.date("transaction_date"),
                  row.doubleValue("total_amount"),
                  row.truth("is_return")));
    }
    Map<String, List<Attributes>> attributes = sampledAttributes();
    Map<String, List<Comment>> comments = new HashMap<>();
    for (ResultRow row : query(Sql.named("leakage/sampled_comments"))) {
      comments
          .computeIfAbsent(row.string("customer_id"), unused -> new ArrayList<>())
          .add(new Comment(row.date("chat_date"), row.doubleValue("sentiment")));
    }
    Map<String, CustomerHistory> histories = new TreeMap<>();
    sales.forEach(
        (customer, bought) ->
            histories.put(
                customer,
                new CustomerHistory(
                    bought,
                    comments.getOrDefault(customer, List.of()),
                    attributes.getOrDefault(customer, List.of()))));
    return histories;
  }

  private Map<String, List<Attributes>> sampledAttributes() {
    Map<String, List<Attributes>> attributes = new HashMap<>();
    for (ResultRow row : query(Sql.named("leakage/sampled_attributes"))) {
      attributes
          .computeIfAbsent(row.string("customer_id"), unused -> new ArrayList<>())
          .add(
              new Attributes(
                  row.optionalDate("valid_from").orElse(null),
                  row.values().get("age") instanceof Number age ? age.longValue() : null,
                  row.optionalString("gender").orElse(null),
                  row.optionalString("location").orElse(null),
                  row.optionalString("customer_segment").orElse(null),
                  row.optionalDate("signup_date").orElse(null)));
    }
    return attributes;
  }

  private Map<String, ResultRow> stored(Table table, LocalDate snapshot) {
    String text =
        """
        select %s
        from %s
        where
            snapshot_date = :snapshot_date
            and customer_id in (
                select customer_id
                from sales
                group by customer_id
                qualify
                    row_number() over (
                        order by
                            md5(cast(:seed as string) || ':' || customer_id) nulls last,
                            customer_id nulls last
                    ) <= :most_customers
            )\
        """
            .formatted(String.join(", ", table.columnNames()), table.name());
    Map<String, ResultRow> rows = new HashMap<>();
    query(new Sql("leakage/stored", text, Map.of()).with("snapshot_date", snapshot))
        .forEach(row -> rows.put(row.string("customer_id"), row));
    return rows;
  }

  private List<ResultRow> query(Sql sql) {
    return reference
        .copy()
        .warehouse()
        .query(sql.with("seed", seed).with("most_customers", CUSTOMERS));
  }
}
