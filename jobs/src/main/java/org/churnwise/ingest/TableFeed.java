package org.churnwise.ingest;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.ingest.table.TableRows;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.SourceColumn;
import org.churnwise.warehouse.Warehouse;

/** The table of one feed, and the statements that read the rows of it that are not loaded yet. */
final class TableFeed {
  /** Of rows that belong to no month. */
  private static final LocalDate NO_MONTH = LocalDate.of(1, 1, 1);

  /** No customer was erased. */
  static final Sql NOBODY =
      query("erased customers", "select customer_id from customers where 1 = 0");

  private static final String DAY = "date '%s'";

  private final FeedContract contract;
  private final Feed feed;
  private final TableRows rows;

  /** Looks at the columns of the table: one statement, which reads no row. */
  TableFeed(Warehouse warehouse, FeedContract contract, LocalDate asOf) {
    this.contract = contract;
    this.feed = Feed.named(contract.feed());
    this.rows = new TableRows(contract, columns(warehouse, contract), asOf);
  }

  private static List<SourceColumn> columns(Warehouse warehouse, FeedContract contract) {
    String what = "look at feeds.%s, %s".formatted(contract.feed(), contract.table());
    try {
      return warehouse.columnsOf(what, "select * from " + contract.table().relation());
    } catch (ChurnException e) {
      throw new ChurnException(
          e.exitCode(),
          "%s. Nothing was loaded; correct the contract, ingest.attach, or the role's rights"
              .formatted(e.getMessage()),
          e);
    }
  }

  FeedContract contract() {
    return contract;
  }

  Feed feed() {
    return feed;
  }

  boolean grows() {
    return contract.table().growingColumn().isPresent();
  }

  boolean hasMonths() {
    return feed != Feed.CUSTOMERS;
  }

  /**
   * Rows that a run loads as a file.
   *
   * @param number of the file in the load; 0 while nothing is loaded
   * @param month null for customers
   * @param validFrom null unless it is of customers
   */
  record Rows(long number, String name, YearMonth month, LocalDate validFrom, TablePart part) {}

  /** A statement that reads the rows of files, or that are in none of them yet. */
  Sql reading(String statement, List<Rows> files) {
    return reading(statement, files, NOBODY);
  }

  /**
   * The same.
   *
   * @param erased the customers whose rows are not good, as a query
   */
  Sql reading(String statement, List<Rows> files, Sql erased) {
    Sql lines =
        Sql.named("ingest/table_lines")
            .reading("table_rows", rows.query(wanted(files)))
            .reading("table_files", query("files of the table", files(files)))
            .reading("known_keys", query("known keys", knownKeys(files)))
            .reading("erased_customers", erased)
            .reading("known_texts", query("known texts", knownTexts(files)))
            .with("undated_month", undatedMonth(files))
            .with("has_days", hasMonths());
    return Sql.named(statement).reading("table_lines", lines);
  }

  /**
   * Where all rows that are wanted must be, as far as the days of the table can tell before they
   * are read: in the months of the files that are loaded; or, while nothing is, in others than
   * those of which rows are loaded, near their end, or beyond what was read.
   */
  private Optional<String> wanted(List<Rows> files) {
    if (!hasMonths() || files.isEmpty()) {
      return Optional.empty();
    }
    List<YearMonth> months = files.stream().map(Rows::month).sorted().toList();
    YearMonth first = months.get(0);
    YearMonth last = months.get(months.size() - 1);
    if (files.get(0).number() > 0) {
      return rows.days().within(first.atDay(1), last.atEndOfMonth());
    }
    boolean isUnbroken = first.until(last, ChronoUnit.MONTHS) == months.size() - 1;
    if (!isUnbroken) {
      return Optional.empty();
    }
    LocalDate from = files.get(0).part().overlapFrom().orElse(last.plusMonths(1).atDay(1));
    List<String> bounds =
        files.stream().map(file -> file.part().above().orElseThrow()).distinct().toList();
    return rows.days().outside(first.atDay(1), from, last.atEndOfMonth(), bounds);
  }

  /**
   * Those of some keys whose rows are loaded, as {@code row_key}.
   *
   * @param keys as {@link #key} makes them, at least one and at most some thousand
   */
  Sql known(List<String> keys) {
    String among =
        IntStream.range(0, keys.size())
            .mapToObj(i -> ":key_" + i)
            .collect(Collectors.joining(", "));
    Sql known =
        query(
            "known keys",
            "select distinct row_key from (\n%s\n) loaded_rows where row_key in (%s)"
                .formatted(rows.knownKeys(true), among));
    for (int i = 0; i < keys.size(); i++) {
      known = known.withText("key_" + i, keys.get(i));
    }
    return known;
  }

  /** The key of a good row that has landed, which tells whether it is loaded. */
  String key(Row row) {
    Stream<Object> values =
        rows.keyColumns().stream().map(column -> row.get(LandingRows.place(column)));
    return hasMonths()
        ? values.map(Object::toString).collect(Collectors.joining())
        : values.map(value -> value == null ? "-" : "=" + value).collect(Collectors.joining("|"));
  }

  private static Sql query(String name, String text) {
    return new Sql(name, text, Map.of());
  }

  private LocalDate undatedMonth(List<Rows> files) {
    return files.stream()
        .filter(file -> file.part().takesUndated())
        .map(TableFeed::monthStart)
        .findFirst()
        .orElse(NO_MONTH);
  }

  private static LocalDate monthStart(Rows file) {
    return file.month() == null ? NO_MONTH : file.month().atDay(1);
  }

  private String files(List<Rows> files) {
    List<String> selects = new ArrayList<>();
    for (Rows file : files) {
      selects.add(
          select(
              Long.toString(file.number()),
              "'" + file.name() + "'",
              DAY.formatted(monthStart(file)),
              file.part().above().map(rows::grown).orElse("null"),
              file.part().overlapFrom().map(DAY::formatted).orElse("null"),
              file.validFrom() == null ? "null" : DAY.formatted(file.validFrom())));
    }
    if (selects.isEmpty()) {
      return "select * from (\n"
          + select("0", "''", "null", "null", "null", "null")
          + ") no_files where 1 = 0";
    }
    return String.join("\nunion all\n", selects);
  }

  private String select(
      String number, String name, String month, String above, String overlap, String validFrom) {
    String typed = above.equals("null") ? rows.nothingGrown() : above;
    return "select cast(%s as bigint) as file_number, cast(%s as string) as file_name, cast(%s as date) as month_start, %s as above, cast(%s as date) as overlap_from, cast(%s as date) as valid_from"
        .formatted(number, name, month, typed, overlap, validFrom);
  }

  /** What tells a row that is loaded from one that became visible late, or has changed. */
  private String knownKeys(List<Rows> files) {
    boolean again = files.stream().anyMatch(file -> file.part().again());
    boolean overlaps = files.stream().anyMatch(file -> file.part().overlapFrom().isPresent());
    return rows.knownKeys(!again && (overlaps || !hasMonths()));
  }

  private String knownTexts(List<Rows> files) {
    boolean again = files.stream().anyMatch(file -> file.part().again());
    return "select distinct raw_row from quarantine where %s"
        .formatted(
            !again && (grows() || !hasMonths()) ? "feed = '" + contract.feed() + "'" : "1 = 0");
  }

  /** Names it for people. */
  @Override
  public String toString() {
    return contract.table().toString();
  }
}
