package org.churnwise.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.Row;
import org.churnwise.ingest.contract.ColumnRef;
import org.churnwise.ingest.contract.FileFormat;
import org.churnwise.ingest.csv.DecodedText;
import org.churnwise.ingest.csv.RecordReader;
import org.churnwise.ingest.csv.RecordSource;
import org.churnwise.ingest.csv.TextRecord;
import org.churnwise.ingest.typed.JsonRecords;
import org.churnwise.ingest.typed.ParquetRecords;

/**
 * The rows of one file for {@code landing_rows}, read once from first byte to last, a record at a
 * time. A file that cannot be read, or is not the one that was found, becomes a row with the
 * reason, so that the load ends with a message and not with a failed Spark task.
 */
final class FileParser implements Iterator<Row> {
  private final FileTask task;
  private final Deque<Row> ready = new ArrayDeque<>();
  private StoredBytes stored;
  private RecordSource records;
  private RowParser parser;
  private String headerText = "";
  private List<String> header = List.of();
  private long headerLine;

  FileParser(FileTask task, Configuration hadoop) {
    this.task = task;
    try {
      open(hadoop);
    } catch (DecodedText.UnsuitableText e) {
      refuse(e.getMessage());
    } catch (IOException e) {
      refuse("cannot be read: " + reason(e) + "; check the file and its rights");
    }
  }

  private void open(Configuration hadoop) throws IOException {
    Path path = new Path(task.path());
    stored = StoredBytes.open(path.getFileSystem(hadoop), path);
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
    InputStream bytes = codec == null ? stored : codec.createInputStream(stored);
    FileFormat format = task.contract().format();
    switch (format.layout().of(task.name())) {
      case PARQUET -> {
        records = new ParquetRecords(path, hadoop, fields(task));
        parser = new RowParser(task, fields(task));
      }
      case JSON_LINES -> {
        records = new JsonRecords(DecodedText.lines(bytes, format.charset()), fields(task));
        parser = new RowParser(task, fields(task));
      }
      default -> {
        records = new RecordReader(DecodedText.lines(bytes, format.charset()), format);
        start();
      }
    }
  }

  /** The names of the fields that are read. */
  static List<String> fields(FileTask task) throws IOException {
    List<String> fields = new ArrayList<>();
    for (ColumnRef column : task.contract().neededColumns()) {
      if (!(column instanceof ColumnRef.Named named)) {
        throw new DecodedText.UnsuitableText(
            "has fields, no columns: %s in its contract must be a name".formatted(column));
      }
      fields.add(named.name());
    }
    return fields;
  }

  private void start() throws IOException {
    if (!task.contract().format().header()) {
      parser = new RowParser(task, List.of());
      return;
    }
    TextRecord first = records.next();
    if (first == null) { // without records, which a person may accept
      parser = new RowParser(task, List.of());
      return;
    }
    if (first.flaw() != TextRecord.Flaw.NONE) {
      refuse(
          first.flaw() == TextRecord.Flaw.ENCODING
              ? "the header is no text in %s; correct 'charset' in the contract"
                  .formatted(task.contract().format().charset())
              : "the quotes of the header do not close; correct the file, or 'quote' in the"
                  + " contract");
      return;
    }
    headerText = first.raw();
    headerLine = first.lineNumber();
    header = first.values().stream().map(String::strip).toList();
    parser = new RowParser(task, header);
    parser
        .repeatedColumn()
        .ifPresentOrElse(
            column ->
                refuse(
                    "column %s stands twice; the header is %s; rename one in the file, or give its position in the contract"
                        .formatted(column, header)),
            () ->
                parser
                    .missingColumn()
                    .ifPresent(
                        column ->
                            refuse(
                                "column %s not found; the header is %s; correct the file, or its contract"
                                    .formatted(column, header))));
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && records != null) {
      readRecord();
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

  private void readRecord() {
    try {
      TextRecord record = records.next();
      if (record == null) {
        finish();
      } else {
        parser.parse(record, ready::add);
      }
    } catch (DecodedText.UnsuitableText e) {
      refuse(e.getMessage());
    } catch (IOException e) {
      refuse("cannot be read: " + reason(e) + "; check the file and its rights");
    }
  }

  /** Only now is it known whether these were the bytes that the file was found with. */
  private void finish() throws IOException {
    StoredBytes.Content read = stored.content();
    if (records instanceof JsonRecords json && json.hasRecords() && !json.hasObjects()) {
      refuse("none of its lines is an object of JSON; write one per line, a list with jq -c '.[]'");
    } else if (records instanceof JsonRecords json
        && json.hasObjects()
        && !json.unseen().isEmpty()) {
      refuse(
          "field %s stands in none of its records; correct the file, or its contract"
              .formatted(json.unseen().get(0)));
    } else if (read.equals(task.content())) {
      ready.addAll(parser.tally(headerText));
      close();
    } else {
      refuse(changed(task.content(), read));
    }
  }

  /** What is wrong with a file whose content is not what it was when it was found. */
  static String changed(StoredBytes.Content found, StoredBytes.Content read) {
    return "has changed since it was found: %s then, %s when it was read; load it again once it is complete"
        .formatted(found, read);
  }

  /**
   * The first line of a delimited file, closed again; empty if it cannot be read so far, or its
   * contract wants a header that is not its first line.
   */
  static Optional<Start> start(FileTask task, Configuration hadoop) {
    FileParser opened = new FileParser(task, hadoop);
    boolean isFit =
        opened.records != null
            && (!task.contract().format().header()
                || opened.headerLine == 1 && opened.headerText.indexOf('\n') < 0);
    opened.close();
    return isFit ? Optional.of(new Start(opened.header, opened.headerText)) : Optional.empty();
  }

  /**
   * How a file begins.
   *
   * @param header the names of its columns; empty without a header
   * @param text of the header
   */
  record Start(List<String> header, String text) {}

  /** Some exceptions hold the path alone. */
  private static String reason(IOException e) {
    return e instanceof NoSuchFileException
        ? "it was there when the source was listed, and is there no more"
        : e.getMessage();
  }

  private void refuse(String reason) {
    ready.clear();
    ready.add(new LandingRows(task).refused(reason));
    close();
  }

  private void close() {
    if (records != null) {
      try {
        records.close();
      } catch (IOException e) {
        // nothing more will be read
      }
      records = null;
    }
  }
}
