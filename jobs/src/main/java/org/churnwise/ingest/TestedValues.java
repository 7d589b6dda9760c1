package org.churnwise.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.ingest.contract.FileFormat;
import org.churnwise.ingest.contract.RecordFilter;
import org.churnwise.ingest.csv.Characters;
import org.churnwise.ingest.csv.TextRecord;

/** The values of a record that no table holds: those that filters test, and its currency. */
final class TestedValues {
  private static final int NO_COLUMN = -1;

  private final List<RecordFilter> filters;
  private final FileFormat format;
  private final int[] filtered;
  private final int currency;

  TestedValues(FeedContract contract, List<RecordFilter> filters, List<String> header) {
    this.filters = filters;
    this.format = contract.format();
    this.filtered =
        RecordCells.indexes(filters.stream().map(RecordFilter::column).toList(), header);
    this.currency =
        contract.currency().source().map(column -> column.indexIn(header)).orElse(NO_COLUMN);
  }

  /** Whether a record is left out by what it holds itself. */
  boolean drop(TextRecord record) {
    for (int i = 0; i < filtered.length; i++) {
      if (drops(filters.get(i), value(record, filtered[i]))) {
        return true;
      }
    }
    return false;
  }

  /** The values that the filters cannot judge, and a currency that is no text. */
  List<Problem> problems(TextRecord record) {
    List<Problem> problems = new ArrayList<>(0);
    for (int i = 0; i < filtered.length; i++) {
      RecordFilter filter = filters.get(i);
      String value = value(record, filtered[i]);
      filter
          .brokenRule(value, format)
          .ifPresent(rule -> problems.add(new Problem(rule, filter.column().toString(), value)));
    }
    currency(record)
        .filter(name -> !Characters.isText(name))
        .ifPresent(name -> problems.add(new Problem(CellReader.NOT_A_TEXT, "currency", name)));
    return problems;
  }

  /** The currency of a record. */
  Optional<String> currency(TextRecord record) {
    return currency == NO_COLUMN
        ? Optional.empty()
        : Optional.ofNullable(known(value(record, currency)));
  }

  /** The values of all filters, and the currency if it is a text; null where missing. */
  List<String> of(TextRecord record) {
    List<String> values = new ArrayList<>();
    for (int index : filtered) {
      values.add(known(value(record, index)));
    }
    values.add(currency(record).filter(Characters::isText).orElse(null));
    return values;
  }

  private boolean drops(RecordFilter filter, String value) {
    return value == null ? filter.drops(null) : filter.drops(value, format);
  }

  private String value(TextRecord record, int index) {
    String text = record.values().get(index);
    return text != null && record.typed().contains(index) ? format.numbers().written(text) : text;
  }

  private String known(String value) {
    return format.isMissing(value) ? null : value;
  }
}
