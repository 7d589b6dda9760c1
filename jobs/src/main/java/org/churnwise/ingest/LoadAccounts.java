package org.churnwise.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.quality.AlertChange;
import org.churnwise.quality.AlertManager;
import org.churnwise.quality.DataQualityChecker;
import org.churnwise.quality.DataQualityChecker.FileCounts;
import org.churnwise.quality.QualityCheck;
import org.churnwise.run.Ledger;
import org.churnwise.run.RecordRows;
import org.churnwise.run.Stage;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/** Writes what loads count, in their transaction: files, contract, checks of quality, alerts. */
final class LoadAccounts {
  private static final RecordRows<KeptContract> CONTRACTS =
      new RecordRows<>(Tables.CONTRACTS, KeptContract.class, "run_id");

  private final Warehouse warehouse;
  private final Ledger ledger;
  private final Contract contract;
  private final DataQualityChecker checker;
  private final AlertManager alerts;
  private boolean contractIsKept;

  LoadAccounts(Warehouse warehouse, Ledger ledger, Contract contract) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.contract = contract;
    this.checker =
        new DataQualityChecker(
            contract.limits().quarantinedShare(), contract.limits().duplicateShare());
    this.alerts = new AlertManager(warehouse, ledger);
  }

  /** Writes the rows of loads whose first has a number. */
  void record(List<FileResult> results, List<LandedFile> landed, long firstLoad) {
    List<IngestedFile> rows = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      rows.add(
          IngestedFile.of(results.get(i), landed.get(i), contract, firstLoad + i, ledger.run()));
    }
    keepContract();
    IngestedFile.ROWS.insert(warehouse, rows);
    List<QualityCheck> checks = checks(results, landed);
    if (!checks.isEmpty()) {
      QualityCheck.record(warehouse, ledger.run(), checks);
    }
    List<AlertChange> breaches =
        checks.stream()
            .filter(QualityCheck::isBreach)
            .map(breach -> alert(breach, results))
            .toList();
    if (!breaches.isEmpty()) {
      alerts.make(breaches);
    }
  }

  /** A file of which nothing is left in quarantine has no share there any more. */
  void closeAlertsOfReleased(List<FileResult> results) {
    List<String> released =
        results.stream()
            .map(FileResult::file)
            .filter(file -> file.release().isPresent())
            .map(SourceFile::name)
            .toList();
    if (released.isEmpty()) {
      return;
    }
    Set<String> left =
        QuarantinedFile.all(warehouse).stream()
            .map(QuarantinedFile::name)
            .collect(Collectors.toSet());
    alerts.make(
        released.stream()
            .filter(name -> !left.contains(name))
            .map(name -> close(DataQualityChecker.QUARANTINED_SHARE, name))
            .toList());
  }

  /** A replay needs it, even where its file was changed since. */
  private void keepContract() {
    if (!contractIsKept && !ledger.view().loaded().contracts().contains(contract.version())) {
      CONTRACTS.insert(
          warehouse,
          List.of(new KeptContract(contract.version(), contract.content())),
          ledger.run().id());
    }
    contractIsKept = true;
  }

  /** The checks of files; none of a release, whose records were chosen for being bad. */
  List<QualityCheck> checks(List<FileResult> results, List<LandedFile> landed) {
    List<QualityCheck> checks = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      FileResult result = results.get(i);
      if (result.file().release().isEmpty()) {
        checks.addAll(checker.check(counts(result, landed.get(i))));
      }
    }
    return checks;
  }

  private static FileCounts counts(FileResult result, LandedFile landed) {
    long conflicts = result.rowsQuarantined() - landed.recordsBad();
    return new FileCounts(
        Stage.INGEST,
        result.file().name(),
        landed.recordsJudged(),
        landed.recordsBad() + Math.round(landed.recordsOf(conflicts)),
        landed.goodRows(),
        result.rowsDuplicate(),
        new DataQualityChecker.LeftOut(
            result.rowsRead(), result.rowsDropped(), result.rowsFolded(), result.rowsForgotten()),
        result.rowsReturned(),
        landed.commentsNotScored());
  }

  private static AlertChange alert(QualityCheck breach, List<FileResult> results) {
    String next =
        breach.name().equals(DataQualityChecker.QUARANTINED_SHARE)
            ? "submit/churn quarantine list '%s'".formatted(breach.subject())
            : "submit/churn status";
    return AlertChange.open(
            Stage.INGEST.toString(),
            breach.name() + " " + breach.subject(),
            "WARNING",
            DataQualityChecker.spoken(breach))
        .concerning(owners(breach.subject(), results), next);
  }

  /** Who is responsible for a file's feed, as conf/features.conf names him: customer-data. */
  private static List<String> owners(String fileName, List<FileResult> results) {
    return results.stream()
        .map(FileResult::file)
        .filter(file -> file.name().equals(fileName))
        .map(file -> file.feed().equals("customers") ? "customer-data" : file.feed() + "-data")
        .toList();
  }

  /** Closes the alerts of files that are taken back. */
  void closeAlerts(List<String> fileNames) {
    alerts.make(
        fileNames.stream()
            .flatMap(
                name ->
                    Stream.of(
                            DataQualityChecker.QUARANTINED_SHARE,
                            DataQualityChecker.DUPLICATE_SHARE,
                            DataQualityChecker.NOT_SCORED_SHARE)
                        .map(check -> close(check, name)))
            .toList());
  }

  private static AlertChange close(String check, String fileName) {
    return AlertChange.close(Stage.INGEST.toString(), check + " " + fileName);
  }

  private record KeptContract(String contractVersion, String content) {}
}
