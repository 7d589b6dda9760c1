package org.churnwise.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.ingest.contract.FileFormat;
import org.churnwise.ingest.csv.DecodedText;
import org.churnwise.ingest.csv.RecordReader;
import org.churnwise.ingest.csv.TextRecord;
import org.churnwise.ingest.csv.TextRecord.Flaw;

/**
 * Quarantined rows as a file for a spreadsheet: in the shape of their feed, behind three columns
 * that say where each belongs, and why it is bad. A person repairs it and hands it back.
 *
 * @param format of the feed
 */
record RepairSheet(FileFormat format) {
  /** Names the file, as feed/name. */
  static final String FILE = "quarantine_file";

  /** Names the line of the file. */
  static final String LINE = "quarantine_line";

  /** Says why the row is bad. */
  static final String REASON = "quarantine_reason";

  private static final List<String> OWN = List.of(FILE, LINE, REASON);

  /** The lines of the sheet, without line ends; a record may hold some. */
  List<String> written(QuarantinedFile file) {
    List<String> lines = new ArrayList<>();
    if (format.header()) {
      lines.add(String.join(delimiter(), OWN) + delimiter() + file.header().orElse(""));
    }
    for (QuarantinedRecord record : file.records()) {
      for (TextRecord text : texts(record)) {
        // a text that cannot be split would swallow the rows behind it
        boolean isWhole = text.flaw() == Flaw.QUOTES;
        lines.add(
            joined(
                    List.of(
                        file.feed() + "/" + file.name(),
                        Long.toString(record.line()),
                        record.spokenReasons()))
                + delimiter()
                + (isWhole ? joined(List.of(text.raw())) : text.raw()));
      }
    }
    return lines;
  }

  private List<TextRecord> texts(QuarantinedRecord record) {
    return KeptRecords.split(record.raw(), format);
  }

  private String delimiter() {
    return String.valueOf(format.delimiter());
  }

  /** Values as one record. */
  private String joined(List<String> values) {
    return values.stream().map(this::cell).collect(Collectors.joining(delimiter()));
  }

  private String cell(String value) {
    if (format.quote() == FileFormat.NO_QUOTE) {
      return value.replace(delimiter(), " ").replaceAll("[\\r\\n]", " ");
    }
    String quote = String.valueOf(format.quote());
    boolean isPlain =
        !value.contains(delimiter())
            && !value.contains(quote)
            && !value.matches("(?s).*[\\r\\n].*");
    return isPlain ? value : quote + value.replace(quote, quote + quote) + quote;
  }

  /**
   * Reads a repaired sheet.
   *
   * @param files with quarantined rows, for the order of their columns
   * @throws ChurnException (data refused) if it is none, or holds rows of several files
   */
  static RepairedRows read(Path sheet, Contract contract, List<QuarantinedFile> files) {
    if (JsonRepairSheet.isOne(sheet)) {
      return JsonRepairSheet.read(sheet, contract);
    }
    for (FeedContract feed : contract.feeds()) {
      for (char delimiter : delimiters(feed.format())) {
        List<TextRecord> records = records(sheet, feed.format().withDelimiter(delimiter));
        Optional<RepairedRows> found =
            new RepairSheet(feed.format()).repaired(sheet, feed, records, files);
        if (found.isPresent()) {
          return found.get();
        }
      }
    }
    throw RepairedRows.refused(
        sheet,
        "it has no columns %s, or no row behind them that names a file of a feed; repair a file that 'submit/churn quarantine export' wrote"
            .formatted(String.join(", ", OWN)));
  }

  /** A spreadsheet saves with the delimiter of its country; a header tells which it was. */
  private static Set<Character> delimiters(FileFormat format) {
    Set<Character> delimiters = new LinkedHashSet<>(List.of(format.delimiter()));
    if (format.header()) {
      delimiters.addAll(List.of(',', ';', '\t'));
    }
    return delimiters;
  }

  private static List<TextRecord> records(Path sheet, FileFormat format) {
    List<TextRecord> records = new ArrayList<>();
    try (InputStream bytes = Files.newInputStream(sheet);
        RecordReader reader =
            new RecordReader(DecodedText.lines(bytes, format.charset()), format)) {
      for (TextRecord record = reader.next(); record != null; record = reader.next()) {
        records.add(record);
      }
      return records;
    } catch (IOException e) {
      throw RepairedRows.unreadable(sheet, e);
    }
  }

  /** Empty if the sheet is none of the feed. */
  private Optional<RepairedRows> repaired(
      Path sheet, FeedContract feed, List<TextRecord> records, List<QuarantinedFile> files) {
    if (records.isEmpty()) {
      return Optional.empty();
    }
    List<String> header = format.header() ? stripped(records.get(0).values()) : OWN;
    if (OWN.stream().anyMatch(column -> index(header, column) < 0)) {
      return Optional.empty();
    }
    RepairedRows rows = null;
    for (TextRecord record :
        filled(format.header() ? records.subList(1, records.size()) : records)) {
      Map<String, String> own = own(sheet, header, record);
      String file = own.get(FILE);
      if (rows == null && !file.startsWith(feed.feed() + "/")) {
        return Optional.empty();
      }
      refuseUnfit(sheet, record);
      rows = rows == null ? new RepairedRows(sheet, file, feed.isGrouped()) : rows;
      rows.requireSameFile(file);
      rows.add(
          record.lineNumber(), own.get(LINE), joined(data(sheet, file, header, record, files)));
    }
    return Optional.ofNullable(rows);
  }

  /**
   * Programs change the case of names; -1 for a column that is missing, or not told from others.
   */
  private static int index(List<String> header, String column) {
    int exact = header.indexOf(column);
    int[] alike =
        IntStream.range(0, header.size())
            .filter(i -> header.get(i).equalsIgnoreCase(column))
            .toArray();
    return exact < 0 && alike.length == 1 ? alike[0] : exact;
  }

  /** Without the empty rows that spreadsheets leave at the end. */
  private static List<TextRecord> filled(List<TextRecord> records) {
    return records.stream()
        .filter(
            record ->
                record.flaw() != Flaw.NONE || !record.values().stream().allMatch(String::isBlank))
        .toList();
  }

  /** Of another charset, letters would be lost silently. */
  private void refuseUnfit(Path sheet, TextRecord record) {
    if (record.flaw() == Flaw.ENCODING) {
      throw RepairedRows.refused(
          sheet,
          "line %d is no text of %s; save it as CSV in %s"
              .formatted(record.lineNumber(), format.charset(), format.charset()));
    }
  }

  private static List<String> stripped(List<String> values) {
    return values.stream().map(String::strip).toList();
  }

  private static Map<String, String> own(Path sheet, List<String> header, TextRecord record) {
    Map<String, String> own = new HashMap<>();
    for (String column : OWN) {
      int index = index(header, column);
      if (index >= record.values().size()) {
        throw RepairedRows.refused(
            sheet, "line %d has no value of %s".formatted(record.lineNumber(), column));
      }
      own.put(column, record.values().get(index).strip());
    }
    return own;
  }

  /** The values of a row in the order of the file that it came with. */
  private List<String> data(
      Path sheet,
      String file,
      List<String> header,
      TextRecord record,
      List<QuarantinedFile> files) {
    if (!format.header()) {
      return record.values().subList(OWN.size(), record.values().size());
    }
    List<String> columns =
        files.stream()
            .filter(other -> file.equals(other.feed() + "/" + other.name()))
            .findFirst()
            .flatMap(QuarantinedFile::header)
            .map(text -> stripped(KeptRecords.split(text, format).get(0).values()))
            .orElse(List.of());
    List<String> values = new ArrayList<>();
    for (String column : columns) {
      int index = index(header, column);
      if (index < 0) {
        throw RepairedRows.refused(
            sheet, "column %s is missing; the file had %s".formatted(column, columns));
      }
      if (index < record.values().size()) {
        values.add(record.values().get(index));
      }
    }
    for (int i = header.size(); i < record.values().size(); i++) {
      if (!record.values().get(i).isBlank()) {
        values.add(record.values().get(i)); // it is one value too many, as before
      }
    }
    return values;
  }
}
