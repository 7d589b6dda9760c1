package org.churnwise.ingest.table;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.ingest.contract.ColumnRef;
import org.churnwise.ingest.contract.ColumnRule;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.ingest.contract.RecordFilter;
import org.churnwise.ingest.table.SourceFields.Field;
import org.churnwise.table.Column;
import org.churnwise.table.Tables;

/**
 * The rules of a contract as the select lists of a query, one reading the other: {@link #marks},
 * {@link #valued}, {@link #signs}, {@link #landed}.
 */
final class RowTerms {
  private static final String FIRST_VALUE = "transaction_id";
  private static final String NOTHING = "null";

  private final FeedContract contract;
  private final Feed feed;
  private final LocalDate asOf;
  private final SourceFields fields;
  private final Readings readings;
  private final Map<String, Term> values = new LinkedHashMap<>();
  private final List<String> conditions = new ArrayList<>();

  /**
   * @param asOf the run's day, which counts as today
   * @param readings complete once {@link #valued} is made
   */
  RowTerms(FeedContract contract, SourceFields fields, LocalDate asOf, Readings readings) {
    this.contract = contract;
    this.feed = Feed.named(contract.feed());
    this.asOf = asOf;
    this.fields = fields;
    this.readings = readings;
  }

  /** Which rows are left out, and the number of the first mark of a return. */
  String marks() {
    ValueTerms terms = values("1 = 0", Readings.inPlace());
    FilterTerms drops = new FilterTerms(fields, terms, false);
    FilterTerms returns = new FilterTerms(fields, terms, true);
    List<String> dropped = new ArrayList<>();
    List<String> sure = new ArrayList<>();
    for (RecordFilter filter : contract.dropped()) {
      FilterTerms.Test test = drops.of(filter);
      dropped.add(test.holds());
      sure.add(test.isSure());
    }
    StringBuilder numbers = new StringBuilder();
    for (int i = 0; i < contract.returns().marks().size(); i++) {
      FilterTerms.Test test = returns.of(contract.returns().marks().get(i).filter());
      numbers.append("when coalesce(%s, false) then %d ".formatted(test.holds(), i + 1));
      sure.add(test.isSure());
    }
    String number =
        numbers.isEmpty() ? "cast(null as bigint)" : "case %send".formatted(numbers.toString());
    return "%s as is_dropped,\n    %s as is_sure,\n    %s as mark_number"
        .formatted(SqlText.any(dropped), SqlText.all(sure), number);
  }

  /** The values, and whether they are plainly good. */
  String valued() {
    String isReturn =
        contract.returns().negative()
            ? "1 = 1"
            : contract.returns().marks().isEmpty() ? "1 = 0" : "mark_number is not null";
    ValueTerms terms = values(isReturn, readings);
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
      Term back = values("1 = 1", readings).of(refunded);
      selected.add(back.value() + " as refunded_amount");
      conditions.add(back.isGood());
    }
    selected.add(currency(terms) + " as currency");
    selected.add(SqlText.all(conditions) + " as is_plain");
    return String.join(",\n    ", selected);
  }

  private ValueTerms values(String isReturn, Readings read) {
    return new ValueTerms(contract, fields, asOf, isReturn, read);
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
    return "upper(" + SqlText.trimmed(field.text()) + ")";
  }

  /** Money and pieces with their signs. */
  String signs() {
    return feed == Feed.SALES
        ? new SignTerms(contract.returns()).signed(values.containsKey("num_items"))
        : "cast(null as boolean) as takes_back";
  }

  /** The columns of landing_rows from the first value on, and whether the row is good. */
  String landed() {
    List<String> selected = new ArrayList<>();
    boolean isValue = false;
    for (Column column : Tables.LANDING_ROWS.columns()) {
      isValue |= column.name().equals(FIRST_VALUE);
      if (isValue) {
        selected.add("cast(%s as %s) as %s".formatted(value(column), column.type(), column.name()));
      }
    }
    selected.add(
        feed == Feed.SALES
            ? "is_plain and " + SignTerms.ARE_GOOD + " as is_good"
            : "is_plain as is_good");
    return String.join(",\n  ", selected);
  }

  /** The columns of landing_rows that the contract fills, from the first value on. */
  List<String> filled() {
    return Tables.LANDING_ROWS.columns().stream()
        .filter(column -> !value(column).equals(NOTHING))
        .map(Column::name)
        .toList();
  }

  private String value(Column column) {
    boolean isSale = feed == Feed.SALES;
    return switch (column.name()) {
      case "total_amount" -> isSale ? "net_amount" : NOTHING;
      case "num_items" -> isSale ? SignTerms.PIECES : NOTHING;
      case "is_return" -> isSale ? SignTerms.IS_RETURN : NOTHING;
      case "chat_time" -> feed == Feed.FEEDBACK ? "chat_time" : NOTHING;
      default -> values.containsKey(column.name()) ? column.name() : NOTHING;
    };
  }
}
