package org.churnwise.ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.QuarantineRelease.Outcome;
import org.churnwise.ingest.contract.Contract;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code quarantine release}: judges bad rows anew and lets in those that are good now. */
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Judge bad rows anew, by the contract of today, and load those that are good now.",
      "The others stay, with the rules that they break now. All or nothing."
    })
public final class QuarantineReleaseJob extends JobCommand {
  @Mixin private QuarantineChoice choice;

  @Option(
      names = "--from",
      paramLabel = "REPAIRED_FILE",
      description =
          "A file that 'quarantine export' wrote, with rows that you have repaired; no other row is judged, but for lines of the same sale.")
  private Path repaired;

  @Option(names = "--dry-run", description = "Say what would come in; change nothing.")
  private boolean dryRun;

  private Contract contract;

  @Override
  protected void validate(Settings settings) {
    choice.validate();
    if (repaired != null && !Files.isRegularFile(repaired)) {
      throw ChurnException.usage(
          "--from %s is no file; give one that 'submit/churn quarantine export' wrote"
              .formatted(repaired));
    }
    contract = Contract.load(settings.ingest().contract());
  }

  @Override
  protected Record run(Job job) {
    QuarantineRelease release =
        new QuarantineRelease(
            job.warehouse(),
            job.ledger(),
            contract,
            new LoadJudge(job.warehouse(), job.ledger()),
            new CommentScoring(job.warehouse(), job.ledger(), job.settings().sentiment()));
    List<SourceFile> planned = repaired == null ? planned(job) : planned(job, release, repaired);
    List<Outcome> outcomes = planned.isEmpty() ? List.of() : release.rehearse(planned);
    outcomes.forEach(outcome -> print(outcome, job.console()));
    List<Outcome> changes = outcomes.stream().filter(Outcome::changesSomething).toList();
    if (changes.isEmpty()) {
      job.console().line("nothing to release: nothing was changed");
    } else if (dryRun) {
      job.console().line("--dry-run: nothing was changed");
    } else {
      release.commit(changes.stream().map(Outcome::file).toList(), LoadTerms.none());
      released(job, changes);
    }
    return ReleaseCounts.of(changes, dryRun);
  }

  private List<SourceFile> planned(Job job) {
    List<SourceFile> planned = new ArrayList<>();
    for (QuarantinedFile file : chosen(job)) {
      if (file.isCoveredBy(contract)) {
        planned.add(file.released(Release.Kind.CONTRACT, Optional.empty(), file.records()));
      } else {
        job.console()
            .line(
                "  %s: contract %s names no such file in feed %s; its rows stay"
                    .formatted(file.name(), contract.name(), file.feed()));
      }
    }
    return planned;
  }

  private List<QuarantinedFile> chosen(Job job) {
    CharsetOfThen charset = new CharsetOfThen(job.warehouse(), contract);
    return choice.of(job.warehouse()).stream().map(charset::reread).toList();
  }

  private List<SourceFile> planned(Job job, QuarantineRelease release, Path sheet) {
    List<QuarantinedFile> files = chosen(job);
    RepairedRows found = RepairSheet.read(sheet, contract, files);
    Optional<QuarantinedFile> file =
        files.stream()
            .filter(one -> found.file().equals(one.feed() + "/" + one.name()))
            .findFirst();
    long unknown =
        found.texts().keySet().stream()
            .filter(line -> file.stream().noneMatch(one -> one.holds(line)))
            .count();
    if (unknown > 0) {
      job.console()
          .line(
              "  %s of %s not in quarantine: released before, or never there"
                  .formatted(Console.count(unknown, "row"), found.file()));
    }
    if (file.isEmpty() || !file.get().isCoveredBy(contract) || unknown == found.texts().size()) {
      return List.of();
    }
    return List.of(release.repaired(file.get(), sheet.toString(), found.texts()));
  }

  private static void print(Outcome outcome, Console console) {
    FileResult result = outcome.result();
    console.line(
        "  %s: %s judged, %s loaded, %s duplicate, %s dropped, %s still bad"
            .formatted(
                outcome.file().name(),
                Console.count(outcome.file().release().orElseThrow().records().size(), "row"),
                Console.count(result.rowsLoaded()),
                Console.count(result.rowsDuplicate()),
                Console.count(result.rowsDropped()),
                Console.count(outcome.stillBad().size())));
    Map<String, Long> rules = new TreeMap<>();
    outcome.stillBad().stream()
        .flatMap(record -> record.reasons().stream())
        .forEach(
            why ->
                rules.merge(
                    why.rule() + why.columnName().map(" in "::concat).orElse(""), 1L, Long::sum));
    rules.forEach(
        (rule, count) ->
            console.line("    still %s: %s".formatted(rule, Console.count(count, "row"))));
    if (outcome.file().release().orElseThrow().records().stream()
        .anyMatch(QuarantinedRecord::isUndecodable)) {
      console.line(
          "    their bytes were no text of the charset of then and are lost: load the file again, 'submit/churn ingest --undo %s' and 'submit/churn ingest', or repair these rows"
              .formatted(outcome.file().name()));
    }
  }

  private static void released(Job job, List<Outcome> changes) {
    String watermark =
        job.ledger().view().loaded().watermark().map(Object::toString).orElse("none");
    String since =
        changes.stream()
            .flatMap(outcome -> outcome.result().firstDay().stream())
            .min(LocalDate::compareTo)
            .map(day -> ": known from now on, with days from " + day)
            .orElse("");
    job.console()
        .line(
            "released %s%s"
                .formatted(
                    Console.count(
                        changes.stream().mapToLong(outcome -> outcome.result().rowsLoaded()).sum(),
                        "row"),
                    since));
    job.console().line("watermark %s in %s".formatted(watermark, job.warehouse().description()));
    job.console()
        .line("next      submit/churn features, then label: they renew what these rows concern");
  }

  /**
   * A release in numbers.
   *
   * @param files with a row that came in, or stays for another reason
   */
  record ReleaseCounts(
      long files,
      long rowsLoaded,
      long rowsDuplicate,
      long rowsDropped,
      long rowsStillBad,
      boolean dryRun) {
    static ReleaseCounts of(List<Outcome> changes, boolean dryRun) {
      return new ReleaseCounts(
          changes.size(),
          sum(changes, FileResult::rowsLoaded),
          sum(changes, FileResult::rowsDuplicate),
          sum(changes, FileResult::rowsDropped),
          changes.stream().mapToLong(outcome -> outcome.stillBad().size()).sum(),
          dryRun);
    }

    private static long sum(List<Outcome> changes, ToLongFunction<FileResult> rows) {
      return changes.stream().map(Outcome::result).mapToLong(rows).sum();
    }
  }
}
