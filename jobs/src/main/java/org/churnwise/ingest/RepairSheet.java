package org.churnwise.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
  private static final List<String> OWN =
      List.of("quarantine_file", "quarantine_line", "quarantine_reason");
  private static final int LINE = 1;

  /** The lines of the sheet, without line ends; a record may hold some. */
  List<String> written(QuarantinedFile file) {
    List<String> lines = new ArrayList<>();
    if (format.header()) {
      lines.add(String.join(delimiter(), OWN) + delimiter() + file.header().orElse(""));
    }
    for (QuarantinedRecord record : file.records()) {
      String reasons =
          record.reasons().stream()
              .map(QuarantinedRecord.Reason::spoken)
              .collect(Collectors.joining("; "));
      for (TextRecord text : texts(record)) {
        // a text that cannot be split would swallow the rows behind it
        boolean isWhole = text.flaw() == Flaw.QUOTES;
        lines.add(
            joined(List.of(file.feed() + "/" + file.name(), Long.toString(record.line()), reasons))
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
   * A repaired sheet.
   *
   * @param file that its rows came with, as feed/name
   * @param texts by line of the file
   */
  record Repaired(String file, Map<Long, String> texts) {}

  /**
   * Reads a repaired sheet.
   *
   * @param files with quarantined rows, for the order of their columns
   * @throws ChurnException (data refused) if it is none, or holds rows of several files
   */
  static Repaired read(Path sheet, Contract contract, List<QuarantinedFile> files) {
    for (FeedContract feed : contract.feeds()) {
      for (char delimiter : delimiters(feed.format())) {
        List<TextRecord> records = records(sheet, feed.format().withDelimiter(delimiter));
        Optional<Repaired> found =
            new RepairSheet(feed.format()).repaired(sheet, feed, records, files);
        if (found.isPresent()) {
          return found.get();
        }
      }
    }
    throw refused(
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
      throw refused(sheet, "it cannot be read: " + e.getMessage());
    }
  }

  /** Empty if the sheet is none of the feed. */
  private Optional<Repaired> repaired(
      Path sheet, FeedContract feed, List<TextRecord> records, List<QuarantinedFile> files) {
    if (records.isEmpty()) {
      return Optional.empty();
    }
    List<String> header = format.header() ? stripped(records.get(0).values()) : OWN;
    if (!header.containsAll(OWN)) {
      return Optional.empty();
    }
    String name = null;
    Map<Long, String> texts = new LinkedHashMap<>();
    for (TextRecord record :
        filled(format.header() ? records.subList(1, records.size()) : records)) {
      Map<String, String> own = own(sheet, header, record);
      String file = own.get(OWN.get(0));
      if (name == null && !file.startsWith(feed.feed() + "/")) {
        return Optional.empty();
      }
      refuseUnfit(sheet, record, file, Optional.ofNullable(name).orElse(file));
      name = file;
      long line = line(sheet, record, own.get(OWN.get(LINE)));
      if (!feed.isGrouped() && texts.containsKey(line)) {
        throw refused(
            sheet,
            "line %d is a second row for line %d of %s; keep one of them"
                .formatted(record.lineNumber(), line, file));
      }
      texts.merge(
          line,
          joined(data(sheet, file, header, record, files)),
          (one, other) -> one + "\n" + other);
    }
    return Optional.ofNullable(name).map(file -> new Repaired(file, texts));
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
  private void refuseUnfit(Path sheet, TextRecord record, String file, String first) {
    if (record.flaw() == Flaw.ENCODING) {
      throw refused(
          sheet,
          "line %d is no text of %s; save it as CSV in %s"
              .formatted(record.lineNumber(), format.charset(), format.charset()));
    }
    if (!file.equals(first)) {
      throw refused(
          sheet, "it holds rows of %s and %s; give one file at a time".formatted(first, file));
    }
  }

  private static List<String> stripped(List<String> values) {
    return values.stream().map(String::strip).toList();
  }

  private static Map<String, String> own(Path sheet, List<String> header, TextRecord record) {
    Map<String, String> own = new HashMap<>();
    for (String column : OWN) {
      int index = header.indexOf(column);
      if (index >= record.values().size()) {
        throw refused(sheet, "line %d has no value of %s".formatted(record.lineNumber(), column));
      }
      own.put(column, record.values().get(index).strip());
    }
    return own;
  }

  private static long line(Path sheet, TextRecord record, String text) {
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw refused(
          sheet,
          "line %d says '%s' in %s, which is no line of the file that the row came with"
              .formatted(record.lineNumber(), QuarantineText.cut(text), OWN.get(LINE)));
    }
    return Long.parseLong(text);
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
      int index = header.indexOf(column);
      if (index < 0) {
        throw refused(sheet, "column %s is missing; the file had %s".formatted(column, columns));
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

  private static ChurnException refused(Path sheet, String why) {
    return ChurnException.dataRefused(
        "repaired file %s: %s; nothing was changed".formatted(sheet, why));
  }
}
