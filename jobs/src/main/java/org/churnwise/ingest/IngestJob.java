package org.churnwise.ingest;

import java.time.LocalDate;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.run.LoadedFiles;
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
      "--replace and --undo correct loaded files instead."
    })
public final class IngestJob extends JobCommand {
  @Option(
      names = "--loaded-to",
      paramLabel = "DATE",
      description =
          "Declare that all sales before this day are loaded, even if the last days had none.")
  private LocalDate loadedTo;

  @ArgGroup private CorrectionOptions correction;

  private Contract contract;
  private FoundFiles found;

  public static void main(String[] args) {
    CommandLines.main(new IngestJob(), args);
  }

  @Override
  protected Tables tables() {
    return Tables.CREATED;
  }

  @Override
  protected void validate(Settings settings) {
    if (correction != null && loadedTo != null) {
      throw ChurnException.usage(
          "--loaded-to %s goes with a load, not with --replace or --undo; give it to an 'ingest' of its own"
              .formatted(loadedTo));
    }
    contract = Contract.load(settings.ingest().contract());
    if (correction == null || correction.isReplacement()) {
      found = new FileDiscovery(contract).find(IngestSource.require(settings));
    }
  }

  @Override
  protected Record run(Job job) {
    return correction == null ? load(job) : correct(job);
  }

  private Record correct(Job job) {
    LoadedFiles loaded = job.ledger().view().loaded();
    CorrectionPlan plan =
        correction.isReplacement()
            ? CorrectionPlan.replace(
                correction.names(), IngestSource.require(job.settings()), found.files(), loaded)
            : CorrectionPlan.undo(correction.names(), loaded);
    CorrectionConsole lines = new CorrectionConsole(job.console());
    lines.unchanged(plan.unchanged());
    if (plan.isEmpty()) {
      job.console().line("nothing to do: nothing was changed");
      return CorrectionConsole.CorrectionCounts.none(loaded.watermark());
    }
    CorrectionResult result =
        new DataIngestionPipeline(job.warehouse(), job.ledger(), job::spark, contract)
            .correct(plan);
    return lines.corrected(result, job.warehouse().description());
  }

  private IngestResult load(Job job) {
    WatermarkDeclaration declaration = new WatermarkDeclaration(job.warehouse(), job.ledger());
    if (loadedTo != null) {
      declaration.requireKnowable(loadedTo);
    }
    IngestConsole lines = new IngestConsole(job.console());
    lines.absentFeeds(found.files(), job.ledger().view().loaded());
    IngestResult result =
        new DataIngestionPipeline(job.warehouse(), job.ledger(), job::spark, contract)
            .load(found.files(), lines);
    if (loadedTo != null && !declaration.declare(loadedTo)) {
      job.console()
          .line("  --loaded-to " + loadedTo + " has no effect: the watermark is not before it");
    }
    describe(job, result);
    return result;
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
