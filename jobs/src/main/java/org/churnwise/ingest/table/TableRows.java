package org.churnwise.ingest.table;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.churnwise.ingest.contract.ColumnRef;
import org.churnwise.ingest.contract.ColumnRule;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.ingest.contract.RecordFilter;
import org.churnwise.ingest.contract.Returns;
import org.churnwise.ingest.table.SourceFields.Field;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Tables;
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
  private static final String FIRST_VALUE = "transaction_id";
  private static final String VALID_FROM = "valid_from";

  private final FeedContract contract;
  private final Feed feed;
  private final LocalDate asOf;
  private final SourceFields fields;
  private final Map<String, Term> values = new LinkedHashMap<>();
  private final List<String> conditions = new ArrayList<>();

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
    return feed.table().columns().stream()
        .filter(column -> !column.name().equals("load_number"))
        .filter(column -> dated() || !column.name().equals(VALID_FROM))
        .map(column -> "coalesce('=' || cast(" + column.name() + " as string), '-')")
        .collect(Collectors.joining(" || '|' || "));
  }

  /** The query. */
  public Sql query() {
    values.clear();
    conditions.clear();
    String text =
        """
        with source_rows as (
          select
            %s
          from %s
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
                fields.kept(),
                marks(),
                valued(),
                signed(),
                projected(),
                feed == Feed.CUSTOMERS ? content() : feed.key());
    return new Sql("rows of " + contract.table(), text, Map.of());
  }

  /** Which rows are left out, and the number of the first mark of a return. */
  private String marks() {
    FilterTerms filters = new FilterTerms(fields, new ValueTerms(contract, fields, asOf, "1 = 0"));
    List<String> dropped = new ArrayList<>();
    List<String> sure = new ArrayList<>();
    for (RecordFilter filter : contract.dropped()) {
      FilterTerms.Test test = filters.of(filter);
      dropped.add(test.holds());
      sure.add(test.isSure());
    }
    StringBuilder numbers = new StringBuilder();
    for (int i = 0; i < contract.returns().marks().size(); i++) {
      FilterTerms.Test test = filters.of(contract.returns().marks().get(i).filter());
      numbers.append("when coalesce(%s, false) then %d ".formatted(test.holds(), i + 1));
      sure.add(test.isSure());
    }
    String number =
        numbers.isEmpty() ? "cast(null as bigint)" : "case %send".formatted(numbers.toString());
    return "%s as is_dropped,\n    %s as is_sure,\n    %s as mark_number"
        .formatted(SqlText.any(dropped), SqlText.all(sure), number);
  }

  private String valued() {
    String isReturn =
        contract.returns().negative()
            ? "1 = 1"
            : contract.returns().marks().isEmpty() ? "1 = 0" : "mark_number is not null";
    ValueTerms terms = new ValueTerms(contract, fields, asOf, isReturn);
    conditions.add("is_sure");
    List<String> selected = new ArrayList<>();
    for (ColumnRule rule : contract.columns()) {
      Term term = terms.of(rule);
      selected.add(term.value() + " as " + rule.target());
      conditions.add(term.isGood());
      values.put(rule.target(), term);
    }
    if (feed == Feed.FEEDBACK) {
      selected.add(terms.time(contract.column(feed.day())) + " as chat_time");
    }
    ColumnRule refunded = contract.returns().refunded();
    if (refunded != null) {
      Term back = new ValueTerms(contract, fields, asOf, "1 = 1").of(refunded);
      selected.add(back.value() + " as refunded_amount");
      conditions.add(back.isGood());
    }
    selected.add(currency(terms) + " as currency");
    selected.add(daysOf(terms));
    selected.add(SqlText.all(conditions) + " as is_plain");
    return String.join(",\n    ", selected);
  }

  private String currency(ValueTerms terms) {
    Optional<ColumnRef> source = contract.currency().source();
    if (source.isEmpty()) {
      return "cast(null as string)";
    }
    Field field = fields.of(source.get());
    conditions.add("not " + terms.isMissing(field));
    conditions.add(SqlText.hasClearEnds(field.text()));
    conditions.add(SqlText.hasPlainLetters(field.text()));
    return "upper(trim(" + field.text() + "))";
  }

  /** The day of a row, whatever else is wrong with the row. */
  private String daysOf(ValueTerms terms) {
    if (feed == Feed.CUSTOMERS) {
      return "cast(null as date) as day, false as is_future";
    }
    Term any =
        new ValueTerms(contract, fields, LocalDate.of(9999, 12, 31), "1 = 0")
            .of(contract.column(feed.day()));
    return "iff(coalesce(%1$s, false), %2$s, null) as day,\n    coalesce(%1$s and %2$s > date '%3$s', false) as is_future"
        .formatted(any.isGood(), any.value(), asOf);
  }

  /** The signs of money and pieces, as {@code ReturnJudge} gives them. */
  private String signed() {
    if (feed != Feed.SALES) {
      return "cast(null as boolean) as takes_back";
    }
    Returns returns = contract.returns();
    String pieces = values.containsKey("num_items") ? "num_items" : "cast(null as bigint)";
    String refunded =
        returns.refunded() == null ? "cast(null as decimal(18,4))" : "refunded_amount";
    String negative =
        returns.negative()
            ? "coalesce(total_amount < 0, false) or coalesce(%s < 0, false)".formatted(pieces)
            : "1 = 0";
    List<String> voids = new ArrayList<>();
    for (int i = 0; i < returns.marks().size(); i++) {
      if (returns.marks().get(i).isVoid()) {
        voids.add("mark_number = " + (i + 1));
      }
    }
    String isRefunded = "coalesce(%s <> 0, false)".formatted(refunded);
    String takes = "(mark_number is not null or %s)".formatted(negative);
    String isVoid = SqlText.any(voids);
    return """
        (%1$s or %2$s) as takes_back,
            case when %1$s or not %2$s then total_amount when %3$s then 0 else -abs(total_amount) end
              - coalesce(abs(%4$s), 0) as net_amount,
            case when %1$s or not %2$s then %5$s when %3$s then 0 else -abs(%5$s) end as net_pieces"""
        .formatted(isRefunded, takes, isVoid, refunded, pieces);
  }

  private String projected() {
    List<String> selected = new ArrayList<>();
    selected.add("currency");
    selected.add("day");
    selected.add("is_future");
    selected.add("cast(date_trunc('month', day) as date) as month_start");
    boolean isValue = false;
    for (Column column : Tables.LANDING_ROWS.columns()) {
      isValue |= column.name().equals(FIRST_VALUE);
      if (isValue) {
        selected.add("cast(%s as %s) as %s".formatted(value(column), column.type(), column.name()));
      }
    }
    selected.add(
        feed == Feed.SALES
            ? "is_plain and coalesce(net_amount between -99999999999999 and 99999999999999 and (takes_back or (net_amount >= 0 and coalesce(net_pieces, 0) >= 0)), false) as is_good"
            : "is_plain as is_good");
    return String.join(",\n  ", selected);
  }

  private String value(Column column) {
    boolean isSale = feed == Feed.SALES;
    return switch (column.name()) {
      case "total_amount" -> isSale ? "net_amount" : "null";
      case "num_items" ->
          isSale ? "iff(takes_back and net_amount <= 0 and net_pieces > 0, 0, net_pieces)" : "null";
      case "is_return" -> isSale ? "takes_back and net_amount <= 0" : "null";
      case "chat_time" -> feed == Feed.FEEDBACK ? "chat_time" : "null";
      default -> values.containsKey(column.name()) ? column.name() : "null";
    };
  }
}
