package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.churnwise.run.Hash;

/**
 * Quarantined records of one file that are judged anew; those that are good now are loaded, the
 * others stay in quarantine with the rules that they break now.
 *
 * @param kind why they are judged anew
 * @param from number of the file's load
 * @param header text of the file's first line, where it names the columns
 * @param repairedFile that holds new texts of some records
 * @param records by line
 */
public record Release(
    Kind kind,
    long from,
    Optional<String> header,
    Optional<String> repairedFile,
    List<QuarantinedRecord> records) {

  /** Why records are judged anew. */
  public enum Kind {
    /** Because somebody said so, after a better contract. */
    CONTRACT,
    /** By new texts of some of them. */
    REPAIRED,
    /** Their day has come. */
    EARLY
  }

  public Release {
    records = List.copyOf(records);
  }

  /** Hash of the texts that are judged. */
  String contentHash() {
    return Hash.of(
        records.stream()
            .flatMap(record -> Stream.of(Long.toString(record.line()), record.text()))
            .toArray(String[]::new));
  }

  /** The loads that the records were quarantined with. */
  TreeSet<Long> loads() {
    TreeSet<Long> loads = new TreeSet<>();
    records.forEach(record -> loads.add(record.load()));
    return loads;
  }

  /** Whether a record is bad only because its day had not come, and it has by now. */
  static boolean isDue(QuarantinedRecord record, LocalDate asOf) {
    return record.reasons().stream()
        .allMatch(reason -> reason.dueOn().filter(day -> !day.isAfter(asOf)).isPresent());
  }
}
