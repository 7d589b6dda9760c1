package org.churnwise.ingest;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.FileFormat;
import org.churnwise.ingest.csv.TextRecord;
import org.churnwise.run.ForgottenCustomers;
import org.churnwise.table.Column;
import org.churnwise.table.Tables;

/** Quarantined records as rows of {@code landing_rows}, parsed by the contract of today. */
final class ReleaseRows {
  private ReleaseRows() {}

  /**
   * The rows of one release but for those of erased customers; no Spark is needed, for a quarantine
   * is small.
   *
   * @throws ChurnException (data refused) if the contract does not fit the file's columns
   */
  static List<Map<String, Object>> of(
      FileTask task, Release release, ForgottenCustomers forgotten) {
    try {
      List<Map<String, Object>> rows = new ArrayList<>();
      new RemainingRows(parsed(task, release).iterator(), forgotten)
          .forEachRemaining(row -> rows.add(values(row)));
      return rows;
    } catch (IOException e) {
      throw refused(task.name(), e.getMessage());
    }
  }

  private static List<Row> parsed(FileTask task, Release release) throws IOException {
    if (release.records().isEmpty()) { // they have been erased since: a replay
      return new RowParser(task, List.of()).tally("");
    }
    Optional<TextRecord> header = header(task, release);
    RowParser parser = parser(task, names(task, header));
    List<Row> rows = read(task, release, parser, names(task, header));
    rows.addAll(parser.tally(header.map(TextRecord::raw).orElse("")));
    List<Row> landed = task.contract().isGrouped() ? folded(rows, task) : rows;
    return Stream.concat(landed.stream(), dropped(task, release, rows, landed)).toList();
  }

  /**
   * The lines of each sale of a release.
   *
   * @throws ChurnException (data refused) if the contract does not fit the file's columns
   */
  static Set<Set<Long>> sales(FileTask task, Release release) {
    try {
      List<String> names = names(task, header(task, release));
      Map<String, Set<Long>> sales = new HashMap<>();
      for (Row row : read(task, release, parser(task, names), names)) {
        if (!LandingRows.isAlone(row)) {
          sales
              .computeIfAbsent(LandingRows.group(row), sale -> new HashSet<>())
              .add(row.getLong(LandingRows.place("line_number")));
        }
      }
      return Set.copyOf(sales.values());
    } catch (IOException e) {
      throw refused(task.name(), e.getMessage());
    }
  }

  private static List<String> names(FileTask task, Optional<TextRecord> header) throws IOException {
    return isDelimited(task)
        ? header.map(TextRecord::values).orElse(List.of()).stream().map(String::strip).toList()
        : FileParser.fields(task);
  }

  private static RowParser parser(FileTask task, List<String> names) {
    RowParser parser = new RowParser(task, names);
    parser
        .missingColumn()
        .ifPresent(
            column -> {
              throw refused(
                  task.name(),
                  "column %s not found; the header is %s; correct the contract"
                      .formatted(column, names));
            });
    return parser;
  }

  private static List<Row> read(
      FileTask task, Release release, RowParser parser, List<String> names) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (KeptRecords records = new KeptRecords(release.records(), task, names)) {
      for (TextRecord record = records.next(); record != null; record = records.next()) {
        parser.parse(record, rows::add);
      }
    }
    return rows;
  }

  /** The records that are neither bad nor loaded with their sale. */
  private static Stream<Row> dropped(
      FileTask task, Release release, List<Row> read, List<Row> landed) {
    Set<String> sales =
        landed.stream()
            .filter(LandingRows::isGood)
            .map(LandingRows::group)
            .collect(Collectors.toSet());
    Set<Long> others =
        Stream.concat(
                landed.stream().filter(LandingRows::isBad),
                read.stream().filter(row -> sales.contains(LandingRows.group(row))))
            .map(row -> row.getLong(LandingRows.place("line_number")))
            .collect(Collectors.toSet());
    LandingRows made = new LandingRows(task);
    return release.records().stream()
        .map(QuarantinedRecord::line)
        .filter(line -> !others.contains(line))
        .map(made::dropped);
  }

  private static boolean isDelimited(FileTask task) {
    return task.contract().format().layout().of(task.name()) == FileFormat.Layout.DELIMITED;
  }

  /** The first line of the file, where it names the columns. */
  private static Optional<TextRecord> header(FileTask task, Release release) throws IOException {
    if (!task.contract().format().header() || !isDelimited(task)) {
      return Optional.empty();
    }
    String text =
        release
            .header()
            .orElseThrow(
                () ->
                    refused(
                        task.name(),
                        "they came with a release of Churnwise that did not keep the header; load the file again with 'submit/churn ingest --undo %s' and 'submit/churn ingest'"
                            .formatted(task.name())));
    QuarantinedRecord kept = new QuarantinedRecord(1, text, text, release.from(), List.of());
    try (KeptRecords records = new KeptRecords(List.of(kept), task, List.of())) {
      return Optional.of(records.next());
    }
  }

  private static List<Row> folded(List<Row> rows, FileTask task) {
    rows.sort(
        Comparator.comparing(LandingRows::group)
            .thenComparing(row -> row.getLong(LandingRows.place("line_number"))));
    List<Row> sales = new ArrayList<>();
    new SaleFolder(rows.iterator(), List.of(task)).forEachRemaining(sales::add);
    return sales;
  }

  private static Map<String, Object> values(Row row) {
    Map<String, Object> values = new HashMap<>();
    List<Column> columns = Tables.LANDING_ROWS.columns();
    for (int i = 0; i < columns.size(); i++) {
      Object value = row.get(i);
      boolean isDay = value != null && columns.get(i).type().equals("date");
      values.put(columns.get(i).name(), isDay ? LocalDate.parse((String) value) : value);
    }
    return values;
  }

  /** Quarantined rows cannot be released. */
  static ChurnException refused(String file, String why) {
    return ChurnException.dataRefused(
        "quarantined rows of file %s: %s; nothing was changed".formatted(file, why));
  }
}
