package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.churnwise.ingest.LandingRows.Outcome;
import org.churnwise.run.ForgottenCustomers;

/**
 * Rows in the form of {@code landing_rows} without those of customers who were erased: good rows of
 * such a customer, bad ones in which the contract reads his id, and those that it cannot read that
 * far, if their text names one. In their place stands, at the end, how many records of a file were
 * left out, and their first and last day: a file covers its days whoever bought on them.
 */
final class RemainingRows implements Iterator<Row> {
  private static final int FILE = LandingRows.place("file_number");
  private static final int OUTCOME = LandingRows.place("outcome");
  private static final int RECORDS = LandingRows.place("record_count");
  private static final int CUSTOMER = LandingRows.place("customer_id");
  private static final int RAW = LandingRows.place("raw_row");

  private final Iterator<Row> rows;
  private final ForgottenCustomers.Search forgotten;
  private final Map<Long, LeftOut> leftOut = new HashMap<>();
  private final Deque<Row> ready = new ArrayDeque<>();
  private boolean ended;

  RemainingRows(Iterator<Row> rows, ForgottenCustomers forgotten) {
    this.rows = rows;
    this.forgotten = forgotten.search();
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !ended) {
      read();
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.poll();
  }

  private void read() {
    if (!rows.hasNext()) {
      leftOut.values().forEach(file -> file.rows().forEach(ready::add));
      ended = true;
      return;
    }
    Row row = rows.next();
    if (isForgotten(row)) {
      leftOut.computeIfAbsent(row.getLong(FILE), file -> new LeftOut()).add(row);
    } else {
      ready.add(row);
    }
  }

  private boolean isForgotten(Row row) {
    return switch (Outcome.valueOf(row.getString(OUTCOME))) {
      case GOOD -> !row.isNullAt(CUSTOMER) && forgotten.holds(row.getString(CUSTOMER));
      case BAD ->
          row.isNullAt(CUSTOMER)
              ? forgotten.isNamedIn(row.getString(RAW))
              : forgotten.holdsSpelling(row.getString(CUSTOMER));
      default -> false;
    };
  }

  /** The records of a file that were left out, without anything that tells whose they were. */
  private static final class LeftOut {
    private long records;
    private Row last;
    private LocalDate firstDay;
    private LocalDate lastDay;

    void add(Row row) {
      records += row.getLong(RECORDS);
      last = row;
      Stream.of("transaction_date", "chat_date")
          .map(name -> row.getString(LandingRows.place(name)))
          .filter(Objects::nonNull)
          .map(LocalDate::parse)
          .forEach(this::add);
    }

    private void add(LocalDate day) {
      firstDay = firstDay == null || day.isBefore(firstDay) ? day : firstDay;
      lastDay = lastDay == null || day.isAfter(lastDay) ? day : lastDay;
    }

    Stream<Row> rows() {
      return Stream.of(
          LandingRows.forgotten(last, records, firstDay), LandingRows.forgotten(last, 0, lastDay));
    }
  }
}
