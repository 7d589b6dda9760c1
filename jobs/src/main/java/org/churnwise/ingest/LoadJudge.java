package org.churnwise.ingest;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.ingest.evidence.Acceptance;
import org.churnwise.ingest.evidence.DataJudge;
import org.churnwise.ingest.evidence.Finding;
import org.churnwise.ingest.evidence.SalesEvidence;
import org.churnwise.run.DataFault;
import org.churnwise.run.Ledger;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.Period;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Judges, before anything is written, how far a load makes sales known, and whether data are
 * missing before it: then the load stops, for every customer who bought there would look churned.
 */
final class LoadJudge {
  private final Warehouse warehouse;
  private final Ledger ledger;

  LoadJudge(Warehouse warehouse, Ledger ledger) {
    this.warehouse = warehouse;
    this.ledger = ledger;
  }

  /**
   * The assessment of a load whose files have landed.
   *
   * @param evidence what is loaded and has landed
   * @throws ChurnException (data refused) for a month without a sale and for a hole with data
   *     behind it, unless accepted
   */
  LoadAssessment assess(List<SourceFile> files, LoadTerms terms, SalesEvidence evidence) {
    return assess(files, !files.isEmpty(), terms, evidence);
  }

  /** The same of terms without files: one query. */
  LoadAssessment assess(LoadTerms terms) {
    return assess(List.of(), terms, SalesEvidence.read(warehouse, false));
  }

  /** The same of quarantined records that have landed; they make no month whole or empty. */
  LoadAssessment assessRelease(LoadTerms terms) {
    return assess(List.of(), true, terms, SalesEvidence.read(warehouse, true));
  }

  private LoadAssessment assess(
      List<SourceFile> files, boolean landed, LoadTerms terms, SalesEvidence evidence) {
    List<Acceptance> accepted = accepted(terms);
    Collection<YearMonth> empty = emptyMonths(files, terms, evidence, accepted);
    DataJudge judge = new DataJudge(accepted, empty);
    Optional<LocalDate> known = known(evidence);
    Optional<LocalDate> end = latest(declaredEnd(files, terms, empty), known);
    if (end.isEmpty()) {
      return new LoadAssessment(Optional.empty(), List.of(), List.of());
    }
    List<Finding> findings = judge.findings(evidence, end.get());
    if (!terms.asRecorded()) {
      findings.stream()
          .filter(Finding::stopsTheLoad)
          .findFirst()
          .ifPresent(hole -> refuse(hole, landed));
    }
    boolean stoppedEarly =
        terms.loadedTo().isEmpty()
            && findings.stream().anyMatch(finding -> isSilentToTheEnd(finding, known));
    return new LoadAssessment(
        end.filter(day -> !stoppedEarly && known.map(day::isAfter).orElse(true)),
        newlyUsed(terms, findings, empty),
        findings);
  }

  /** Whether a sales file may hold no record: somebody has accepted its month as empty. */
  boolean acceptsEmpty(SourceFile file, LoadTerms terms) {
    return monthsOf(List.of(file)).anyMatch(month -> acceptsEmpty(month, terms));
  }

  /** Whether somebody has accepted that a month has no sale. */
  boolean acceptsEmpty(YearMonth month, LoadTerms terms) {
    return terms.asRecorded() || isAccepted(month, accepted(terms));
  }

  private static boolean isSilentToTheEnd(Finding finding, Optional<LocalDate> known) {
    return finding.fault().kind() == DataFault.Kind.SILENT_DAYS
        && finding.isOpenEnded()
        && known.map(day -> !finding.fault().lastDay().isBefore(day)).orElse(false);
  }

  private List<Acceptance> accepted(LoadTerms terms) {
    List<Acceptance> all = new ArrayList<>(Acceptances.of(ledger.view(), warehouse).all());
    terms.accepted().stream().filter(one -> !all.contains(one)).forEach(all::add);
    return all;
  }

  /** What the command accepts for the first time and has something to accept. */
  private List<Acceptance> newlyUsed(
      LoadTerms terms, List<Finding> findings, Collection<YearMonth> empty) {
    List<Acceptance> known = Acceptances.of(ledger.view(), warehouse).all();
    return terms.accepted().stream()
        .filter(one -> !known.contains(one))
        .filter(
            one ->
                terms.asRecorded()
                    || one.holdsFromNowOn()
                    || findings.stream()
                        .anyMatch(finding -> one.period().meets(finding.fault().period())))
        .toList();
  }

  /** The first day that is not known without a declaration of this load. */
  private Optional<LocalDate> known(SalesEvidence evidence) {
    Optional<LocalDate> afterSales =
        evidence.salesByDay().isEmpty()
            ? Optional.empty()
            : Optional.of(evidence.salesByDay().lastKey().plusDays(1));
    return latest(afterSales, ledger.view().loaded().watermark());
  }

  /** A month that somebody has accepted as empty is whole: no sale of it is to come. */
  private Optional<LocalDate> declaredEnd(
      List<SourceFile> files, LoadTerms terms, Collection<YearMonth> empty) {
    LocalDate knowable = ledger.run().asOf().plusDays(1);
    Stream<YearMonth> whole = terms.monthsAreWhole() ? monthsOf(files) : Stream.empty();
    Stream<YearMonth> accepted = monthsOf(files).filter(empty::contains);
    return Stream.concat(
            Stream.of(whole, accepted, terms.complete().stream())
                .flatMap(months -> months)
                .map(month -> month.plusMonths(1).atDay(1))
                .filter(day -> !day.isAfter(knowable)),
            terms.loadedTo().stream())
        .max(LocalDate::compareTo);
  }

  private static Optional<LocalDate> latest(Optional<LocalDate> one, Optional<LocalDate> other) {
    return Stream.concat(one.stream(), other.stream()).max(LocalDate::compareTo);
  }

  private static Stream<YearMonth> monthsOf(List<SourceFile> files) {
    return files.stream()
        .filter(file -> file.feed().equals(Feed.SALES.label()))
        .flatMap(file -> file.month().stream());
  }

  /**
   * The months without a sale that somebody has accepted. Refuses those of sales files and
   * declarations that nobody has.
   */
  private Collection<YearMonth> emptyMonths(
      List<SourceFile> files, LoadTerms terms, SalesEvidence evidence, List<Acceptance> accepted) {
    TreeSet<YearMonth> empty = new TreeSet<>();
    Stream.concat(monthsOf(files), terms.complete().stream())
        .filter(month -> !evidence.hasSales(month))
        .forEach(empty::add);
    for (YearMonth month : empty) {
      if (!terms.asRecorded() && !isAccepted(month, accepted)) {
        throw ChurnException.dataRefused(
            "no sale in %s: %s; nothing was loaded. Load the month's sales, or, if there were none, go on with --accept \"%s: REASON\""
                .formatted(month, emptyFiles(files, month), month));
      }
    }
    Stream.concat(loadedMonths(), evidence.allMonths().stream())
        .filter(month -> !evidence.hasSales(month))
        .forEach(empty::add);
    return empty.stream().filter(month -> isAccepted(month, accepted)).toList();
  }

  private static String emptyFiles(List<SourceFile> files, YearMonth month) {
    String names =
        files.stream()
            .filter(file -> monthsOf(List.of(file)).anyMatch(month::equals))
            .map(SourceFile::path)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "no sales file holds one" : "file " + names + " holds none";
  }

  private Stream<YearMonth> loadedMonths() {
    return ledger.view().loaded().files().stream()
        .filter(file -> file.feed().equals(Feed.SALES.label()))
        .flatMap((LoadedFiles.LoadedFile file) -> file.month().stream());
  }

  private static boolean isAccepted(YearMonth month, List<Acceptance> accepted) {
    return accepted.stream()
        .flatMap(one -> one.silentDays().stream())
        .anyMatch(days -> days.holds(Period.of(month)));
  }

  private void refuse(Finding hole, boolean landed) {
    LocalDate day = hole.dataBehind().orElseThrow();
    List<ResultRow> behind =
        warehouse.query(
            Sql.named("ingest/rows_behind_silence")
                .reading("landed_rows", SalesEvidence.landedRows(landed))
                .with("day", day));
    String rows = behind.stream().map(LoadJudge::spoken).collect(Collectors.joining(", "));
    long more = behind.isEmpty() ? 0 : behind.get(0).longValue("row_count") - behind.size();
    throw ChurnException.dataRefused(
        "a hole in the sales: %s, between %s and %s; customers would look churned, so nothing was loaded. Behind it: %s%s. Correct or add the data, or, if they are right, go on with %s"
            .formatted(
                hole.spoken(),
                hole.fault().firstDay().minusDays(1),
                day,
                rows,
                more > 0 ? " and %d more".formatted(more) : "",
                hole.acceptance()));
  }

  private static String spoken(ResultRow row) {
    String where =
        row.optionalString("file_name")
            .map(name -> " (%s, line %d)".formatted(name, row.longValue("line_number")))
            .orElse("");
    return "transaction " + row.string("transaction_id") + where;
  }
}
