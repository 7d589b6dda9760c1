package org.churnwise.ingest.evidence;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.churnwise.ingest.evidence.SalesEvidence.Filled;
import org.churnwise.ingest.evidence.SalesEvidence.LevelCounts;
import org.churnwise.ingest.evidence.SalesEvidence.MonthFacts;

/** What a shop sold, as a test plants it. */
final class Shop {
  private final NavigableMap<LocalDate, Long> days = new TreeMap<>();
  private final Map<String, LevelCounts> levels = new LinkedHashMap<>();
  private final NavigableMap<YearMonth, Double> medians = new TreeMap<>();
  private final Map<String, NavigableMap<YearMonth, Filled>> columns = new TreeMap<>();
  private final NavigableMap<YearMonth, Filled> comments = new TreeMap<>();

  /** So many sales on each day. */
  Shop selling(String first, String last, long perDay) {
    for (LocalDate day = LocalDate.parse(first);
        !day.isAfter(LocalDate.parse(last));
        day = day.plusDays(1)) {
      days.put(day, perDay);
    }
    return this;
  }

  /** One sale on a day. */
  Shop sellingOn(String day) {
    days.merge(LocalDate.parse(day), 1L, Long::sum);
    return this;
  }

  /** No sale on a day of the week. */
  Shop closedOn(DayOfWeek weekday) {
    days.keySet().removeIf(day -> day.getDayOfWeek() == weekday);
    return this;
  }

  /** No sale on these days. */
  Shop closed(String first, String last) {
    days.subMap(LocalDate.parse(first), true, LocalDate.parse(last), true).clear();
    return this;
  }

  /** Sales of a level of the location, month by month; 0 for none. */
  Shop location(String level, String firstMonth, long... sales) {
    NavigableMap<YearMonth, Long> byMonth = new TreeMap<>();
    for (int i = 0; i < sales.length; i++) {
      if (sales[i] > 0) {
        byMonth.put(YearMonth.parse(firstMonth).plusMonths(i), sales[i]);
      }
    }
    levels.put(level, new LevelCounts("location", level, byMonth));
    return this;
  }

  /** The median amount, month by month. */
  Shop amounts(String firstMonth, double... byMonth) {
    for (int i = 0; i < byMonth.length; i++) {
      medians.put(YearMonth.parse(firstMonth).plusMonths(i), byMonth[i]);
    }
    return this;
  }

  /** How many of 100 rows have a value in a column, month by month. */
  Shop filled(String column, String firstMonth, long... ofHundred) {
    NavigableMap<YearMonth, Filled> byMonth = new TreeMap<>();
    for (int i = 0; i < ofHundred.length; i++) {
      byMonth.put(YearMonth.parse(firstMonth).plusMonths(i), new Filled(100, ofHundred[i]));
    }
    columns.put(column, byMonth);
    return this;
  }

  /** Comments, month by month; 0 for none. */
  Shop comments(String firstMonth, long... byMonth) {
    for (int i = 0; i < byMonth.length; i++) {
      if (byMonth[i] > 0) {
        comments.put(YearMonth.parse(firstMonth).plusMonths(i), new Filled(byMonth[i], byMonth[i]));
      }
    }
    return this;
  }

  NavigableMap<LocalDate, Long> days() {
    return days;
  }

  /** As the warehouse would count it. */
  SalesEvidence evidence() {
    NavigableMap<YearMonth, Long> sales = new TreeMap<>();
    days.forEach((day, sold) -> sales.merge(YearMonth.from(day), sold, Long::sum));
    NavigableMap<YearMonth, MonthFacts> months = new TreeMap<>();
    sales.forEach(
        (month, sold) -> {
          Map<String, Filled> filled = new TreeMap<>();
          columns.forEach(
              (column, byMonth) ->
                  filled.put(column, byMonth.getOrDefault(month, new Filled(sold, sold))));
          months.put(month, new MonthFacts(sold, medians.getOrDefault(month, 50.0), filled));
        });
    return new SalesEvidence(days, List.copyOf(levels.values()), months, comments);
  }

  /** What is found, a line each, if the sales before a day are known. */
  List<String> findings(String end, String... accepted) {
    List<Acceptance> acceptances = new ArrayList<>();
    for (String text : accepted) {
      acceptances.add(Acceptance.parse(text));
    }
    return new DataJudge(acceptances, List.of())
        .findings(evidence(), LocalDate.parse(end)).stream()
            .map(
                finding ->
                    finding.fault().spoken()
                        + (finding.fault().accepted() ? ", accepted" : "")
                        + (finding.stopsTheLoad() ? ", stops" : ""))
            .toList();
  }
}
