package org.churnwise.ingest;

import java.io.IOException;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.TableFeed.Rows;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.Currency;
import org.churnwise.ingest.typed.KeptFields;
import org.churnwise.run.ForgottenCustomers;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Lands rows of tables as those of files. Rows that SQL finds good never leave the warehouse; the
 * others come here some thousands at a time, where the rules that judge files judge them.
 */
final class TableReading {
  private final Warehouse warehouse;
  private final Contract contract;
  private final LocalDate asOf;

  TableReading(Warehouse warehouse, Contract contract, LocalDate asOf) {
    this.warehouse = warehouse;
    this.contract = contract;
    this.asOf = asOf;
  }

  /**
   * Adds the rows to those that have landed.
   *
   * @param files of the load, in order; those of no table are left out
   */
  void land(List<SourceFile> files, Validity validity, ForgottenCustomers forgotten) {
    Map<String, List<FileTask>> tasks = new LinkedHashMap<>();
    for (int i = 0; i < files.size(); i++) {
      SourceFile file = files.get(i);
      if (file.isTable()) {
        tasks
            .computeIfAbsent(file.feed(), feed -> new ArrayList<>())
            .add(FileTask.of(file, i + 1L, validity));
      }
    }
    tasks.forEach((feed, ofFeed) -> land(feed, ofFeed, files, forgotten));
  }

  private void land(
      String feed, List<FileTask> tasks, List<SourceFile> files, ForgottenCustomers forgotten) {
    TableFeed table = new TableFeed(warehouse, contract.feed(feed).orElseThrow(), asOf);
    Map<Long, SourceFile> byNumber = new HashMap<>();
    tasks.forEach(task -> byNumber.put(task.number(), files.get((int) task.number() - 1)));
    List<Rows> rows =
        tasks.stream()
            .map(
                task ->
                    new Rows(
                        task.number(),
                        task.name(),
                        task.month(),
                        task.validFrom(),
                        byNumber.get(task.number()).part().orElseThrow()))
            .toList();
    if (!forgotten.isEmpty()) {
      throw ChurnException.dataRefused("TODO");
    }
    Map<Long, Counts> counts = counts(table, rows);
    List<Map<String, Object>> made = new ArrayList<>();
    for (FileTask task : tasks) {
      SourceFile file = byNumber.get(task.number());
      Counts found = counts.getOrDefault(task.number(), Counts.NONE);
      if (!found.hash().toString().equals(file.contentHash())) {
        made.add(values(new LandingRows(task).refused(changed(file, found))));
      } else {
        String grown = file.part().flatMap(TablePart::grownTo).orElse("");
        made.add(values(new LandingRows(task).filtered(found.dropped(), grown)));
      }
    }
    warehouse.landMore(
        Tables.LANDING_ROWS,
        table.reading("ingest/table_good_rows", rows).with("feed", feed));
    if (table.contract().currency().source().isPresent()) {
      addCurrencies(table, rows, tasks, made);
    }
    warehouse.landMore(Tables.LANDING_ROWS, made);
    if (counts.values().stream().anyMatch(found -> found.inDoubt() > 0)) {
      judge(table, rows, tasks);
    }
  }

  private static String changed(SourceFile file, Counts found) {
    return "has changed since it was looked at: %d rows then, %d now, or others; load it again once nobody writes it, or name a column that grows in 'incremental-by'"
        .formatted(file.bytes(), found.hash().rows());
  }

  /** What becomes of the rows of a file. */
  private record Counts(RowHash hash, long dropped, long inDoubt) {
    static final Counts NONE = new Counts(new RowHash(0, BigInteger.ZERO), 0, 0);
  }

  private Map<Long, Counts> counts(TableFeed table, List<Rows> rows) {
    Map<Long, Counts> counts = new HashMap<>();
    for (ResultRow row : warehouse.query(table.reading("ingest/table_counts", rows))) {
      counts.put(
          row.longValue("file_number"),
          new Counts(
              RowHash.of(row), row.longValue("rows_dropped"), row.longValue("rows_in_doubt")));
    }
    return counts;
  }

  private void addCurrencies(
      TableFeed table, List<Rows> rows, List<FileTask> tasks, List<Map<String, Object>> made) {
    Map<Long, FileTask> byNumber = new HashMap<>();
    tasks.forEach(task -> byNumber.put(task.number(), task));
    for (ResultRow row : warehouse.query(table.reading("ingest/table_currencies", rows))) {
      FileTask task = byNumber.get(row.longValue("file_number"));
      String name = Currency.plain(row.string("currency"));
      made.add(values(new LandingRows(task).currency(name, row.longValue("line_number"))));
    }
  }

  /** Reads the rows that SQL did not find good, and lands what the rules for files say of them. */
  private void judge(TableFeed table, List<Rows> rows, List<FileTask> tasks) {
    Map<Long, Judge> judges = new LinkedHashMap<>();
    tasks.forEach(task -> judges.put(task.number(), new Judge(task)));
    Sql query = table.reading("ingest/table_rows_in_doubt", rows);
    long file = 0;
    long line = 0;
    List<ResultRow> some =
        warehouse.query(query.with("after_file", file).with("after_line", line));
    while (!some.isEmpty()) {
      List<Map<String, Object>> landed = new ArrayList<>();
      for (ResultRow row : some) {
        file = row.longValue("file_number");
        line = row.longValue("line_number");
        judges.get(file).judge(line, row.string("raw_row"), landed);
      }
      warehouse.landMore(Tables.LANDING_ROWS, landed);
      some = warehouse.query(query.with("after_file", file).with("after_line", line));
    }
    List<Map<String, Object>> tally = new ArrayList<>();
    judges.values().forEach(judge -> judge.tally(tally));
    warehouse.landMore(Tables.LANDING_ROWS, tally);
  }

  /** The rules of files for the rows of one. */
  private static final class Judge {
    private final FileTask task;
    private final List<String> fields;
    private final RowParser parser;

    Judge(FileTask task) {
      this.task = task;
      try {
        this.fields = FileParser.fields(task);
      } catch (IOException e) {
        throw new IllegalStateException(e); // a contract of a table has names
      }
      this.parser = new RowParser(task, fields);
    }

    void judge(long line, String raw, List<Map<String, Object>> landed) {
      try {
        parser.parse(KeptFields.read(line, raw, fields), row -> landed.add(values(row)));
      } catch (IOException e) {
        landed.add(
            values(
                new LandingRows(task)
                    .refused(
                        "has a row that cannot be kept as text: %s; leave it out in 'query'"
                            .formatted(e.getMessage()))));
      }
    }

    void tally(List<Map<String, Object>> landed) {
      parser.tally("").forEach(row -> landed.add(values(row)));
    }
  }

  /** A row as the driver inserts it; days are texts in rows for Spark. */
  private static Map<String, Object> values(Row row) {
    Map<String, Object> values = new HashMap<>();
    for (Column column : Tables.LANDING_ROWS.columns()) {
      Object value = row.get(LandingRows.place(column.name()));
      Optional.ofNullable(value)
          .ifPresent(
              present ->
                  values.put(
                      column.name(),
                      column.type().equals("date") ? LocalDate.parse((String) present) : present));
    }
    return values;
  }
}
