package org.churnwise.ingest.table;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Conditions that hold for the rows that a statement wants, and for few others, which save judging
 * the rest of a large table. The day of a moment depends on a place: they reach some days further.
 *
 * @param column the column of days; empty if a text holds them
 * @param grown a value of the growing column as SQL
 */
public record WantedDays(Optional<String> column, UnaryOperator<String> grown) {
  private static final int MARGIN = 2;

  /** For all rows of some days, and those without one. */
  public Optional<String> within(LocalDate first, LocalDate last) {
    return column.map(
        day ->
            "%1$s between date '%2$s' and date '%3$s' or %4$s"
                .formatted(day, first.minusDays(MARGIN), last.plusDays(MARGIN + 1), isOdd(day)));
  }

  /**
   * For all rows outside of some days, those from the newest of these on, those beyond one of some
   * values of the growing column, and those without a day or value.
   */
  public Optional<String> outside(
      LocalDate first, LocalDate newest, LocalDate last, List<String> bounds) {
    String beyond =
        bounds.stream()
            .map(bound -> "growth > " + grown.apply(bound))
            .collect(Collectors.joining(" or "));
    LocalDate end = last.plusDays(1);
    LocalDate from = newest.isBefore(end) ? newest : end;
    return column.map(
        day ->
            "%1$s < date '%2$s' or %1$s >= date '%3$s' or growth is null or %4$s or %5$s"
                .formatted(
                    day, first.plusDays(MARGIN), from.minusDays(MARGIN), beyond, isOdd(day)));
  }

  private static String isOdd(String day) {
    return "%1$s is null or %1$s < date '1600-01-01' or %1$s > date '9999-12-01'".formatted(day);
  }
}
