package org.churnwise.backtest;

import static org.churnwise.stats.MetricName.AUC;
import static org.churnwise.stats.MetricName.F1;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.backtest.RecordedMonths.RecordedMonth;
import org.churnwise.backtest.ReferenceLoop.ReferenceMonth;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.pipeline.LoadedMonths;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.training.ModelJudge;
import org.churnwise.training.ModelTrainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code compare-reference}: runs the reference's month loop over the loaded months and prints it
 * beside what the pipeline recorded for the same months.
 */
@Command(
    name = "compare-reference",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Run the reference's month loop on the loaded months and print its decisions beside ours.",
      "Needs a finished pipeline run; stores no model and never changes which one is in production."
    })
public final class CompareReferenceJob extends JobCommand {
  @Option(
      names = "--months",
      defaultValue = "4",
      paramLabel = "N",
      description = "Months loaded before the first training (default: ${DEFAULT-VALUE}).")
  private int months;

  public static void main(String[] args) {
    CommandLines.main(new CompareReferenceJob(), args);
  }

  @Override
  protected void validate(Settings settings) {
    if (months < 1) {
      throw ChurnException.usage("--months " + months + " is too small; give at least 1");
    }
  }

  @Override
  protected CompareResult run(Job job) {
    List<LocalDate> snapshots = snapshots(job);
    Settings settings = job.settings();
    Console console = job.console();
    ReferenceRows query = new ReferenceRows(job.warehouse(), settings.training());
    Dataset<Row> rows = query.read(job.spark(), snapshots).cache();
    List<ReferenceMonth> reference =
        loop(job)
            .run(
                rows,
                snapshots,
                month -> console.note("reference", month.snapshot().toString(), describe(month)));
    rows.unpersist();
    RecordedMonths recorded = new RecordedMonths(job.warehouse(), job.ledger());
    List<RecordedMonth> ours = snapshots.stream().map(recorded::of).toList();
    print(console, reference, ours);
    return result(reference, ours);
  }

  private List<LocalDate> snapshots(Job job) {
    List<LocalDate> all = List.copyOf(new LoadedMonths(job.ledger().view()).snapshots());
    if (all.size() < months) {
      throw ChurnException.dataRefused(
          "%d months of sales are loaded, fewer than --months %d; run 'submit/churn pipeline --mode all' first"
              .formatted(all.size(), months));
    }
    return all.subList(months - 1, all.size());
  }

  private static ReferenceLoop loop(Job job) {
    Settings settings = job.settings();
    return new ReferenceLoop(
        new ModelTrainer(settings.training(), FeatureCatalogue.load()),
        ModelJudge.byFinalLabels(job.warehouse(), settings.churn(), settings.monitoring()),
        new MetricPolicy(settings.monitoring().minRows(), settings.monitoring().minPositives()),
        settings.training().threshold());
  }

  private static String describe(ReferenceMonth month) {
    boolean first = month.comparedF1() == null;
    return "production F1 %s (constant %s), challenger %s%s: %s"
        .formatted(
            first ? "1.0 (no data)" : cell(month.reportedF1()),
            cell(month.constantF1()),
            cell(month.challengerF1()),
            first ? "" : " against " + cell(month.comparedF1()),
            month.promoted() ? "PROMOTED" : "KEPT");
  }

  private static void print(
      Console console, List<ReferenceMonth> reference, List<RecordedMonth> ours) {
    console.line("on matured labels, the model in production at each snapshot:");
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < reference.size(); i++) {
      ReferenceMonth theirs = reference.get(i);
      rows.add(
          List.of(
              theirs.snapshot().toString(),
              (theirs.promoted() ? "PROMOTED " : "KEPT ") + theirs.champion(),
              cell(theirs.reportedF1()),
              cell(theirs.constantF1()),
              ours.get(i).decision(),
              cell(value(theirs.matured(F1).constantValue())),
              cell(value(theirs.matured(F1).value())),
              cell(ours.get(i).f1()),
              cell(value(theirs.matured(AUC).value())),
              cell(ours.get(i).auc())));
    }
    console.table(
        List.of(
            "snapshot",
            "reference",
            "its F1",
            "its constant",
            "ours",
            "constant F1",
            "reference F1",
            "our F1",
            "reference AUC",
            "our AUC"),
        rows);
  }

  private static CompareResult result(List<ReferenceMonth> reference, List<RecordedMonth> ours) {
    List<Integer> known = new ArrayList<>();
    for (int i = 0; i < reference.size(); i++) {
      if (reference.get(i).matured(AUC).value().isPresent() && ours.get(i).auc() != null) {
        known.add(i);
      }
    }
    return new CompareResult(
        reference.size(),
        reference.stream().filter(ReferenceMonth::promoted).count(),
        ours.stream().filter(month -> month.decision().startsWith("PROMOTED")).count(),
        known.size(),
        mean(known, i -> reference.get(i).matured(AUC).value().getAsDouble()),
        mean(known, i -> ours.get(i).auc()));
  }

  private static OptionalDouble mean(List<Integer> months, Function<Integer, Double> value) {
    return months.stream().map(value).filter(Objects::nonNull).mapToDouble(v -> v).average();
  }

  private static Double value(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static String cell(Double value) {
    return value == null ? "-" : Console.number(value, 4);
  }

  /**
   * Promotions of both, and the mean AUC over the months with matured labels for both.
   *
   * @param judged the number of those months
   */
  record CompareResult(
      int months,
      long referencePromotions,
      long ourPromotions,
      int judged,
      OptionalDouble referenceMeanAuc,
      OptionalDouble ourMeanAuc) {}
}
