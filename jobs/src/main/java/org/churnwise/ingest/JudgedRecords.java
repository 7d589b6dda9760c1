package org.churnwise.ingest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.churnwise.ingest.QuarantinedRecord.Reason;
import org.churnwise.run.RecordRows;
import org.churnwise.run.Run;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * The records of a release on their way out of quarantine: how they stood there is kept, and who
 * released them, when and why. Every method is part of the caller's transaction.
 */
record JudgedRecords(Warehouse warehouse, Run run) {
  private static final int LINES_AT_ONCE = 1_000;
  private static final RecordRows<Superseded> SUPERSEDED =
      new RecordRows<>(Tables.SUPERSEDED_QUARANTINE, Superseded.class);
  private static final RecordRows<Account> ACCOUNTS =
      new RecordRows<>(
          Tables.QUARANTINE_RELEASES, Account.class, "run_id", "released_at", "contract_after");

  /**
   * Takes the records out of quarantine, and out of the counts of the loads that they came with:
   * they count with the release now.
   */
  void takeOut(SourceFile file, FileTask task) {
    Release release = file.release().orElseThrow();
    Instant now = run.clock().instant();
    List<Superseded> rows = new ArrayList<>();
    Map<Long, Counts> byLoad = new TreeMap<>();
    for (QuarantinedRecord record : release.records()) {
      record.reasons().forEach(reason -> rows.add(superseded(file, record, reason, now)));
      long records = task.contract().isGrouped() ? KeptRecords.count(record, task) : 1;
      byLoad.merge(record.load(), new Counts(records, 1), Counts::plus);
    }
    SUPERSEDED.insert(warehouse, rows);
    remove(file, release.records().stream().map(QuarantinedRecord::line).toList());
    byLoad.forEach(
        (load, counts) ->
            warehouse.execute(
                Sql.named("ingest/discount_judged_records")
                    .with("load_number", load)
                    .with("records", counts.records())
                    .with("quarantined", counts.rows())));
  }

  private void remove(SourceFile file, List<Long> lines) {
    for (int from = 0; from < lines.size(); from += LINES_AT_ONCE) {
      List<Long> some = lines.subList(from, Math.min(from + LINES_AT_ONCE, lines.size()));
      warehouse.delete(
          Tables.QUARANTINE,
          Map.of("feed", file.feed(), "file_name", file.name(), "line_number", some));
    }
  }

  private Superseded superseded(
      SourceFile file, QuarantinedRecord record, Reason reason, Instant now) {
    return new Superseded(
        file.feed(),
        file.name(),
        record.line(),
        reason.rule(),
        reason.columnName(),
        reason.value(),
        reason.dueOn(),
        record.raw(),
        record.text().equals(record.raw()) ? Optional.empty() : Optional.of(record.text()),
        reason.contractVersion(),
        reason.runId(),
        record.load(),
        run.id(),
        now);
  }

  /** Writes what became of the records, rule by rule, once the good ones are loaded. */
  void account(SourceFile file, LandedFile landed, long loadNumber, String contractVersion) {
    Release release = file.release().orElseThrow();
    Map<Boolean, Set<Long>> notLoaded =
        warehouse
            .query(
                Sql.named("ingest/lines_not_loaded")
                    .with("file_number", landed.number())
                    .with("run_id", run.id()))
            .stream()
            .collect(
                Collectors.partitioningBy(
                    row -> row.truth("is_bad"),
                    Collectors.mapping(row -> row.longValue("line_number"), Collectors.toSet())));
    Map<List<String>, Fate> byRule =
        new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
    for (QuarantinedRecord record : release.records()) {
      Set<List<String>> broken = new HashSet<>();
      record.reasons().forEach(why -> broken.add(List.of(why.rule(), why.contractVersion())));
      boolean stays = notLoaded.get(true).contains(record.line());
      boolean dropped = !stays && notLoaded.get(false).contains(record.line());
      Fate fate = new Fate(1, stays ? 0 : 1, dropped ? 1 : 0);
      broken.forEach(rule -> byRule.merge(rule, fate, Fate::plus));
    }
    List<Account> accounts = new ArrayList<>();
    byRule.forEach(
        (rule, fates) ->
            accounts.add(
                new Account(
                    release.kind(),
                    file.feed(),
                    file.name(),
                    release.repairedFile(),
                    loadNumber,
                    release.from(),
                    rule.get(0),
                    rule.get(1),
                    fates.judged(),
                    fates.released(),
                    fates.dropped())));
    ACCOUNTS.insert(warehouse, accounts, run.id(), run.clock().instant(), contractVersion);
  }

  /** Records, and some of them. */
  private record Counts(long records, long rows) {
    Counts plus(Counts other) {
      return new Counts(records + other.records, rows + other.rows);
    }
  }

  /** What became of records: judged, of these out of quarantine, of these left out. */
  private record Fate(long judged, long released, long dropped) {
    Fate plus(Fate other) {
      return new Fate(judged + other.judged, released + other.released, dropped + other.dropped);
    }
  }

  private record Superseded(
      String feed,
      String fileName,
      long lineNumber,
      String rule,
      Optional<String> columnName,
      Optional<String> value,
      Optional<LocalDate> dueOn,
      String rawRow,
      Optional<String> judgedRow,
      String contractVersion,
      String runId,
      long loadNumber,
      String supersededBy,
      Instant supersededAt) {}

  private record Account(
      Release.Kind kind,
      String feed,
      String fileName,
      Optional<String> repairedFile,
      long loadNumber,
      long releasedFrom,
      String rule,
      String contractBefore,
      long rowsJudged,
      long rowsReleased,
      long rowsDropped) {}
}
