package org.churnwise.ingest.evidence;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * The counts that holes and faults are judged on.
 *
 * @param salesByDay how many purchases on each day that has a row; none where it has only returns
 * @param levels the purchases of each level of an attribute
 * @param months what is known of each month with purchases
 * @param comments how many in each month that has some
 */
public record SalesEvidence(
    NavigableMap<LocalDate, Long> salesByDay,
    List<LevelCounts> levels,
    NavigableMap<YearMonth, MonthFacts> months,
    NavigableMap<YearMonth, Filled> comments) {
  /** A level without so many purchases in any month is rare: nothing is judged by it. */
  private static final long RARE = 10;

  private static final Sql QUERY = Sql.named("ingest/sales_evidence");
  private static final List<String> OF_SALES =
      List.of("discount_applied", "num_items", "payment_method");
  private static final List<String> OF_CUSTOMERS =
      List.of("age", "customer_segment", "gender", "location");

  /** The sales of a level of an attribute by month; months without any are not there. */
  record LevelCounts(String attribute, String level, NavigableMap<YearMonth, Long> sales) {
    private String name() {
      return attribute + "=" + level;
    }

    private LevelCounts with(LevelCounts newer) {
      NavigableMap<YearMonth, Long> counts = new TreeMap<>(sales);
      counts.putAll(newer.sales);
      return new LevelCounts(attribute, level, counts);
    }
  }

  /** How many rows there are, and in how many of them a column has a value. */
  record Filled(long rows, long filled) {}

  /**
   * A month of sales.
   *
   * @param medianAmount of total_amount
   * @param columns of sales and, where the customer is known, of customers
   */
  record MonthFacts(long sales, double medianAmount, Map<String, Filled> columns) {}

  /**
   * Reads what is loaded and, if files have landed, what will be: one query.
   *
   * @param landed whether rows are waiting in landing_rows
   */
  public static SalesEvidence read(Warehouse warehouse, boolean landed) {
    return of(warehouse.query(query(landed, true, !landed))).withoutRareLevels();
  }

  /**
   * The query for what {@link #of} takes.
   *
   * @param allMonths whether it counts the months too of which nothing has landed
   * @param salesAreNew whether no sale that has landed is loaded or has landed twice
   */
  public static Sql query(boolean landed, boolean allMonths, boolean salesAreNew) {
    // Each reads landed rows by itself: shared, DuckDB would copy all of them first.
    Sql counted =
        Sql.named("ingest/counted_sales")
            .reading("landed_months", ofLanded("ingest/landed_months", landed))
            .reading(
                "sales_to_load",
                ofLanded(
                    salesAreNew ? "ingest/landed_sales" : "ingest/first_landed_sales", landed));
    return QUERY
        .reading("priced_sales", counted)
        .reading(
            "described_sales",
            Sql.named("ingest/described_sales")
                .reading("counted_sales", counted)
                .reading("landed_customers", ofLanded("ingest/landed_customers", landed)))
        .reading(
            "known_comments",
            ofLanded("ingest/known_comments", landed)
                .reading("landed_months", ofLanded("ingest/landed_months", landed)))
        .with("all_months", allMonths);
  }

  /** Whether rows of {@link #query} hold the rare levels too. */
  public static boolean areComplete(List<ResultRow> counts) {
    return counts.stream().allMatch(row -> row.truth("is_complete"));
  }

  /** The counts of the rows of {@link #query}, with the rare levels that these hold. */
  public static SalesEvidence of(List<ResultRow> counts) {
    NavigableMap<LocalDate, Long> days = new TreeMap<>();
    Map<String, LevelCounts> levels = new LinkedHashMap<>();
    NavigableMap<YearMonth, MonthFacts> months = new TreeMap<>();
    NavigableMap<YearMonth, Filled> comments = new TreeMap<>();
    for (ResultRow row : counts) {
      LocalDate day = row.date("day");
      long rows = row.longValue("row_count");
      String subject = row.string("subject");
      switch (subject) {
        case "day" -> days.put(day, rows);
        case "month" -> months.put(YearMonth.from(day), monthFacts(row));
        case "feedback" ->
            comments.put(YearMonth.from(day), new Filled(rows, row.longValue("with_comment")));
        default ->
            levels
                .computeIfAbsent(
                    subject + "=" + row.string("level"),
                    name -> new LevelCounts(subject, row.string("level"), new TreeMap<>()))
                .sales()
                .put(YearMonth.from(day), rows);
      }
    }
    return new SalesEvidence(days, List.copyOf(levels.values()), months, comments);
  }

  /**
   * The same with other counts of some months.
   *
   * @param newer all counts of these months; none is lower than before
   */
  public SalesEvidence with(SalesEvidence newer) {
    NavigableMap<LocalDate, Long> days = new TreeMap<>(salesByDay);
    days.putAll(newer.salesByDay);
    NavigableMap<YearMonth, MonthFacts> facts = new TreeMap<>(months);
    facts.putAll(newer.months);
    NavigableMap<YearMonth, Filled> filled = new TreeMap<>(comments);
    filled.putAll(newer.comments);
    Map<String, LevelCounts> all = new LinkedHashMap<>();
    Stream.of(levels, newer.levels)
        .flatMap(List::stream)
        .forEach(level -> all.merge(level.name(), level, LevelCounts::with));
    List<LevelCounts> sorted =
        all.values().stream()
            .sorted(Comparator.comparing(LevelCounts::attribute).thenComparing(LevelCounts::level))
            .toList();
    return new SalesEvidence(days, sorted, facts, filled);
  }

  /** What is judged: rare levels come and go. */
  public SalesEvidence withoutRareLevels() {
    List<LevelCounts> frequent =
        levels.stream()
            .filter(level -> level.sales().values().stream().anyMatch(sales -> sales >= RARE))
            .toList();
    return new SalesEvidence(salesByDay, frequent, months, comments);
  }

  private static MonthFacts monthFacts(ResultRow row) {
    Map<String, Filled> columns = new LinkedHashMap<>();
    OF_SALES.forEach(column -> columns.put(column, filled(row, "row_count", column)));
    OF_CUSTOMERS.forEach(column -> columns.put(column, filled(row, "described", column)));
    return new MonthFacts(row.longValue("row_count"), row.doubleValue("median_amount"), columns);
  }

  private static Filled filled(ResultRow row, String rows, String column) {
    return new Filled(row.longValue(rows), row.longValue("with_" + column));
  }

  private static Sql ofLanded(String name, boolean landed) {
    return Sql.named(name).reading("landed_rows", landedRows(landed));
  }

  /** The landed rows, as a query; without any if nothing has landed. */
  public static Sql landedRows(boolean landed) {
    return Sql.named(landed ? "ingest/landed_rows" : "ingest/no_landed_rows");
  }

  /** Whether a month has some row of sales. */
  public boolean hasSales(YearMonth month) {
    LocalDate day = salesByDay.ceilingKey(month.atDay(1));
    return day != null && YearMonth.from(day).equals(month);
  }

  /** The months from that of the first row to that of the last, also those without any. */
  public List<YearMonth> allMonths() {
    List<YearMonth> all = new ArrayList<>();
    if (!salesByDay.isEmpty()) {
      YearMonth last = YearMonth.from(salesByDay.lastKey());
      for (YearMonth month = YearMonth.from(salesByDay.firstKey());
          !month.isAfter(last);
          month = month.plusMonths(1)) {
        all.add(month);
      }
    }
    return all;
  }

  /** The purchases of a month. */
  long sales(YearMonth month) {
    MonthFacts facts = months.get(month);
    return facts == null ? 0 : facts.sales();
  }
}
