package org.churnwise.scoring;

import java.time.LocalDate;
import java.util.List;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.SnapshotOptions;
import org.churnwise.cli.Stopwatch;
import org.churnwise.cli.Version;
import org.churnwise.model.FeatureCatalogue;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.SnapshotRules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code score}: writes the champion's churn probabilities; by default for the snapshot at the
 * watermark.
 */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Score the customers of snapshots (default: the watermark) with the champion.")
public final class ScoreJob extends JobCommand {
  @Mixin private SnapshotOptions snapshots;

  @Option(names = "--force", description = "Score again what is up to date.")
  private boolean force;

  public static void main(String[] args) {
    CommandLines.main(new ScoreJob(), args);
  }

  @Override
  protected ScoreResult run(Job job) {
    Stopwatch watch = Stopwatch.start();
    List<LocalDate> days = snapshots.requested();
    if (days.isEmpty()) {
      days = List.of(SnapshotRules.requireWatermark(new LoadedFiles(job.warehouse())));
    }
    ScoreResult result =
        new ChurnScorer(job::spark, job.warehouse(), job.ledger(), FeatureCatalogue.load())
            .score(days, force);
    job.console()
        .stage(ChurnScorer.STAGE, SnapshotOptions.spoken(days), describe(result), watch.seconds());
    return result;
  }

  static String describe(ScoreResult result) {
    return result.snapshotsWritten() == 0
        ? "up to date with " + result.modelVersion()
        : Console.count(result.customers())
            + " customers with "
            + result.modelVersion()
            + ", "
            + Console.count(result.flagged())
            + " predicted to churn";
  }
}
