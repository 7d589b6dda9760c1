package org.churnwise.ingest;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
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
    List<Rows> rows = tasks.stream().map(task -> rows(task, file(task, files))).toList();
    Sql erased = ErasedRows.of(warehouse, table, rows, forgotten);
    warehouse.landMore(
        Tables.LANDING_ROWS,
        table.reading("ingest/table_landing", rows, erased).with("feed", feed));
    Map<Long, Counts> counts = counts(feed);
    List<Map<String, Object>> made = new ArrayList<>();
    for (FileTask task : tasks) {
      account(task, file(task, files), counts.getOrDefault(task.number(), Counts.NONE), made);
    }
    if (table.contract().currency().source().isPresent()) {
      addCurrencies(feed, tasks, made);
    }
    warehouse.landMore(Tables.LANDING_ROWS, made);
    if (counts.values().stream().anyMatch(found -> found.inDoubt() > 0)) {
      judge(feed, tasks, forgotten);
    }
  }

  private static SourceFile file(FileTask task, List<SourceFile> files) {
    return files.get((int) task.number() - 1);
  }

  private static Rows rows(FileTask task, SourceFile file) {
    return new Rows(
        task.number(), task.name(), task.month(), task.validFrom(), file.part().orElseThrow());
  }

  /** What was left out of a file, and how far its growing column came; or that it is another. */
  private static void account(
      FileTask task, SourceFile file, Counts found, List<Map<String, Object>> made) {
    LandingRows rows = new LandingRows(task);
    if (!found.isOf(file)) {
      made.add(values(rows.refused(changed(file, found))));
      return;
    }
    String grown = file.part().flatMap(TablePart::grownTo).orElse("");
    Row account = rows.filtered(found.dropped(), grown);
    made.add(values(account));
    if (found.erased() > 0) {
      made.add(values(LandingRows.forgotten(account, found.erased(), found.firstErased())));
      made.add(values(LandingRows.forgotten(account, 0, found.lastErased())));
    }
  }

  private static FileTask task(List<FileTask> tasks, long number) {
    return tasks.stream().filter(task -> task.number() == number).findFirst().orElseThrow();
  }

  private static String changed(SourceFile file, Counts found) {
    return "has changed since it was looked at: %d rows then, %d now, or others; load it again once nobody writes it, or name a column that grows in 'incremental-by'"
        .formatted(file.bytes(), found.hash().rows());
  }

  /** What becomes of the rows of a file. */
  private record Counts(
      RowHash hash,
      long dropped,
      long inDoubt,
      long erased,
      LocalDate firstErased,
      LocalDate lastErased) {
    static final Counts NONE = new Counts(RowHash.NONE, 0, 0, 0, null, null);

    static Counts of(ResultRow row) {
      return new Counts(
          RowHash.of(row),
          row.longValue("rows_dropped"),
          row.longValue("rows_in_doubt"),
          row.longValue("rows_erased"),
          row.optionalDate("first_erased").orElse(null),
          row.optionalDate("last_erased").orElse(null));
    }

    /** Whether these are the rows that were found; of erased customers nothing is hashed. */
    boolean isOf(SourceFile file) {
      RowHash found = RowHash.parse(file.contentHash());
      return erased > 0 ? found.rows() == hash.rows() : found.equals(hash);
    }
  }

  private Map<Long, Counts> counts(String feed) {
    return warehouse.query(Sql.named("ingest/table_counts").with("feed", feed)).stream()
        .collect(Collectors.toMap(row -> row.longValue("file_number"), Counts::of));
  }

  private void addCurrencies(String feed, List<FileTask> tasks, List<Map<String, Object>> made) {
    for (ResultRow row : warehouse.query(Sql.named("ingest/table_currencies").with("feed", feed))) {
      LandingRows rows = new LandingRows(task(tasks, row.longValue("file_number")));
      String name = Currency.plain(row.string("currency"));
      made.add(values(rows.currency(name, row.longValue("line_number"))));
    }
  }

  /** Reads the rows that SQL did not find good, and lands what the rules for files say of them. */
  private void judge(String feed, List<FileTask> tasks, ForgottenCustomers forgotten) {
    Sql query = Sql.named("ingest/table_rows_in_doubt").with("feed", feed);
    Map<Long, Judge> judges = new LinkedHashMap<>();
    tasks.forEach(task -> judges.put(task.number(), new Judge(task)));
    long file = 0;
    long line = 0;
    List<ResultRow> some;
    do {
      some = warehouse.query(query.with("after_file", file).with("after_line", line));
      List<Row> judged = new ArrayList<>();
      for (ResultRow row : some) {
        file = row.longValue("file_number");
        line = row.longValue("line_number");
        judges.get(file).judge(line, row.string("raw_row"), judged);
      }
      land(judged, forgotten);
    } while (!some.isEmpty());
    List<Row> tally = new ArrayList<>();
    judges.values().forEach(judge -> judge.tally(tally));
    land(tally, forgotten);
  }

  private void land(List<Row> judged, ForgottenCustomers forgotten) {
    List<Map<String, Object>> landed = new ArrayList<>();
    Iterator<Row> rows = judged.iterator();
    (forgotten.isEmpty() ? rows : new RemainingRows(rows, forgotten))
        .forEachRemaining(row -> landed.add(values(row)));
    if (!landed.isEmpty()) {
      warehouse.landMore(Tables.LANDING_ROWS, landed);
    }
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

    void judge(long line, String raw, List<Row> judged) {
      try {
        parser.parse(KeptFields.read(line, raw, fields), judged::add);
      } catch (IOException e) {
        judged.add(
            new LandingRows(task)
                .refused(
                    "has a row that cannot be kept as text: %s; leave it out in 'query'"
                        .formatted(e.getMessage())));
      }
    }

    void tally(List<Row> judged) {
      judged.addAll(parser.tally(""));
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
