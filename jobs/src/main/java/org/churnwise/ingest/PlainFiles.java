package org.churnwise.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.Row;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Currency;
import org.churnwise.ingest.contract.FileFormat;
import org.churnwise.ingest.csv.RecordReader;
import org.churnwise.ingest.csv.TextLine;
import org.churnwise.ingest.csv.TextRecord;
import org.churnwise.ingest.table.LineRows;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.TextFile;
import org.churnwise.warehouse.TextLines;
import org.churnwise.warehouse.Warehouse;

/**
 * Lands files whose lines the warehouse reads and judges by itself, where it is in this process.
 * What SQL calls good, the rules in Java call good too, with the same values; they judge the other
 * lines. A file of which SQL can say too little, because lines are no records or many are in doubt,
 * is left to them as a whole. Costs a microsecond a line.
 */
final class PlainFiles {
  /** So many lines in doubt are judged one by one; beyond it, and beyond a share, the file is. */
  private static final long FEW_LINES = 1_000;

  private static final long MOST_LINES = 50_000;
  private static final long SHARE = 20;

  private final Warehouse warehouse;
  private final Configuration hadoop;

  PlainFiles(Warehouse warehouse, Configuration hadoop) {
    this.warehouse = warehouse;
    this.hadoop = hadoop;
  }

  /**
   * Adds the rows of a file to those that have landed; returns false, without any, if it cannot.
   */
  boolean land(FileTask task) {
    Optional<FileParser.Start> start =
        isFit(task) ? FileParser.start(task, hadoop) : Optional.empty();
    return start.isPresent() && land(task, start.get());
  }

  private boolean isFit(FileTask task) {
    Path path = new Path(task.path());
    String scheme = path.toUri().getScheme();
    return LineRows.fit(task.contract(), task.name())
        && (scheme == null || scheme.equals("file"))
        && new CompressionCodecFactory(hadoop).getCodec(path) == null;
  }

  private boolean land(FileTask task, FileParser.Start start) {
    FileFormat format = task.contract().format();
    List<String> header = start.header();
    TextFile text =
        new TextFile(
            StoredBytes.local(new Path(task.path())),
            format.delimiter(),
            format.quote(),
            header.isEmpty() ? format.columnCount() : header.size());
    if (!isRead(task, header, text)) {
      return false;
    }
    Counts counts = counts(task);
    if (counts.open() > 0 || counts.areTooManyInDoubt()) {
      warehouse.takeBack(Tables.LANDING_ROWS, task.number());
      return false;
    }
    List<Row> made = new ArrayList<>();
    made.add(new LandingRows(task).filtered(counts.dropped(), start.text()));
    if (task.contract().currency().source().isPresent()) {
      addCurrencies(task, made);
    }
    RowParser parser = new RowParser(task, header);
    if (counts.inDoubt() > 0) {
      judge(task, parser, counts.inDoubt());
    }
    made.addAll(parser.tally(start.text()));
    requireUnchanged(task, made);
    land(made);
    return true;
  }

  /** A text that is no UTF-8, or has lines beyond all measure, fails the statement. */
  private boolean isRead(FileTask task, List<String> header, TextFile text) {
    try (TextLines lines = warehouse.linesOf(text).orElse(null)) {
      if (lines != null) {
        land(task, header, lines);
      }
      return lines != null;
    } catch (ChurnException e) {
      if (warehouse.isFaultOfText(e)) {
        return false;
      }
      throw e;
    }
  }

  private void land(FileTask task, List<String> header, TextLines lines) {
    LineRows rows =
        new LineRows(task.contract(), header, task.asOf(), task.month(), task.validFrom());
    String feed = task.contract().feed();
    warehouse.landMore(
        Tables.LANDING_ROWS,
        rows.columns(),
        Map.of("file_number", task.number(), "file_name", task.name(), "feed", feed),
        Sql.named("ingest/file_landing")
            .reading("file_lines", rows.query(lines.relation()))
            .with("file_number", task.number())
            .withText("file_name", task.name())
            .with("feed", feed));
  }

  /** The lines of a file by what SQL makes of them. */
  private record Counts(long lines, long open, long inDoubt, long dropped) {
    boolean areTooManyInDoubt() {
      return inDoubt > Math.min(FEW_LINES + lines / SHARE, MOST_LINES);
    }
  }

  private Counts counts(FileTask task) {
    ResultRow row =
        warehouse.query(Sql.named("ingest/file_counts").with("file_number", task.number())).get(0);
    return new Counts(
        row.longValue("line_count"),
        row.longValue("lines_open"),
        row.longValue("lines_in_doubt"),
        row.longValue("lines_dropped"));
  }

  private void addCurrencies(FileTask task, List<Row> made) {
    String feed = task.contract().feed();
    for (ResultRow row : warehouse.query(Sql.named("ingest/table_currencies").with("feed", feed))) {
      if (row.longValue("file_number") == task.number()) {
        String name = Currency.plain(row.string("currency"));
        made.add(new LandingRows(task).currency(name, row.longValue("line_number")));
      }
    }
  }

  /** Has the rules for files judge the lines that SQL did not find good, so many as there are. */
  private void judge(FileTask task, RowParser parser, long inDoubt) {
    Sql query =
        Sql.named("ingest/table_rows_in_doubt")
            .with("feed", task.contract().feed())
            .with("after_file", task.number());
    long line = 0;
    long left = inDoubt;
    List<ResultRow> some;
    do {
      some = warehouse.query(query.with("after_line", line));
      List<Row> judged = new ArrayList<>();
      for (ResultRow row : some) {
        line = row.longValue("line_number");
        TextRecord record =
            RecordReader.of(
                TextLine.decoded(line, row.string("raw_row")), task.contract().format());
        if (record != null) {
          parser.parse(record, judged::add);
        }
      }
      land(judged);
      left -= some.size();
    } while (left > 0 && !some.isEmpty());
  }

  private void requireUnchanged(FileTask task, List<Row> made) {
    Path path = new Path(task.path());
    try {
      StoredBytes.Content now = FileDiscovery.content(path.getFileSystem(hadoop), path);
      if (!now.equals(task.content())) {
        made.add(new LandingRows(task).refused(FileParser.changed(task.content(), now)));
      }
    } catch (IOException | ChurnException e) {
      made.add(new LandingRows(task).refused("cannot be read: " + e.getMessage()));
    }
  }

  private void land(List<Row> rows) {
    warehouse.landAll(Tables.LANDING_ROWS, LandingRows.values(rows.iterator()));
  }
}
