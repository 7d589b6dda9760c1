package org.churnwise.features;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.KnownAtOptions;
import org.churnwise.cli.SnapshotOptions;
import org.churnwise.cli.Stopwatch;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.run.Ledger;
import org.churnwise.run.SnapshotRules;
import org.churnwise.run.Stage;
import org.churnwise.warehouse.Warehouse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code features}: computes customer_features; by default for the snapshot at the watermark, and
 * again for every snapshot that a late or corrected file, or another feature view, made stale. Its
 * subcommands show the feature store.
 */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Compute features of snapshots (default: the watermark, and those that are stale), or show the feature store.",
    subcommands = {FeaturesList.class, FeaturesDescribe.class, FeaturesDiff.class})
public final class FeaturesJob extends JobCommand {
  @Mixin private SnapshotOptions snapshots;

  @Mixin private KnownAtOptions knownAt;

  @Option(names = "--force", description = "Recompute slices that are up to date.")
  private boolean force;

  public static void main(String[] args) {
    CommandLines.main(new FeaturesJob(), args);
  }

  @Override
  protected void validate(Settings settings) {
    knownAt.given();
  }

  @Override
  protected Record run(Job job) {
    return knownAt.given()
        ? knownAt.compute(
            job,
            Stage.FEATURES,
            snapshots.requested(),
            (tables, ledger, days) -> engineer(tables, ledger).compute(days, true))
        : compute(job);
  }

  private FeatureResult compute(Job job) {
    Stopwatch watch = Stopwatch.start();
    FeatureEngineer engineer = engineer(job.warehouse(), job.ledger());
    List<LocalDate> dates = snapshots.requested();
    if (dates.isEmpty()) {
      dates = due(job.ledger(), engineer);
    }
    FeatureResult result = engineer.compute(dates, force);
    job.console()
        .stage(
            Stage.FEATURES.toString(),
            SnapshotOptions.spoken(dates),
            describe(result),
            watch.seconds());
    return result;
  }

  private static FeatureEngineer engineer(Warehouse warehouse, Ledger ledger) {
    return new FeatureEngineer(warehouse, ledger, FeatureCatalogue.load());
  }

  private static List<LocalDate> due(Ledger ledger, FeatureEngineer engineer) {
    SortedSet<LocalDate> dates = new TreeSet<>(engineer.stale());
    dates.add(SnapshotRules.requireWatermark(ledger.view().loaded()));
    return List.copyOf(dates);
  }

  static String describe(FeatureResult result) {
    return result.snapshotsWritten() == 0
        ? "up to date"
        : Console.count(result.rowsWritten()) + " rows";
  }
}
