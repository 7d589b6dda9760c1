package org.churnwise.ingest;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.evidence.Acceptance;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.Stage;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ingest}: loads every new file of {@code ingest.source}, or corrects loaded ones. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Load the new files of ingest.source, each once and whole.",
      "Bad rows go to table quarantine, with the rule that they break.",
      "--replace and --undo correct loaded files instead; --rescore scores all comments anew."
    })
public class IngestJob extends JobCommand {
  @Option(
      names = "--loaded-to",
      paramLabel = "DATE",
      description =
          "Declare that all sales before this day are loaded, even if the last days had none.")
  private LocalDate loadedTo;

  @Option(
      names = "--complete",
      paramLabel = "YYYY-MM",
      description =
          "Declare that all sales of this month are loaded, even if its last days had none; repeatable.")
  private List<YearMonth> complete = List.of();

  @Option(names = "--accept", paramLabel = "TEXT", description = AcceptOption.DESCRIPTION)
  private List<String> accept = List.of();

  @ArgGroup private CorrectionOptions correction;

  private Contract contract;
  private FoundFiles found;
  private List<Acceptance> accepted;

  public static void main(String[] args) {
    CommandLines.main(new IngestJob(), args);
  }

  @Override
  protected Tables tables() {
    return Tables.CREATED;
  }

  @Override
  protected void validate(Settings settings) {
    if (correction != null && (loadedTo != null || !complete.isEmpty() || !accept.isEmpty())) {
      throw ChurnException.usage(
          "--loaded-to, --complete and --accept go with a load, not with --replace, --undo or --rescore; give them to an 'ingest' of its own");
    }
    contract = Contract.load(settings.ingest().contract());
    accepted = accept.stream().map(Acceptance::parse).toList();
    if (correction == null || correction.isReplacement()) {
      found = IngestSource.requireFiles(settings, contract);
    }
  }

  @Override
  protected Record run(Job job) {
    if (correction == null) {
      return load(job);
    }
    return correction.isRescoring() ? rescore(job) : correct(job);
  }

  private static RescoreResult rescore(Job job) {
    RescoreResult result =
        new CommentRescoring(job.warehouse(), job.ledger(), job.settings().sentiment()).rescore();
    job.console().line(result.spoken());
    if (result.comments() > 0 && anyFeatures(job)) {
      job.console().line("next      submit/churn features: it renews what used their sentiments");
    }
    return result;
  }

  private static boolean anyFeatures(Job job) {
    return !job.ledger().view().keys(Stage.FEATURES).isEmpty();
  }

  private Record correct(Job job) {
    LoadedFiles loaded = job.ledger().view().loaded();
    CorrectionPlan plan =
        correction.isReplacement()
            ? CorrectionPlan.replace(
                correction.names(),
                IngestSource.configured(job.settings()).orElse("of the contract's tables"),
                IngestSource.withTables(found, contract, job, true).files(),
                loaded)
            : CorrectionPlan.undo(correction.names(), loaded);
    CorrectionConsole lines = new CorrectionConsole(job.console(), anyFeatures(job));
    lines.unchanged(plan.unchanged());
    if (plan.isEmpty()) {
      job.console().line("nothing to do: nothing was changed");
      return CorrectionConsole.CorrectionCounts.none(loaded.watermark());
    }
    CorrectionResult result =
        new DataIngestionPipeline(
                job.warehouse(), job.ledger(), job::spark, contract, job.settings().sentiment())
            .correct(plan);
    return lines.corrected(result, job.warehouse().description());
  }

  private IngestResult load(Job job) {
    if (loadedTo != null) {
      WatermarkDeclaration.requireKnowable(job.run(), "--loaded-to " + loadedTo, loadedTo);
    }
    for (YearMonth month : complete) {
      WatermarkDeclaration.requireKnowable(
          job.run(), "the end of --complete " + month, month.plusMonths(1).atDay(1));
    }
    IngestConsole lines = new IngestConsole(job.console());
    FoundFiles all = IngestSource.withTables(found, contract, job);
    lines.ignored(all);
    lines.absentFeeds(all.files(), job.ledger().view().loaded());
    LoadTerms terms =
        new LoadTerms(false, complete, Optional.ofNullable(loadedTo), accepted, false);
    IngestResult result =
        new DataIngestionPipeline(
                job.warehouse(), job.ledger(), job::spark, contract, job.settings().sentiment())
            .load(all.files(), terms, lines);
    noteWithoutEffect(job);
    describe(job, result);
    return result;
  }

  private void noteWithoutEffect(Job job) {
    Optional<LocalDate> watermark = job.ledger().view().loaded().watermark();
    if (loadedTo != null && watermark.map(loadedTo::isBefore).orElse(false)) {
      job.console()
          .line("  --loaded-to " + loadedTo + " has no effect: the watermark is not before it");
    }
  }

  private static void describe(Job job, IngestResult result) {
    Console console = job.console();
    String watermark =
        job.ledger().view().loaded().watermark().map(Object::toString).orElse("none");
    console.line(
        result.filesLoaded() == 0
            ? "nothing new: " + Console.count(result.filesSkipped(), "file") + " already loaded"
            : "%s, %s"
                .formatted(
                    Console.count(result.filesLoaded(), "file"),
                    Console.count(result.rowsLoaded(), "row")));
    console.line("watermark " + watermark + " in " + job.warehouse().description());
  }
}
