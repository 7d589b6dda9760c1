package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.run.Ledger;
import org.churnwise.warehouse.Warehouse;

/**
 * Quarantined rows that were bad only because their day had not come, such as those of a shop whose
 * today is tomorrow where the load ran: they come in by themselves once their day is there.
 */
final class EarlyRows {
  private final Warehouse warehouse;
  private final Ledger ledger;
  private final Contract contract;
  private final LoadJudge judge;
  private final CommentScoring scoring;

  EarlyRows(
      Warehouse warehouse,
      Ledger ledger,
      Contract contract,
      LoadJudge judge,
      CommentScoring scoring) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.contract = contract;
    this.judge = judge;
    this.scoring = scoring;
  }

  /**
   * Brings in the rows that are due; where none is, no statement runs. A file whose rows would be
   * refused keeps them in quarantine, and the run goes on.
   */
  List<FileResult> release(IngestProgress progress) {
    LocalDate asOf = ledger.run().asOf();
    boolean isDue =
        ledger.view().loaded().earlyRowsDue().filter(day -> !day.isAfter(asOf)).isPresent();
    if (!isDue) {
      return List.of();
    }
    List<FileResult> results = new ArrayList<>();
    for (QuarantinedFile file : QuarantinedFile.all(warehouse)) {
      due(file, asOf).ifPresent(release -> results.addAll(release(release, progress)));
    }
    results.forEach(progress::released);
    return results;
  }

  private List<FileResult> release(SourceFile release, IngestProgress progress) {
    try {
      return new QuarantineRelease(warehouse, ledger, contract, judge, scoring)
          .commit(List.of(release), LoadTerms.none());
    } catch (ChurnException e) {
      if (e.exitCode() != ExitCode.DATA_REFUSED) {
        throw e;
      }
      progress.notReleased(
          "rows of file %s whose day has come stay in quarantine: %s"
              .formatted(release.name(), e.getMessage()));
      return List.of();
    }
  }

  /** The rows of a file that are due. Lines of one sale are judged together, so all of the file. */
  private Optional<SourceFile> due(QuarantinedFile file, LocalDate asOf) {
    List<QuarantinedRecord> due =
        file.records().stream().filter(record -> Release.isDue(record, asOf)).toList();
    if (due.isEmpty() || !file.isCoveredBy(contract)) {
      return Optional.empty();
    }
    boolean isGrouped = contract.feed(file.feed()).orElseThrow().isGrouped();
    QuarantinedFile judged =
        new CharsetOfThen(warehouse, contract).reread(isGrouped ? file : file.with(due));
    return Optional.of(file.released(Release.Kind.EARLY, Optional.empty(), judged.records()));
  }
}
