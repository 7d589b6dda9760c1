package org.churnwise.ingest.evidence;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.churnwise.ingest.evidence.SalesEvidence.Filled;
import org.churnwise.run.DataFault;
import org.churnwise.run.DataFault.Kind;
import org.churnwise.run.Period;

/**
 * Finds months whose amounts are of another scale, whose columns lost their values, or that have no
 * feedback or an unusual number of sales, measured by the earlier months without such a fault: by
 * three of them at least, with 30 rows or more each.
 */
final class MonthFaults {
  private static final int EARLIER_MONTHS = 3;
  private static final long FEWEST_ROWS = 30;

  /** A month's median amount that is so many times that of the earlier ones, or a part of it. */
  private static final double SCALE = 6;

  /** The same, counted in the largest deviations (of logarithms) that earlier months had. */
  private static final double DEVIATIONS = 3;

  /** How much a share of nulls exceeds the largest earlier one. */
  private static final double MORE_NULLS = 0.2;

  /** The same, in standard errors of the share. */
  private static final double STANDARD_ERRORS = 6;

  /** How many times the most, or which part of the fewest, sales of a month. */
  private static final double VOLUME = 3;

  private static final String AMOUNT = "total_amount";
  private static final String FEEDBACK = "feedback";

  private final SalesEvidence evidence;
  private final List<Acceptance> accepted;
  private final List<Finding> found = new ArrayList<>();

  private MonthFaults(SalesEvidence evidence, List<Acceptance> accepted) {
    this.evidence = evidence;
    this.accepted = accepted;
  }

  /**
   * What was found, by column and month.
   *
   * @param end first day that is not known
   */
  static List<Finding> find(SalesEvidence evidence, LocalDate end, List<Acceptance> accepted) {
    MonthFaults judge = new MonthFaults(evidence, accepted);
    judge.findScale();
    judge.findNulls();
    judge.findMissingFeedback();
    judge.findVolume(end);
    return judge.found;
  }

  private void findScale() {
    List<Double> earlier = new ArrayList<>();
    for (YearMonth month : evidence.allMonths()) {
      forgetBefore(AMOUNT, month, earlier);
      double median = evidence.sales(month) == 0 ? 0 : evidence.months().get(month).medianAmount();
      if (evidence.sales(month) < FEWEST_ROWS || median <= 0) {
        continue;
      }
      double usual = median(earlier);
      double largest = earlier.stream().mapToDouble(one -> Math.abs(one - usual)).max().orElse(0);
      double deviation = Math.abs(Math.log(median) - usual);
      if (earlier.size() >= EARLIER_MONTHS
          && deviation > Math.log(SCALE)
          && deviation > DEVIATIONS * largest) {
        add(
            Kind.SCALE,
            AMOUNT,
            month,
            "median_amount",
            median,
            Math.exp(usual),
            "the median is %.2f, in earlier months it was %.2f".formatted(median, Math.exp(usual)));
      } else {
        earlier.add(Math.log(median));
      }
    }
  }

  private void findNulls() {
    NavigableMap<String, NavigableMap<YearMonth, Filled>> columns = new TreeMap<>();
    evidence
        .months()
        .forEach(
            (month, facts) ->
                facts
                    .columns()
                    .forEach(
                        (column, filled) ->
                            columns
                                .computeIfAbsent(column, name -> new TreeMap<>())
                                .put(month, filled)));
    columns.put("comment", evidence.comments());
    columns.forEach(this::findNulls);
  }

  private void findNulls(String column, NavigableMap<YearMonth, Filled> months) {
    List<Double> earlier = new ArrayList<>();
    months.forEach(
        (month, filled) -> {
          forgetBefore(column, month, earlier);
          if (filled.rows() < FEWEST_ROWS) {
            return;
          }
          double share = 1 - (double) filled.filled() / filled.rows();
          double bound = earlier.stream().mapToDouble(one -> one).max().orElse(1) + MORE_NULLS;
          double usual = earlier.stream().mapToDouble(one -> one).average().orElse(1);
          double error = Math.sqrt(Math.max(usual * (1 - usual), 0.01) / filled.rows());
          if (earlier.size() >= EARLIER_MONTHS
              && share > bound
              && share - usual > STANDARD_ERRORS * error) {
            add(
                Kind.NULLS,
                column,
                month,
                "share_of_nulls",
                share,
                bound,
                "%.0f %% of the rows have none, in earlier months at most %.0f %%"
                    .formatted(100 * share, 100 * (bound - MORE_NULLS)));
          } else {
            earlier.add(share);
          }
        });
  }

  private void findMissingFeedback() {
    List<Double> earlier = new ArrayList<>();
    for (YearMonth month : evidence.allMonths()) {
      forgetBefore(FEEDBACK, month, earlier);
      Filled comments = evidence.comments().get(month);
      long sales = evidence.sales(month);
      if (comments != null && sales > 0) {
        earlier.add((double) comments.rows() / sales);
        continue;
      }
      double expected = earlier.stream().mapToDouble(one -> one).min().orElse(0) * sales;
      if (comments == null && earlier.size() >= EARLIER_MONTHS && expected >= FEWEST_ROWS) {
        add(
            Kind.NO_FEEDBACK,
            FEEDBACK,
            month,
            "expected_comments",
            expected,
            FEWEST_ROWS,
            "%.0f comments were to be expected".formatted(expected));
      }
    }
  }

  /** Only months that are over: how many sales a month will have is not known before. */
  private void findVolume(LocalDate end) {
    List<Long> earlier = new ArrayList<>();
    for (YearMonth month : evidence.allMonths()) {
      long sales = evidence.sales(month);
      if (sales == 0 || month.plusMonths(1).atDay(1).isAfter(end)) {
        continue;
      }
      long most = earlier.stream().max(Long::compareTo).orElse(0L);
      long fewest = earlier.stream().min(Long::compareTo).orElse(0L);
      boolean isKnown = earlier.size() >= EARLIER_MONTHS && fewest >= FEWEST_ROWS;
      if (isKnown && (sales > VOLUME * most || VOLUME * sales < fewest)) {
        add(
            Kind.VOLUME,
            SilentDays.SUBJECT,
            month,
            "sales_of_month",
            sales,
            sales > most ? VOLUME * most : fewest / VOLUME,
            "%d, in earlier months it was %d to %d".formatted(sales, fewest, most));
      }
      earlier.add(sales);
    }
  }

  /** A state that was accepted from a day on is not measured by what was before. */
  private void forgetBefore(String subject, YearMonth month, List<Double> earlier) {
    boolean isNew =
        accepted.stream()
            .filter(one -> one.holdsFromNowOn() && one.subject().equals(Optional.of(subject)))
            .anyMatch(one -> YearMonth.from(one.period().first()).equals(month));
    if (isNew) {
      earlier.clear();
    }
  }

  private void add(
      Kind kind,
      String subject,
      YearMonth month,
      String measure,
      double value,
      double bound,
      String why) {
    Period days = Period.of(month);
    boolean isAccepted = accepted.stream().anyMatch(one -> one.covers(subject, days));
    LocalDate first = days.first();
    found.add(
        new Finding(
            new DataFault(kind, subject, first, days.last(), isAccepted),
            measure,
            value,
            bound,
            Optional.empty(),
            why));
  }

  private static double median(List<Double> values) {
    if (values.isEmpty()) {
      return 0;
    }
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
