package org.churnwise.ingest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.churnwise.ingest.contract.ColumnRef;
import org.churnwise.ingest.contract.ColumnRule;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.ingest.contract.FileFormat;
import org.churnwise.ingest.contract.RecordFilter;
import org.churnwise.ingest.contract.Returns;
import org.churnwise.ingest.contract.ValueSource;
import org.churnwise.ingest.csv.TextRecord;

/**
 * Splits the records of one file into good rows and reasons why others are bad, by its contract.
 */
final class RowParser {
  private static final int NOT_LANDED = -1;
  private static final int VALID_FROM = LandingRows.place("valid_from");

  private final FileTask task;
  private final FeedContract contract;
  private final FileFormat format;
  private final List<String> header;
  private final int columnCount;
  private final List<BoundColumn> columns;
  private final BoundColumn refunded;
  private final boolean isOfSales;
  private final int[] filtered;
  private final ReturnJudge returns;
  private final CellReader cells;
  private final CellReader cellsOfReturns;
  private final LandingRows rows;
  private long dropped;

  /**
   * A parser for one file.
   *
   * @param header the names of its columns; empty without a header
   */
  RowParser(FileTask task, List<String> header) {
    this.task = task;
    this.contract = task.contract();
    this.format = contract.format();
    this.header = header;
    this.columnCount = format.header() ? header.size() : format.columnCount();
    this.columns = contract.columns().stream().map(this::bound).toList();
    this.refunded = boundRefunded(contract.returns().refunded());
    this.isOfSales = contract.feed().equals(Feed.SALES.label());
    this.filtered = indexes(contract.dropped().stream().map(RecordFilter::column).toList());
    this.returns = ReturnJudge.of(contract, header);
    this.cells = new CellReader(task, contract.returns().negative());
    this.cellsOfReturns = new CellReader(task, true);
    this.rows = new LandingRows(task);
  }

  private BoundColumn bound(ColumnRule rule) {
    int[] indexes = indexes(rule.source().references());
    return new BoundColumn(rule, LandingRows.place(rule.target()), indexes);
  }

  private BoundColumn boundRefunded(ColumnRule rule) {
    return rule == null
        ? null
        : new BoundColumn(rule, NOT_LANDED, indexes(rule.source().references()));
  }

  private int[] indexes(List<ColumnRef> references) {
    return references.stream().mapToInt(reference -> reference.indexIn(header)).toArray();
  }

  /** Columns of the contract that the header lacks. */
  List<ColumnRef> missingColumns() {
    List<ColumnRef> needed = new ArrayList<>();
    contract.columns().forEach(rule -> needed.addAll(rule.source().references()));
    contract.dropped().forEach(filter -> needed.add(filter.column()));
    needed.addAll(contract.returns().references());
    return needed.stream().filter(ref -> ref.indexIn(header) < 0).distinct().toList();
  }

  /** Emits one good row, one row per problem of a bad record, or nothing. */
  void parse(TextRecord record, Consumer<Row> out) {
    Problem unreadable = unreadable(record);
    if (unreadable != null) {
      out.accept(rows.bad(record, unreadable, 1));
    } else if (isDropped(record)) {
      dropped++;
    } else {
      parseCells(record, out);
    }
  }

  /** The row with the number of records left out. */
  Row tally() {
    return rows.filtered(dropped);
  }

  private Problem unreadable(TextRecord record) {
    return switch (record.flaw()) {
      case QUOTES -> new Problem("malformed_quotes", null, null);
      case ENCODING -> new Problem(notInEncoding(), null, null);
      case NONE -> {
        int found = record.values().size();
        yield found == columnCount
            ? null
            : new Problem("wrong_column_count", null, found + " instead of " + columnCount);
      }
    };
  }

  private String notInEncoding() {
    return "not_" + format.encoding().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private boolean isDropped(TextRecord record) {
    for (int i = 0; i < filtered.length; i++) {
      if (contract.dropped().get(i).drops(record.values().get(filtered[i]), format)) {
        return true;
      }
    }
    return false;
  }

  private void parseCells(TextRecord record, Consumer<Row> out) {
    Object[] values = rows.values();
    List<Problem> problems = new ArrayList<>(0);
    Optional<Returns.Mark> mark = returns.mark(record);
    CellReader reader = mark.isPresent() ? cellsOfReturns : cells;
    for (BoundColumn column : columns) {
      values[column.place()] = value(record, column, reader, problems);
    }
    Object back = refunded == null ? null : value(record, refunded, cellsOfReturns, problems);
    if (problems.isEmpty() && isOfSales) {
      returns.settle(values, mark, (BigDecimal) back).ifPresent(problems::add);
    }
    if (problems.isEmpty()) {
      complete(values);
      out.accept(contract.isGrouped() ? grouped(record, values) : rows.good(record, values));
    }
    for (int i = 0; i < problems.size(); i++) {
      out.accept(rows.bad(record, problems.get(i), i == 0 ? 1 : 0));
    }
  }

  private Object value(
      TextRecord record, BoundColumn column, CellReader reader, List<Problem> problems) {
    ParsedValue cell = cell(record, column, reader);
    if (cell.isBad()) {
      String source = source(record, column);
      problems.add(new Problem(cell.brokenRule(), column.rule().target(), source));
    }
    return cell.value();
  }

  /** A row that does not name the day from which it is valid is valid as its file is. */
  private void complete(Object[] values) {
    if (task.validFrom() != null && values[VALID_FROM] == null) {
      values[VALID_FROM] = task.validFrom().toString();
    }
  }

  private Row grouped(TextRecord record, Object[] values) {
    String key =
        contract.oneSalePer().stream()
            .map(column -> String.valueOf(values[LandingRows.place(column)]))
            .map(value -> value.length() + ":" + value) // so that different keys differ as texts
            .collect(Collectors.joining());
    return rows.good(record, values, key);
  }

  private ParsedValue cell(TextRecord record, BoundColumn column, CellReader reader) {
    ColumnRule rule = column.rule();
    if (rule.source() instanceof ValueSource.Generated) {
      return ParsedValue.good(task.name() + ":" + record.lineNumber());
    }
    if (rule.source() instanceof ValueSource.Constant constant) {
      return reader.read(rule, constant.text());
    }
    for (int index : column.indexes()) {
      if (format.missing().contains(record.values().get(index))) {
        return rule.required() ? ParsedValue.bad("missing_value") : ParsedValue.MISSING;
      }
    }
    String text = record.values().get(column.indexes()[0]);
    return rule.source() instanceof ValueSource.ProductOf
        ? reader.product(rule, text, record.values().get(column.indexes()[1]))
        : reader.read(rule, text);
  }

  private static String source(TextRecord record, BoundColumn column) {
    return column.rule().source() instanceof ValueSource.Constant constant
        ? constant.text()
        : Arrays.stream(column.indexes())
            .mapToObj(record.values()::get)
            .collect(Collectors.joining(" * "));
  }

  /** A rule, its column's place in landing_rows, and the 0-based places of its values. */
  private record BoundColumn(ColumnRule rule, int place, int[] indexes) {}
}
