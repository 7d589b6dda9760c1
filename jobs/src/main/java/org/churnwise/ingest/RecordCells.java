package org.churnwise.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.churnwise.ingest.contract.ColumnRef;
import org.churnwise.ingest.contract.ColumnRule;
import org.churnwise.ingest.contract.FileFormat;
import org.churnwise.ingest.contract.ValueSource;
import org.churnwise.ingest.csv.TextRecord;

/** The values of the records of one file, by the rules of its columns. */
final class RecordCells {
  private static final int NOT_LANDED = -1;

  private final FileTask task;
  private final FileFormat format;
  private final List<BoundColumn> columns;
  private final BoundColumn refunded;
  private final CellReader purchases;
  private final CellReader returns;

  RecordCells(FileTask task, List<String> header) {
    this.task = task;
    this.format = task.contract().format();
    this.columns =
        task.contract().columns().stream().map(rule -> BoundColumn.of(rule, header)).toList();
    this.refunded = refunded(task.contract().returns().refunded(), header);
    this.purchases = new CellReader(task, task.contract().returns().negative());
    this.returns = new CellReader(task, true);
  }

  private static BoundColumn refunded(ColumnRule rule, List<String> header) {
    return rule == null
        ? null
        : new BoundColumn(rule, NOT_LANDED, indexes(rule.source().references(), header));
  }

  /** The column of money that went back of a record's own sale; null if there is none. */
  BoundColumn refunded() {
    return refunded;
  }

  List<BoundColumn> columns() {
    return columns;
  }

  /** The column of customer ids, which every contract has. */
  BoundColumn customer() {
    return columns.stream()
        .filter(column -> column.rule().target().equals("customer_id"))
        .findFirst()
        .orElseThrow();
  }

  /**
   * The value of a column in a record, or the rule that it breaks.
   *
   * @param isReturn whether a negative number is one of money that goes back
   */
  ParsedValue cell(TextRecord record, BoundColumn column, boolean isReturn) {
    CellReader cells = isReturn ? returns : purchases;
    ColumnRule rule = column.rule();
    if (rule.source() instanceof ValueSource.Generated) {
      return ParsedValue.good(task.name() + ":" + record.lineNumber());
    }
    if (rule.source() instanceof ValueSource.Constant constant) {
      return cells.read(rule, constant.text());
    }
    if (rule.source() instanceof ValueSource.Joined) {
      return joined(record, column, cells);
    }
    return rule.source() instanceof ValueSource.ProductOf
        ? product(record, column, cells)
        : single(record, column, cells);
  }

  private ParsedValue joined(TextRecord record, BoundColumn column, CellReader cells) {
    ColumnRule rule = column.rule();
    List<String> parts = new ArrayList<>();
    for (int index : column.indexes()) {
      String text = record.values().get(index);
      String plain = text == null ? "" : rule.texts().plain(text);
      if (format.isMissing(text) || format.isMissing(plain)) {
        return missing(rule);
      }
      if (isNoNumber(record, index)) {
        return ParsedValue.bad(CellReader.NOT_A_NUMBER);
      }
      parts.add(plain);
    }
    return rule.texts()
        .meaning(SaleKey.joined(parts))
        .map(meaning -> cells.read(rule, meaning))
        .orElse(ParsedValue.bad("not_allowed"));
  }

  private ParsedValue product(TextRecord record, BoundColumn column, CellReader cells) {
    String left = written(record, column.indexes()[0]);
    String right = written(record, column.indexes()[1]);
    return format.isMissing(left) || format.isMissing(right)
        ? missing(column.rule())
        : cells.product(column.rule(), left, right);
  }

  /** A word that the contract lists has a meaning, even if it would else be missing. */
  private ParsedValue single(TextRecord record, BoundColumn column, CellReader cells) {
    ColumnRule rule = column.rule();
    int index = column.indexes()[0];
    String text = rule.isText() ? record.values().get(index) : written(record, index);
    String plain = text == null ? "" : rule.texts().plain(text);
    boolean missing = format.isMissing(text) || format.isMissing(plain);
    if (missing && !rule.texts().lists(plain) && !rule.gives(plain)) {
      return missing(rule);
    }
    if (rule.isDay() && record.typed().contains(index)) {
      return cells.typedDay(rule, plain);
    }
    if (isNoNumber(record, index)) {
      return ParsedValue.bad(CellReader.NOT_A_NUMBER);
    }
    return rule.texts()
        .meaning(plain)
        .map(meaning -> cells.read(rule, meaning))
        .orElse(ParsedValue.bad("not_allowed"));
  }

  /** NaN and infinity: where nobody is known, programs write them for an id, too. */
  private static boolean isNoNumber(TextRecord record, int index) {
    return record.typed().contains(index)
        && record.values().get(index).chars().noneMatch(Character::isDigit);
  }

  private String written(TextRecord record, int index) {
    String text = record.values().get(index);
    return text != null && record.typed().contains(index) ? format.numbers().written(text) : text;
  }

  private static ParsedValue missing(ColumnRule rule) {
    return rule.required() ? ParsedValue.MISSING_AND_NEEDED : ParsedValue.MISSING;
  }

  /** What stands in the file for a value. */
  static String source(TextRecord record, BoundColumn column) {
    return column.rule().source() instanceof ValueSource.Constant constant
        ? constant.text()
        : Arrays.stream(column.indexes())
            .mapToObj(index -> Objects.requireNonNullElse(record.values().get(index), ""))
            .collect(Collectors.joining(" * "));
  }

  /** A rule, its column's place in landing_rows, and the 0-based places of its values. */
  record BoundColumn(ColumnRule rule, int place, int[] indexes) {
    static BoundColumn of(ColumnRule rule, List<String> header) {
      int[] places = RecordCells.indexes(rule.source().references(), header);
      return new BoundColumn(rule, LandingRows.place(rule.target()), places);
    }
  }

  static int[] indexes(List<ColumnRef> references, List<String> header) {
    return references.stream().mapToInt(reference -> reference.indexIn(header)).toArray();
  }
}
