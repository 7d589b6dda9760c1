package org.churnwise.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.run.DataFaults;
import org.churnwise.run.ForgottenCustomers;
import org.churnwise.run.Ledger;
import org.churnwise.run.Written;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Judges quarantined records anew, by the contract and on the day of this run. What is good now is
 * a load of its own, known from this run on; all releases of a call are one transaction.
 */
final class QuarantineRelease {
  private final Warehouse warehouse;
  private final Ledger ledger;
  private final Contract contract;
  private final LoadJudge judge;
  private final CommentScoring scoring;

  QuarantineRelease(
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
   * The result of a release.
   *
   * @param stillBad its records that stay in quarantine, with the rules that they break now
   */
  record Outcome(SourceFile file, FileResult result, List<QuarantinedRecord> stillBad) {
    /** Whether a record leaves the quarantine, or stays there for another reason. */
    boolean changesSomething() {
      long gone =
          result.rowsLoaded()
              + result.rowsDuplicate()
              + result.rowsDropped()
              + result.rowsForgotten();
      return gone > 0 || !reasons(stillBad).equals(reasons(file.release().orElseThrow().records()));
    }

    private static Set<List<Object>> reasons(List<QuarantinedRecord> records) {
      Set<List<Object>> reasons = new HashSet<>();
      for (QuarantinedRecord record : records) {
        record
            .reasons()
            .forEach(
                why ->
                    reasons.add(
                        List.of(
                            record.line(),
                            record.raw(),
                            why.rule(),
                            why.columnName(),
                            why.value())));
      }
      return reasons;
    }
  }

  /**
   * The records of a file that a sheet names, with their new texts. Where several lines form a
   * sale, its other lines in quarantine are among them with the texts that they have: a sale comes
   * in whole.
   *
   * @param texts by line
   * @throws ChurnException (data refused) if the contract does not fit the columns of such a file
   */
  SourceFile repaired(QuarantinedFile file, String sheet, Map<Long, String> texts) {
    List<QuarantinedRecord> all =
        file.records().stream()
            .map(record -> record.with(texts.getOrDefault(record.line(), record.text())))
            .toList();
    Set<Long> lines = new HashSet<>(texts.keySet());
    if (contract.feed(file.feed()).orElseThrow().isGrouped()) {
      SourceFile whole = file.released(Release.Kind.REPAIRED, Optional.of(sheet), all);
      Set<Set<Long>> sales = ReleaseRows.sales(task(whole, 1), whole.release().orElseThrow());
      sales.stream()
          .filter(sale -> sale.stream().anyMatch(texts::containsKey))
          .forEach(lines::addAll);
    }
    return file.released(
        Release.Kind.REPAIRED,
        Optional.of(sheet),
        all.stream().filter(record -> lines.contains(record.line())).toList());
  }

  private FileTask task(SourceFile file, long number) {
    Validity validity =
        Validity.of(contract, List.of(file), ledger.view().loaded(), ledger.run().asOf());
    return FileTask.of(file, number, validity);
  }

  /**
   * What releases would bring, without any change; no comment is scored for it.
   *
   * @throws ChurnException (data refused) as {@link #commit} does
   */
  List<Outcome> rehearse(List<SourceFile> releases) {
    FileLoader loader = new FileLoader(warehouse, ledger, contract, scoring);
    if (holdComments(releases)) {
      scoring.function(); // within a transaction it could not ask for one
    }
    return warehouse.rehearse(
        () -> {
          List<LandedFile> landed = land(releases);
          refuseOtherCurrency(releases, landed);
          judge.assessRelease(LoadTerms.none());
          List<FileResult> results = loader.written(releases, landed).result();
          Map<List<String>, QuarantinedFile> left = new HashMap<>();
          QuarantinedFile.all(warehouse)
              .forEach(file -> left.put(List.of(file.feed(), file.name()), file));
          return results.stream().map(result -> outcome(result, left)).toList();
        });
  }

  private Outcome outcome(FileResult result, Map<List<String>, QuarantinedFile> left) {
    SourceFile file = result.file();
    String run = ledger.run().id();
    List<QuarantinedRecord> stillBad =
        Optional.ofNullable(left.get(List.of(file.feed(), file.name())))
            .map(QuarantinedFile::records)
            .orElse(List.of())
            .stream()
            .filter(record -> record.reasons().get(0).runId().equals(run))
            .toList();
    return new Outcome(file, result, stillBad);
  }

  /**
   * Releases records.
   *
   * @throws ChurnException (data refused), before anything is changed, if the contract does not fit
   *     a file, or the records are of another currency or would leave a hole in the sales
   */
  List<FileResult> commit(List<SourceFile> releases, LoadTerms terms) {
    FileLoader loader = new FileLoader(warehouse, ledger, contract, scoring);
    if (holdComments(releases)) {
      loader.scored(releases, warehouse.transaction(() -> landed(releases)));
    }
    List<FileResult> results =
        ledger.commit(
            releases.stream().map(loader::slice).toList(),
            () -> {
              List<LandedFile> landed = land(releases);
              if (!terms.asRecorded()) {
                refuseOtherCurrency(releases, landed);
              }
              LoadAssessment assessment = judge.assessRelease(terms);
              Written<List<FileResult>> written = loader.written(releases, landed);
              loader.renew(assessment);
              return written;
            });
    ledger.view().forget(DataFaults.class);
    return results;
  }

  private static boolean holdComments(List<SourceFile> releases) {
    return releases.stream().anyMatch(file -> Feed.named(file.feed()) == Feed.FEEDBACK);
  }

  private void refuseOtherCurrency(List<SourceFile> releases, List<LandedFile> landed) {
    new CurrencyCheck(warehouse, contract)
        .refusal(releases, landed, ledger.view().loaded().files())
        .ifPresent(
            refusal -> {
              throw ReleaseRows.refused(releases.get(refusal.place()).name(), refusal.why());
            });
  }

  private List<LandedFile> land(List<SourceFile> releases) {
    JudgedRecords judged = new JudgedRecords(warehouse, ledger.run());
    for (int i = 0; i < releases.size(); i++) {
      judged.takeOut(releases.get(i), task(releases.get(i), i + 1L));
    }
    return landed(releases);
  }

  private List<LandedFile> landed(List<SourceFile> releases) {
    ForgottenCustomers forgotten =
        ledger
            .view()
            .fact(Set.of(), ForgottenCustomers.class, () -> ForgottenCustomers.read(warehouse));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < releases.size(); i++) {
      SourceFile file = releases.get(i);
      rows.addAll(ReleaseRows.of(task(file, i + 1L), file.release().orElseThrow(), forgotten));
    }
    warehouse.landRows(Tables.LANDING_ROWS, rows);
    return scoring.landed(releases);
  }
}
