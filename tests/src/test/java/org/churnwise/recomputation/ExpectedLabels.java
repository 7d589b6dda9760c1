package org.churnwise.recomputation;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.recomputation.SourceFiles.Sale;

/** The labels of customers who bought before a snapshot, with the default window and no grace. */
final class ExpectedLabels {
  private static final int CHURN_WINDOW_DAYS = 30;

  private final SourceFiles files;
  private final LocalDate watermark;

  ExpectedLabels(SourceFiles files) {
    this.files = files;
    this.watermark = files.watermark();
  }

  /** Column to value; empty for a customer who had not bought yet. */
  Optional<Map<String, Object>> of(String customerId, LocalDate snapshot) {
    List<LocalDate> days =
        files.sales().getOrDefault(customerId, List.of()).stream().map(Sale::day).toList();
    if (days.stream().noneMatch(day -> day.isBefore(snapshot))) {
      return Optional.empty();
    }
    LocalDate windowEnd = snapshot.plusDays(CHURN_WINDOW_DAYS);
    boolean known = !windowEnd.isAfter(watermark);
    LocalDate next =
        days.stream()
            .filter(day -> !day.isBefore(snapshot) && day.isBefore(windowEnd))
            .min(LocalDate::compareTo)
            .orElse(null);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("churned", !known ? null : next == null ? 1L : 0L);
    row.put("label_state", known ? "FINAL" : "PENDING");
    row.put("matures_on", windowEnd);
    row.put("next_purchase_date", known ? next : null);
    return Optional.of(row);
  }
}
