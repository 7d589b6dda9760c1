package org.churnwise.ingest;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.ingest.QuarantinedRecord.Reason;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.run.RecordRows;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * What the quarantine holds of a file.
 *
 * @param feed customers, sales or feedback
 * @param name of the file in its folder
 * @param folder that it was loaded from, as a Hadoop path
 * @param month in its name
 * @param header text of its first line, where it names the columns; empty too where the file was
 *     loaded by a release that did not keep it
 * @param contentHash sha256 of its bytes
 * @param load number of its own load
 * @param records by line
 */
record QuarantinedFile(
    String feed,
    String name,
    String folder,
    Optional<YearMonth> month,
    Optional<String> header,
    String contentHash,
    long load,
    List<QuarantinedRecord> records) {
  QuarantinedFile {
    records = List.copyOf(records);
  }

  /**
   * Every file with quarantined records, by feed and name: one query, whose rows reach the driver.
   */
  static List<QuarantinedFile> all(Warehouse warehouse) {
    Map<List<String>, List<ResultRow>> byFile = new LinkedHashMap<>();
    for (ResultRow row : warehouse.query(Sql.named("ingest/quarantined_rows"))) {
      byFile
          .computeIfAbsent(
              List.of(row.string("feed"), row.string("file_name")), file -> new ArrayList<>())
          .add(row);
    }
    return byFile.values().stream().map(QuarantinedFile::of).toList();
  }

  private static QuarantinedFile of(List<ResultRow> rows) {
    ResultRow first = rows.get(0);
    Map<Long, List<ResultRow>> byLine = new LinkedHashMap<>();
    for (ResultRow row : rows) {
      byLine.computeIfAbsent(row.longValue("line_number"), line -> new ArrayList<>()).add(row);
    }
    return new QuarantinedFile(
        first.string("feed"),
        first.string("file_name"),
        first.string("stage_name"),
        first.values().get("year") == null
            ? Optional.empty()
            : Optional.of(
                YearMonth.of((int) first.longValue("year"), (int) first.longValue("month"))),
        first.optionalString("header"),
        first.string("content_hash"),
        first.longValue("file_load"),
        byLine.values().stream().map(QuarantinedFile::record).toList());
  }

  private static QuarantinedRecord record(List<ResultRow> reasons) {
    ResultRow first = reasons.get(0);
    String raw = first.string("raw_row");
    return new QuarantinedRecord(
        first.longValue("line_number"),
        raw,
        raw,
        first.longValue("load_number"),
        RecordRows.read(reasons, Reason.class));
  }

  /** The same with other records. */
  QuarantinedFile with(List<QuarantinedRecord> others) {
    return new QuarantinedFile(feed, name, folder, month, header, contentHash, load, others);
  }

  /** Whether a contract still says how to read it. */
  boolean isCoveredBy(Contract contract) {
    return contract.feed(feed).stream()
        .flatMap(covered -> covered.files().stream())
        .anyMatch(pattern -> pattern.match(name).isPresent());
  }

  /** Whether a record of it begins on a line. */
  boolean holds(long line) {
    return records.stream().anyMatch(record -> record.line() == line);
  }

  /** Some of its records, to be judged anew. */
  SourceFile released(
      Release.Kind kind, Optional<String> repairedFile, List<QuarantinedRecord> judged) {
    Release release = new Release(kind, load, header, repairedFile, judged);
    return new SourceFile(
        feed,
        folder + "/" + name,
        name,
        month,
        false,
        release.contentHash(),
        0,
        Optional.of(release));
  }
}
