package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.SnapshotOptions;
import org.churnwise.cli.Stopwatch;
import org.churnwise.cli.Version;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.quality.Diagnosis;
import org.churnwise.run.SnapshotRules;
import org.churnwise.run.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code monitor}: evaluates all FINAL snapshots and detects the drift of snapshots (default: the
 * watermark).
 */
@Command(
    name = "monitor",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Evaluate predictions whose labels are FINAL and detect drift of snapshots (default: the watermark).")
public final class MonitorJob extends JobCommand {
  @Mixin private SnapshotOptions snapshots;

  @Option(names = "--force", description = "Repeat evaluations that are up to date.")
  private boolean force;

  public static void main(String[] args) {
    CommandLines.main(new MonitorJob(), args);
  }

  @Override
  protected MonitorResult run(Job job) {
    List<LocalDate> dates = snapshots.requested();
    if (dates.isEmpty()) {
      dates = List.of(SnapshotRules.requireWatermark(job.ledger().view().loaded()));
    }
    SnapshotRules.requireNotAfter(
        SnapshotRules.requireWatermark(job.ledger().view().loaded()), dates);
    ModelMonitor monitor = new ModelMonitor(job.warehouse(), job.ledger(), job.settings());
    ModelRegistry registry = new ModelRegistry(job.warehouse(), job.ledger());
    Stopwatch watch = Stopwatch.start();
    MonitorResult result = monitor.trackPerformance(force);
    job.console()
        .stage(
            Stage.MONITOR.toString(),
            "all FINAL",
            MonitorSummaries.performance(result),
            watch.seconds());
    monitor.earlyWarning().look(force);
    for (Interim look : InterimTexts.newest(InterimTexts.read(job.warehouse()))) {
      job.console().note("interim", look.snapshotDate().toString(), InterimTexts.line(look));
    }
    for (LocalDate date : dates) {
      watch = Stopwatch.start();
      MonitorResult drift =
          monitor
              .detectFeatureDrift(date, inProduction(registry, date), force)
              .plus(monitor.detectPredictionDrift(date, registry.championAt(date), force));
      job.console()
          .stage(
              Stage.MONITOR.toString(),
              date.toString(),
              MonitorSummaries.drift("drift", drift),
              watch.seconds());
      result = result.plus(drift);
      List<Estimate> estimates = EstimateTexts.read(job.warehouse(), date);
      if (!estimates.isEmpty()) {
        job.console().note("estimate", date.toString(), EstimateTexts.line(estimates));
      }
    }
    List<Diagnosis> diagnoses =
        dates.stream().flatMap(date -> monitor.diagnoses().newest(date).stream()).toList();
    diagnoses.forEach(
        one -> job.console().note("diagnosis", one.snapshotDate().toString(), one.spoken()));
    MonitorSummaries.printRecord(job.console(), job.warehouse());
    MonitorSummaries.printPerformance(job.console(), job.warehouse());
    return result.with(diagnoses);
  }

  /** The model in production that month; for the month of the first training, the trained model. */
  private static Optional<ModelVersion> inProduction(ModelRegistry registry, LocalDate snapshot) {
    return registry.championBefore(snapshot).or(() -> registry.championAt(snapshot));
  }
}
