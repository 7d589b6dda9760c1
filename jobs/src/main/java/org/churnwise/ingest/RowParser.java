package org.churnwise.ingest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import org.churnwise.ingest.RecordCells.BoundColumn;
import org.churnwise.ingest.contract.ColumnRef;
import org.churnwise.ingest.contract.Currency;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.ingest.contract.FileFormat;
import org.churnwise.ingest.contract.Returns;
import org.churnwise.ingest.contract.ValueSource;
import org.churnwise.ingest.csv.TextRecord;

/**
 * Splits the records of one file into good rows and reasons why others are bad, by its contract.
 * Where lines are grouped, what concerns the whole sale is left to {@link SaleFolder}.
 */
final class RowParser {
  private static final int NOT_LANDED = -1;
  private static final int VALID_FROM = LandingRows.place("valid_from");
  private static final int CHAT_DATE = LandingRows.place("chat_date");
  private static final int CHAT_TIME = LandingRows.place("chat_time");
  private static final int AMOUNT = LandingRows.place("total_amount");

  private final FileTask task;
  private final FeedContract contract;
  private final FileFormat format;
  private final List<String> header;
  private final int columnCount;
  private final RecordCells cells;
  private final TestedValues tested;
  private final TestedValues marks;
  private final ReturnJudge returns;
  private final boolean isSale;
  private final LandingRows rows;
  private final ContentKeys contentKeys;
  private final Map<String, Long> currencies = new TreeMap<>();
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
    this.columnCount = header.isEmpty() ? format.columnCount() : header.size();
    this.cells = new RecordCells(task, header);
    this.tested = new TestedValues(contract, contract.dropped(), header);
    this.marks = new TestedValues(contract, contract.returns().filters(), header);
    this.returns = new ReturnJudge(contract.returns());
    this.isSale = contract.feed().equals(Feed.SALES.label()) && !contract.isGrouped();
    this.rows = new LandingRows(task);
    this.contentKeys =
        contract.generatedKey().filter(ValueSource.Generated::fromContent).isPresent()
            ? new ContentKeys(contract)
            : null;
  }

  /** The first column of the contract that the header lacks. */
  Optional<ColumnRef> missingColumn() {
    return contract.neededColumns().stream().filter(ref -> ref.indexIn(header) < 0).findFirst();
  }

  /** The first column of the contract whose name stands more than once in the header. */
  Optional<ColumnRef> repeatedColumn() {
    return contract.neededColumns().stream()
        .filter(ref -> ref instanceof ColumnRef.Named named && count(named.name()) > 1)
        .findFirst();
  }

  private long count(String name) {
    return Collections.frequency(header, name);
  }

  /** Emits rows for a record: a good one, one per problem of a bad record, or none. */
  void parse(TextRecord record, Consumer<Row> out) {
    Problem unreadable = unreadable(record);
    if (unreadable != null) {
      out.accept(rows.bad(record, unreadable, 1));
    } else if (contract.isGrouped()) {
      parseLine(record, out);
    } else if (tested.drop(record)) {
      dropped++;
    } else {
      parseRow(record, out);
    }
  }

  /**
   * What is known once all records are read: how many were left out, and the currencies.
   *
   * @param headerText of the file; empty without a header
   */
  List<Row> tally(String headerText) {
    List<Row> tally = new ArrayList<>(List.of(rows.filtered(dropped, headerText)));
    currencies.forEach((name, line) -> tally.add(rows.currency(name, line)));
    return tally;
  }

  /** Whether a text cannot be split into the values of the columns. */
  boolean isUnreadable(TextRecord record) {
    return unreadable(record) != null;
  }

  /** The customer whom a readable record names; empty if the value is missing or bad. */
  Optional<String> owner(TextRecord record) {
    ParsedValue id = cells.cell(record, cells.customer(), false);
    return id.isBadOrLacking()
        ? Optional.empty()
        : Optional.ofNullable(id.value()).map(Object::toString);
  }

  private Problem unreadable(TextRecord record) {
    return switch (record.flaw()) {
      case QUOTES -> new Problem("malformed_quotes", null, null);
      case ENCODING -> new Problem(notInCharset(), null, null);
      case JSON -> new Problem("malformed_json", null, null);
      case NOT_ONE_VALUE -> new Problem("not_one_value", null, null);
      case NONE -> {
        int found = record.values().size();
        yield found == columnCount
            ? null
            : new Problem("wrong_column_count", null, found + " instead of " + columnCount);
      }
    };
  }

  private String notInCharset() {
    return "not_" + format.charset().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private void parseRow(TextRecord record, Consumer<Row> out) {
    Object[] values = rows.values();
    List<Problem> problems = tested.problems(record);
    problems.addAll(fill(values, record, ParsedValue::isBadOrLacking));
    Optional<String> currency = tested.currency(record);
    if (contract.currency().source().isPresent() && currency.isEmpty()) {
      problems.add(new Problem("missing_value", "currency", null));
    }
    if (problems.isEmpty()) {
      complete(values);
      currency.ifPresent(name -> currencies.putIfAbsent(Currency.plain(name), record.lineNumber()));
      out.accept(rows.good(record, values));
    }
    bad(record, problems, null, out);
  }

  /** One line of a sale: what it lacks another line may have. */
  private void parseLine(TextRecord record, Consumer<Row> out) {
    Object[] values = rows.values();
    List<Problem> problems = tested.problems(record);
    problems.addAll(fill(values, record, ParsedValue::isBad));
    List<String> key = contract.oneSalePer();
    if (key.stream().anyMatch(column -> values[LandingRows.place(column)] == null)) {
      if (tested.drop(record)) {
        dropped++;
        return;
      }
      Object[] alone = rows.values();
      bad(record, fill(alone, record, ParsedValue::isBadOrLacking), null, out);
      return;
    }
    LandingRows.Line line = new LandingRows.Line(SaleKey.of(key, values), aside(record));
    if (problems.isEmpty()) {
      out.accept(rows.good(record, values, line));
    }
    bad(record, problems, line, out);
  }

  /** What the whole sale is judged by: what filters and marks test, and the refunded money. */
  private List<String> aside(TextRecord record) {
    List<String> aside = tested.of(record);
    aside.addAll(marks.of(record));
    Object back = refunded(record).value();
    aside.add(back == null ? null : back.toString());
    return aside;
  }

  private void bad(
      TextRecord record, List<Problem> problems, LandingRows.Line line, Consumer<Row> out) {
    if (problems.isEmpty()) {
      return;
    }
    Optional<String> owner = owner(record);
    for (int i = 0; i < problems.size(); i++) {
      out.accept(LandingRows.of(owner, rows.bad(record, problems.get(i), i == 0 ? 1 : 0, line)));
    }
  }

  /** Fills in the values of a record; returns what is wrong with it. */
  private List<Problem> fill(Object[] values, TextRecord record, Predicate<ParsedValue> isWrong) {
    List<Problem> problems = new ArrayList<>(0);
    Optional<Returns.Mark> mark = returns.mark(marks.of(record));
    for (BoundColumn column : cells.columns()) {
      ParsedValue cell = cells.cell(record, column, mark.isPresent());
      values[column.place()] = cell.value();
      if (column.place() == CHAT_DATE) {
        values[CHAT_TIME] = cell.time();
      }
      if (isWrong.test(cell)) {
        problems.addAll(problems(record, column, cell));
      }
    }
    ParsedValue back = refunded(record);
    if (back.isBad()) {
      problems.addAll(problems(record, cells.refunded(), back));
    } else if (isSale && values[AMOUNT] != null) {
      problems.addAll(returns.settle(values, mark, (BigDecimal) back.value()));
    }
    return problems;
  }

  /** The money that went back of a record's own sale. */
  private ParsedValue refunded(TextRecord record) {
    return cells.refunded() == null
        ? ParsedValue.MISSING
        : cells.cell(record, cells.refunded(), true);
  }

  private static List<Problem> problems(TextRecord record, BoundColumn column, ParsedValue cell) {
    String source = RecordCells.source(record, column);
    return cell.brokenRules().stream()
        .map(
            rule ->
                new Problem(
                    rule,
                    column.rule().target(),
                    source,
                    rule.equals(CellReader.TOO_EARLY) ? cell.dueOn() : null))
        .toList();
  }

  private void complete(Object[] values) {
    if (contentKeys != null) {
      contentKeys.complete(values);
    }
    // a row that does not name the day from which it is valid is valid as its file is
    if (task.validFrom() != null && values[VALID_FROM] == null) {
      values[VALID_FROM] = task.validFrom().toString();
    }
  }
}
