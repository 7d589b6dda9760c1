package org.churnwise.ingest;

import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.FileFormat;
import org.churnwise.ingest.csv.TextRecord;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.Warehouse;

/**
 * Whose bad rows are: the customers whom the contract reads in their texts that they were loaded
 * by. Costs one query for each contract.
 */
public final class BadRowOwners {
  private final Warehouse warehouse;
  private final Map<String, Optional<Contract>> contracts = new HashMap<>();
  private final Map<Origin, Optional<Reader>> readers = new HashMap<>();

  public BadRowOwners(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * How a text was read.
   *
   * @param header text of the file's first line, where it names the columns
   */
  public record Origin(
      String feed, String fileName, Optional<String> header, String contractVersion) {}

  /** Ids of the text of a bad row; none if it cannot be read as far as its customer. */
  public Set<String> of(Origin origin, String text) {
    try {
      Optional<Reader> reader = readers.computeIfAbsent(origin, this::reader);
      return reader.isEmpty() || text.indexOf('\uFFFD') >= 0 // bytes were no text
          ? Set.of()
          : reader.get().owners(text);
    } catch (IOException e) {
      return Set.of();
    }
  }

  private Optional<Reader> reader(Origin origin) {
    return contracts
        .computeIfAbsent(origin.contractVersion(), this::contract)
        .flatMap(contract -> contract.feed(origin.feed()))
        .flatMap(
            feed ->
                Reader.of(
                    new FileTask(
                        1,
                        origin.fileName(),
                        origin.fileName(),
                        null,
                        null,
                        LocalDate.MAX,
                        null,
                        feed),
                    origin.header()));
  }

  private Optional<Contract> contract(String version) {
    return warehouse
        .query(Sql.named("replay/kept_contract").with("contract_version", version))
        .stream()
        .findFirst()
        .map(row -> Contract.kept(version, row.string("content")));
  }

  /** Reads the records of one file. */
  private record Reader(FileTask task, List<String> names, RowParser parser) {
    static Optional<Reader> of(FileTask task, Optional<String> header) {
      FileFormat format = task.contract().format();
      boolean isDelimited = format.layout().of(task.name()) == FileFormat.Layout.DELIMITED;
      if (isDelimited && format.header() && header.isEmpty()) {
        return Optional.empty(); // an older release did not keep it
      }
      try {
        List<String> names =
            isDelimited
                ? header.map(text -> columns(text, format)).orElse(List.of())
                : FileParser.fields(task);
        RowParser parser = new RowParser(task, names);
        return parser.missingColumn().isPresent()
            ? Optional.empty()
            : Optional.of(new Reader(task, names, parser));
      } catch (IOException e) {
        return Optional.empty();
      }
    }

    private static List<String> columns(String header, FileFormat format) {
      return KeptRecords.split(header, format).stream()
          .findFirst()
          .map(TextRecord::values)
          .orElse(List.of())
          .stream()
          .map(String::strip)
          .toList();
    }

    /** Of a text of several lines, those of one sale, some may name nobody. */
    Set<String> owners(String text) throws IOException {
      QuarantinedRecord kept = new QuarantinedRecord(1, text, text, 0, List.of());
      Set<String> owners = new LinkedHashSet<>();
      try (KeptRecords records = new KeptRecords(List.of(kept), task, names)) {
        for (TextRecord record = records.next(); record != null; record = records.next()) {
          if (parser.isUnreadable(record)) {
            return Set.of();
          }
          parser.owner(record).ifPresent(owners::add);
        }
      }
      return owners;
    }
  }
}
