package org.churnwise.features;

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

/** {@code features}: computes customer_features; by default for the snapshot at the watermark. */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Compute the features of snapshots (default: the watermark), in the warehouse.")
public final class FeaturesJob extends JobCommand {
  @Mixin private SnapshotOptions snapshots;

  @Option(names = "--force", description = "Recompute slices that are up to date.")
  private boolean force;

  public static void main(String[] args) {
    CommandLines.main(new FeaturesJob(), args);
  }

  @Override
  protected FeatureResult run(Job job) {
    Stopwatch watch = Stopwatch.start();
    List<LocalDate> dates = snapshots.requested();
    if (dates.isEmpty()) {
      dates = List.of(SnapshotRules.requireWatermark(new LoadedFiles(job.warehouse())));
    }
    FeatureResult result =
        new FeatureEngineer(job.warehouse(), job.ledger(), FeatureCatalogue.load())
            .compute(dates, force);
    job.console()
        .stage(
            FeatureEngineer.STAGE,
            SnapshotOptions.spoken(dates),
            describe(result),
            watch.seconds());
    return result;
  }

  static String describe(FeatureResult result) {
    return result.snapshotsWritten() == 0
        ? "up to date"
        : Console.count(result.rowsWritten()) + " rows";
  }
}
