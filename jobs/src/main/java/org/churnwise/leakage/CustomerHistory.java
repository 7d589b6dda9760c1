package org.churnwise.leakage;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * All sales, comments and attributes of one customer, and features and labels computed from them in
 * plain Java: a second implementation of the definitions, without SQL.
 *
 * @param sales in any order
 * @param comments with a sentiment, newest first
 * @param attributes by day of validity, then by load
 */
record CustomerHistory(List<Sale> sales, List<Comment> comments, List<Attributes> attributes) {
  /** What one load said of the customer; null where it said nothing. */
  record Attributes(
      LocalDate validFrom,
      Long age,
      String gender,
      String location,
      String segment,
      LocalDate signup) {
    static final Attributes NONE = new Attributes(null, null, null, null, null, null);

    boolean isValidAt(LocalDate snapshot) {
      return validFrom == null || !validFrom.isAfter(snapshot);
    }
  }

  /** One purchase or return; the amount of a return is negative or 0. */
  record Sale(LocalDate day, double amount, boolean isReturn) {}

  /** One comment. */
  record Comment(LocalDate day, double sentiment) {}

  CustomerHistory {
    sales = List.copyOf(sales);
    comments = List.copyOf(comments);
    attributes = List.copyOf(attributes);
  }

  /** Column to value; empty before the first purchase. */
  Optional<Map<String, Object>> features(LocalDate snapshot) {
    List<Sale> past = sales.stream().filter(sale -> sale.day().isBefore(snapshot)).toList();
    List<Sale> orders = past.stream().filter(sale -> !sale.isReturn()).toList();
    if (orders.isEmpty()) {
      return Optional.empty();
    }
    LocalDate first = orders.stream().map(Sale::day).min(LocalDate::compareTo).orElseThrow();
    LocalDate last = orders.stream().map(Sale::day).max(LocalDate::compareTo).orElseThrow();
    Map<String, Object> row = new LinkedHashMap<>();
    Attributes known = attributesAt(snapshot);
    row.put("age", known.age());
    row.put("gender", known.gender());
    row.put("location", known.location());
    row.put("customer_segment", known.segment());
    row.put("attributes_valid_from", known.validFrom());
    boolean signedUp = known.signup() != null && known.signup().isBefore(snapshot);
    row.put("tenure_days", ChronoUnit.DAYS.between(signedUp ? known.signup() : first, snapshot));
    row.put("last_purchase_date", last);
    row.put("days_since_last_purchase", ChronoUnit.DAYS.between(last, snapshot));
    addWindow(row, "past_7d", past, snapshot.minusDays(7));
    addWindow(row, "past_1mm", past, snapshot.minusMonths(1));
    addWindow(row, "past_2mm", past, snapshot.minusMonths(2));
    addWindow(row, "past_3mm", past, snapshot.minusMonths(3));
    addWindow(row, "total", past, LocalDate.MIN);
    row.put("avg_order_amount", orders.stream().mapToDouble(Sale::amount).average().orElseThrow());
    addRhythm(row, orders.stream().map(Sale::day).distinct().sorted().toList(), snapshot);
    addMood(row, comments.stream().filter(comment -> comment.day().isBefore(snapshot)).toList());
    return Optional.of(row);
  }

  /** Column to value of a known label; empty before the first purchase. */
  Optional<Map<String, Object>> label(LocalDate snapshot, LocalDate windowEnd) {
    List<LocalDate> purchases =
        sales.stream().filter(sale -> !sale.isReturn()).map(Sale::day).toList();
    if (purchases.stream().noneMatch(snapshot::isAfter)) {
      return Optional.empty();
    }
    LocalDate next =
        purchases.stream()
            .filter(day -> !day.isBefore(snapshot) && day.isBefore(windowEnd))
            .min(LocalDate::compareTo)
            .orElse(null);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("churned", next == null ? 1L : 0L);
    row.put("next_purchase_date", next);
    return Optional.of(row);
  }

  /** The newest that were valid by then; the oldest where none were. */
  private Attributes attributesAt(LocalDate snapshot) {
    if (attributes.isEmpty()) {
      return Attributes.NONE;
    }
    return attributes.stream()
        .filter(row -> row.isValidAt(snapshot))
        .reduce((older, newer) -> newer)
        .orElse(attributes.get(0));
  }

  private static void addWindow(
      Map<String, Object> row, String window, List<Sale> past, LocalDate from) {
    List<Sale> inside = past.stream().filter(sale -> !sale.day().isBefore(from)).toList();
    row.put("sum_total_amount_" + window, inside.stream().mapToDouble(Sale::amount).sum());
    row.put("count_orders_" + window, inside.stream().filter(sale -> !sale.isReturn()).count());
  }

  private static void addRhythm(
      Map<String, Object> row, List<LocalDate> purchaseDays, LocalDate snapshot) {
    LocalDate last = purchaseDays.get(purchaseDays.size() - 1);
    OptionalDouble meanGap =
        IntStream.range(1, purchaseDays.size())
            .mapToLong(i -> ChronoUnit.DAYS.between(purchaseDays.get(i - 1), purchaseDays.get(i)))
            .average();
    row.put("count_purchase_days", (long) purchaseDays.size());
    row.put(
        "silence_in_gaps",
        meanGap.isEmpty()
            ? null
            : (Double) (ChronoUnit.DAYS.between(last, snapshot) / meanGap.getAsDouble()));
  }

  private static void addMood(Map<String, Object> row, List<Comment> newestFirst) {
    for (int most = 2; most <= 4; most++) {
      List<Double> newest = newestFirst.stream().limit(most).map(Comment::sentiment).toList();
      row.put("sentiment_min_" + most, newest.stream().min(Double::compare).orElse(0.0));
      row.put(
          "sentiment_avg_" + most,
          newest.stream().mapToDouble(Double::doubleValue).average().orElse(0));
    }
  }
}
