package org.churnwise.recomputation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.recomputation.SourceFiles.Comment;
import org.churnwise.recomputation.SourceFiles.Customer;
import org.churnwise.recomputation.SourceFiles.Sale;

/** The features of customers who bought before a snapshot, from days strictly before it. */
final class ExpectedFeatures {
  private static final Customer UNKNOWN = new Customer(null, null, null, null, null, null);

  private final SourceFiles files;
  private final Map<String, Double> sentiments;

  /**
   * @param sentiments of comments by feedback_id; a comment without one does not count
   */
  ExpectedFeatures(SourceFiles files, Map<String, Double> sentiments) {
    this.files = files;
    this.sentiments = sentiments;
  }

  /** Column to value; empty for a customer who had not bought yet. */
  Optional<Map<String, Object>> of(String customerId, LocalDate snapshot) {
    List<Sale> past =
        files.sales().getOrDefault(customerId, List.of()).stream()
            .filter(sale -> sale.day().isBefore(snapshot))
            .sorted(Comparator.comparing(Sale::day))
            .toList();
    if (past.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> row = new LinkedHashMap<>();
    addProfile(row, attributes(customerId, snapshot), past, snapshot);
    addWindow(row, "past_7d", past, snapshot.minusDays(7));
    addWindow(row, "past_1mm", past, snapshot.minusMonths(1));
    addWindow(row, "past_2mm", past, snapshot.minusMonths(2));
    addWindow(row, "past_3mm", past, snapshot.minusMonths(3));
    addWindow(row, "total", past, LocalDate.MIN);
    double spent = ((BigDecimal) row.get("sum_total_amount_total")).doubleValue();
    row.put("avg_order_amount", spent / past.size());
    addRhythm(row, past, snapshot);
    addMood(row, newestSentiments(customerId, snapshot));
    return Optional.of(row);
  }

  /** The newest row that was valid by then; the oldest where none was. */
  private Customer attributes(String customerId, LocalDate snapshot) {
    List<Customer> rows = files.customers().getOrDefault(customerId, List.of(UNKNOWN));
    return rows.stream()
        .filter(row -> row.validFrom() != null && !row.validFrom().isAfter(snapshot))
        .reduce((older, newer) -> newer)
        .orElse(rows.get(0));
  }

  private static void addProfile(
      Map<String, Object> row, Customer customer, List<Sale> past, LocalDate snapshot) {
    LocalDate first = past.get(0).day();
    LocalDate last = past.get(past.size() - 1).day();
    boolean signedUp = customer.signup() != null && customer.signup().isBefore(snapshot);
    LocalDate since = signedUp ? customer.signup() : first;
    row.put("age", customer.age());
    row.put("gender", customer.gender());
    row.put("location", customer.location());
    row.put("customer_segment", customer.segment());
    row.put("attributes_valid_from", customer.validFrom());
    row.put("tenure_days", ChronoUnit.DAYS.between(since, snapshot));
    row.put("last_purchase_date", last);
    row.put("days_since_last_purchase", ChronoUnit.DAYS.between(last, snapshot));
  }

  private static void addWindow(
      Map<String, Object> row, String window, List<Sale> past, LocalDate from) {
    List<Sale> inside = past.stream().filter(sale -> !sale.day().isBefore(from)).toList();
    row.put(
        "sum_total_amount_" + window,
        inside.stream().map(Sale::amount).reduce(BigDecimal.ZERO, BigDecimal::add));
    row.put("count_orders_" + window, (long) inside.size());
  }

  /** From gap to gap; unknown until the customer has bought on a second day. */
  private static void addRhythm(Map<String, Object> row, List<Sale> past, LocalDate snapshot) {
    List<LocalDate> days = past.stream().map(Sale::day).distinct().toList();
    double gaps = 0;
    for (int i = 1; i < days.size(); i++) {
      gaps += ChronoUnit.DAYS.between(days.get(i - 1), days.get(i));
    }
    long silent = ChronoUnit.DAYS.between(days.get(days.size() - 1), snapshot);
    row.put("count_purchase_days", (long) days.size());
    row.put("silence_in_gaps", days.size() == 1 ? null : silent / (gaps / (days.size() - 1)));
  }

  /** Newest comment first. */
  private List<Double> newestSentiments(String customerId, LocalDate snapshot) {
    return files.comments().getOrDefault(customerId, List.of()).stream()
        .filter(comment -> comment.day().isBefore(snapshot))
        .filter(comment -> sentiments.get(comment.id()) != null)
        .sorted(Comparator.comparing(Comment::day).thenComparing(Comment::id).reversed())
        .map(comment -> sentiments.get(comment.id()))
        .toList();
  }

  private static void addMood(Map<String, Object> row, List<Double> newestFirst) {
    for (int k = 2; k <= 4; k++) {
      List<Double> newest = newestFirst.stream().limit(k).toList();
      double sum = newest.stream().mapToDouble(Double::doubleValue).sum();
      double least = newest.stream().mapToDouble(Double::doubleValue).min().orElse(0);
      row.put("sentiment_min_" + k, least);
      row.put("sentiment_avg_" + k, newest.isEmpty() ? 0.0 : sum / newest.size());
    }
  }
}
