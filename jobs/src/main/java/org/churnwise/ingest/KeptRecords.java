package org.churnwise.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.churnwise.ingest.contract.FileFormat;
import org.churnwise.ingest.csv.LineReader;
import org.churnwise.ingest.csv.RecordReader;
import org.churnwise.ingest.csv.RecordSource;
import org.churnwise.ingest.csv.TextRecord;
import org.churnwise.ingest.typed.JsonRecords;

/** The texts of quarantined records, read as those of a file, but each on its own. */
final class KeptRecords implements RecordSource {
  private final Iterator<QuarantinedRecord> kept;
  private final FileFormat format;
  private final FileFormat.Layout layout;
  private final List<String> fields;
  private final Deque<TextRecord> ready = new ArrayDeque<>();

  /**
   * The records of a file.
   *
   * @param fields whose values are wanted, in order; where records hold fields
   */
  KeptRecords(List<QuarantinedRecord> kept, FileTask task, List<String> fields) {
    this.kept = kept.iterator();
    this.format = task.contract().format();
    this.layout = format.layout().of(task.name());
    this.fields = fields;
  }

  @Override
  public TextRecord next() throws IOException {
    while (ready.isEmpty() && kept.hasNext()) {
      read(kept.next());
    }
    return ready.poll();
  }

  private void read(QuarantinedRecord record) throws IOException {
    if (record.isUndecodable()) {
      ready.add(new TextRecord(record.line(), record.raw(), List.of(), TextRecord.Flaw.ENCODING));
      return;
    }
    try (RecordSource texts = source(record.text())) {
      for (TextRecord text = texts.next(); text != null; text = texts.next()) {
        ready.add(
            new TextRecord(record.line(), text.raw(), text.values(), text.flaw(), text.typed()));
      }
    }
  }

  private RecordSource source(String text) {
    return layout == FileFormat.Layout.DELIMITED
        ? new RecordReader(lines(text), format)
        : new JsonRecords(lines(text), fields);
  }

  /** The delimited records of a text. */
  static List<TextRecord> split(String text, FileFormat format) {
    List<TextRecord> found = new ArrayList<>();
    try (RecordReader records = new RecordReader(lines(text), format)) {
      for (TextRecord record = records.next(); record != null; record = records.next()) {
        found.add(record);
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is in memory
    }
  }

  private static LineReader lines(String text) {
    return new LineReader(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  /** How many records the text of a quarantined one holds. */
  static long count(QuarantinedRecord record, FileTask task) {
    QuarantinedRecord original = record.with(record.raw());
    try (KeptRecords records = new KeptRecords(List.of(original), task, List.of())) {
      long count = 0;
      while (records.next() != null) {
        count++;
      }
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is in memory
    }
  }

  @Override
  public void close() {
    // each text is closed once it is read
  }
}
