package org.churnwise.ingest.table;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.SourceColumn;

/**
 * The rows of a feed's table, judged where they are.
 *
 * <p>Its query gives each row with what the statements in {@code sql/ingest/table_...} read: {@code
 * raw_row}, the text that a bad row is kept by; {@code growth}, of the growing column; {@code day}
 * and {@code month_start}, null where there is none that can be read; {@code is_future}, whether
 * the day has not come yet; {@code is_dropped}, whether the contract leaves the row out; {@code
 * is_good}, whether it breaks no rule for certain; {@code currency}; {@code row_key}; and the
 * values of the columns of landing_rows.
 */
public final class TableRows {
  private static final String VALID_FROM = "valid_from";

  private final FeedContract contract;
  private final Feed feed;
  private final LocalDate asOf;
  private final SourceFields fields;

  /**
   * The rows of a table.
   *
   * @param columns of the table or query
   * @param asOf the run's day, which counts as today
   * @throws org.churnwise.error.ChurnException with exit code DATA_REFUSED if the table lacks a
   *     column that the contract names, or one holds what the contract cannot read
   */
  public TableRows(FeedContract contract, List<SourceColumn> columns, LocalDate asOf) {
    this.contract = contract;
    this.feed = Feed.named(contract.feed());
    this.asOf = asOf;
    this.fields = new SourceFields(contract, columns);
  }

  /** A value of the growing column as SQL, from its text. */
  public String grown(String text) {
    return fields.grown(text);
  }

  /** No value of the growing column, as SQL. */
  public String nothingGrown() {
    return fields.nothingGrown();
  }

  /**
   * The keys of the rows that are loaded, as a query of {@code row_key}: of customers the newest
   * row of each, with all that it says.
   *
   * @param wanted whether they matter; if not, it has no rows
   */
  public String knownKeys(boolean wanted) {
    String none = wanted ? "" : " where 1 = 0";
    String table = feed.table().name();
    if (feed != Feed.CUSTOMERS) {
      return "select %s as row_key from %s%s".formatted(feed.key(), table, none);
    }
    String newest =
        dated()
            ? ""
            : " qualify row_number() over (partition by customer_id order by valid_from desc nulls last, load_number desc nulls last, age nulls last, customer_segment nulls last, gender nulls last, location nulls last, signup_date nulls last) = 1";
    return "select distinct row_key from (select %s as row_key from %s%s%s) known_rows"
        .formatted(content(), table, none, newest);
  }

  /** Whether the rows of customers say since when they are valid. */
  private boolean dated() {
    return contract.columns().stream().anyMatch(rule -> rule.target().equals(VALID_FROM));
  }

  /** All that a row of customers says. */
  private String content() {
    return keyColumns().stream()
        .map(column -> "coalesce('=' || cast(" + column + " as string), '-')")
        .collect(Collectors.joining(" || '|' || "));
  }

  /** The columns whose values tell rows apart: of customers all. */
  public List<String> keyColumns() {
    return feed != Feed.CUSTOMERS
        ? List.of(feed.key())
        : feed.table().columnNames().stream()
            .filter(column -> !column.equals("load_number"))
            .filter(column -> dated() || !column.equals(VALID_FROM))
            .toList();
  }

  /** Conditions that hold for the rows that a statement wants. */
  public WantedDays days() {
    return new WantedDays(fields.day(contract, feed), fields::grown);
  }

  /** The query of all rows. */
  public Sql query() {
    return query(Optional.empty());
  }

  /**
   * The query.
   *
   * @param condition that holds for all rows that are wanted; it saves judging the others
   */
  public Sql query(Optional<String> condition) {
    RowTerms terms = new RowTerms(contract, fields, asOf, Readings.inPlace());
    String text =
        """
        with named_rows as (
          select
            %s
          from %s
        ),

        source_rows as (
          select *
          from named_rows
          %s
        ),

        marked_rows as (
          select
            s.*,
            %s as raw_row,
            %s
          from source_rows s
        ),

        valued_rows as (
          select
            growth,
            raw_row,
            is_dropped,
            mark_number,
            %s
          from marked_rows
        ),

        signed_rows as (
          select
            *,
            %s
          from valued_rows
        ),

        landing_values as (
          select
            growth,
            raw_row,
            is_dropped,
            %s
          from signed_rows
        )

        select
          *,
          %s as row_key
        from landing_values\
        """
            .formatted(
                fields.selected(),
                contract.table().relation(),
                condition.map(where -> "where " + where).orElse(""),
                fields.kept(),
                terms.marks(),
                terms.valued() + ",\n    " + daysOf(),
                terms.signs(),
                projected(terms),
                feed == Feed.CUSTOMERS ? content() : feed.key());
    return new Sql("rows of " + contract.table(), text, Map.of());
  }

  /** The day of a row, whatever else is wrong with the row. */
  private String daysOf() {
    if (feed == Feed.CUSTOMERS) {
      return "cast(null as date) as day, false as is_future";
    }
    Term any =
        new ValueTerms(contract, fields, LocalDate.of(9999, 12, 31), "1 = 0", Readings.inPlace())
            .of(contract.column(feed.day()));
    return "iff(coalesce(%1$s, false), %2$s, null) as day,\n    coalesce(%1$s and %2$s > date '%3$s', false) as is_future"
        .formatted(any.isGood(), any.value(), asOf);
  }

  private static String projected(RowTerms terms) {
    return String.join(
        ",\n  ",
        "currency",
        "day",
        "is_future",
        "cast(date_trunc('month', day) as date) as month_start",
        terms.landed());
  }
}
