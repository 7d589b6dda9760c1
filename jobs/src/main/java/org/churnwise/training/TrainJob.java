package org.churnwise.training;

import java.time.LocalDate;
import java.util.Optional;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Stopwatch;
import org.churnwise.cli.Version;
import org.churnwise.mlflow.ModelTracking;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.quality.FeedFaults;
import org.churnwise.run.SnapshotRules;
import org.churnwise.run.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code train}: trains a challenger at the watermark and decides whether it becomes champion. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Train a model on matured labels, evaluate it on the newest matured snapshot, promote it if it is better.")
public class TrainJob extends JobCommand {
  @Option(names = "--force", description = "Train again even if nothing has changed.")
  private boolean force;

  @Option(
      names = "--recalibrate",
      description =
          "Keep the champion's trees: learn calibration and threshold from the newest matured snapshot.")
  private boolean recalibrate;

  public static void main(String[] args) {
    CommandLines.main(new TrainJob(), args);
  }

  @Override
  protected TrainingResult run(Job job) {
    LocalDate watermark = SnapshotRules.requireWatermark(job.ledger().view().loaded());
    try {
      return train(job, watermark);
    } finally { // a model refused while there is no champion is committed too
      new ModelTracking(job.settings().mlflow(), job.warehouse(), job.ledger())
          .follow()
          .ifPresent(summary -> job.console().note("mlflow", watermark.toString(), summary));
    }
  }

  private TrainingResult train(Job job, LocalDate watermark) {
    Stopwatch watch = Stopwatch.start();
    TrainingRules rules = TrainingRules.of(job.settings(), FeatureCatalogue.load());
    TrainingStage stage = new TrainingStage(job::spark, job.warehouse(), job.ledger(), rules);
    stage
        .held(watermark)
        .ifPresent(why -> job.console().note(Stage.TRAIN.toString(), watermark.toString(), why));
    new FeedFaults(job.warehouse(), job.ledger().view())
        .spoken(watermark)
        .ifPresent(
            fault ->
                job.console()
                    .note(
                        Stage.TRAIN.toString(),
                        watermark.toString(),
                        "warning: " + fault + "; the month loop would not train now"));
    TrainingResult result =
        recalibrate
            ? stage.recalibrate(watermark, force, Optional.empty())
            : stage.train(watermark, force);
    job.console()
        .stage(Stage.TRAIN.toString(), watermark.toString(), describe(result), watch.seconds());
    if (result.leftOut() != null) {
      job.console().line("            " + result.leftOut());
    }
    if (result.search() != null) {
      job.console().line("            " + result.search());
    }
    job.console().line("            " + result.outcome() + " " + result.reason());
    if (result.logisticAuc() != null && result.auc() != null) {
      job.console()
          .line(
              "            AUC %s, logistic regression on the same rows %s; threshold %s"
                  .formatted(
                      Console.number(result.auc(), 4),
                      Console.number(result.logisticAuc(), 4),
                      Console.number(result.threshold(), 4)));
    }
    result.warnings().forEach(warning -> job.console().line("            warning: " + warning));
    return result;
  }

  static String describe(TrainingResult result) {
    if (result.upToDate()) {
      return result.modelVersion() + " up to date";
    }
    return result.recalibrationOf() == null
        ? "%s on %s rows of %d snapshots, evaluated on %s"
            .formatted(
                result.modelVersion(),
                Console.count(result.rowsFitted()),
                result.fitSnapshots(),
                result.heldOutSnapshot())
        : "%s with the trees of %s, calibrated and evaluated on customers of %s"
            .formatted(result.modelVersion(), result.recalibrationOf(), result.heldOutSnapshot());
  }
}
