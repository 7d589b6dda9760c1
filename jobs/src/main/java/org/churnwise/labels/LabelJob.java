package org.churnwise.labels;

import java.time.LocalDate;
import java.util.List;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.KnownAtOptions;
import org.churnwise.cli.SnapshotOptions;
import org.churnwise.cli.Stopwatch;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import org.churnwise.run.SnapshotRules;
import org.churnwise.run.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code label}: writes customer_labels; by default for every snapshot with features whose labels
 * are not FINAL yet, or were made stale by a late or corrected file.
 */
@Command(
    name = "label",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Label snapshots (default: all with features that are not FINAL yet, and those that are stale).")
public final class LabelJob extends JobCommand {
  @Mixin private SnapshotOptions snapshots;

  @Mixin private KnownAtOptions knownAt;

  @Option(names = "--force", description = "Rewrite slices that are up to date.")
  private boolean force;

  public static void main(String[] args) {
    CommandLines.main(new LabelJob(), args);
  }

  @Override
  protected void validate(Settings settings) {
    knownAt.given();
  }

  @Override
  protected Record run(Job job) {
    SnapshotRules rules =
        new SnapshotRules(job.settings().churn().windowDays(), job.settings().churn().graceDays());
    return knownAt.given()
        ? knownAt.compute(
            job,
            Stage.LABEL,
            snapshots.requested(),
            (tables, ledger, days) -> new ChurnLabeler(tables, ledger, rules).label(days, true))
        : label(job, new ChurnLabeler(job.warehouse(), job.ledger(), rules));
  }

  private LabelResult label(Job job, ChurnLabeler labeler) {
    Stopwatch watch = Stopwatch.start();
    List<LocalDate> requested = snapshots.requested();
    List<LocalDate> dates = requested.isEmpty() ? labeler.due() : requested;
    LabelResult result = labeler.label(dates, force);
    job.console()
        .stage(
            Stage.LABEL.toString(),
            SnapshotOptions.spoken(dates),
            describe(result),
            watch.seconds());
    return result;
  }

  static String describe(LabelResult result) {
    String noEvidence =
        result.noEvidence() == 0 ? "" : "%d NO_EVIDENCE, ".formatted(result.noEvidence());
    return "%d FINAL, %d PENDING, %s%d up to date"
        .formatted(result.becameFinal(), result.pending(), noEvidence, result.upToDate());
  }
}
