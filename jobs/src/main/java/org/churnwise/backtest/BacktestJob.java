package org.churnwise.backtest;

import static org.churnwise.stats.MetricName.AUC;
import static org.churnwise.stats.MetricName.BRIER;
import static org.churnwise.stats.MetricName.F1;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.churnwise.backtest.Backtest.TestedSnapshot;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.StepOption;
import org.churnwise.cli.Version;
import org.churnwise.config.CustomerAttributes;
import org.churnwise.config.Settings;
import org.churnwise.features.FeatureEngineer;
import org.churnwise.labels.ChurnLabeler;
import org.churnwise.model.evaluation.Evaluation;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.monitoring.Performance;
import org.churnwise.monitoring.PerformanceTable;
import org.churnwise.run.SnapshotRules;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.training.HyperparameterSearch;
import org.churnwise.training.ModelJudge;
import org.churnwise.training.ModelTrainer;
import org.churnwise.training.TrainingRows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code backtest}: walks forward over the loaded sales and prints the metrics of each test
 * snapshot.
 */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "For each test snapshot, fit on everything known by then and evaluate, beside the constant and the recency rule.",
      "Needs only loaded sales; never changes which model is in production."
    })
public final class BacktestJob extends JobCommand {
  private static final List<String> SHOWN = List.of(AUC, BRIER, F1);

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DATE",
      description = "The first possible snapshot to fit on.")
  private LocalDate from;

  @Option(
      names = "--test-from",
      required = true,
      paramLabel = "DATE",
      description = "The first possible test snapshot.")
  private LocalDate testFrom;

  @Option(
      names = "--test-to",
      required = true,
      paramLabel = "DATE",
      description = "The last possible test snapshot.")
  private LocalDate testTo;

  @Mixin private StepOption step;

  @Option(
      names = "--record",
      description = "Write the metrics to model_performance, as model version 'backtest'.")
  private boolean record;

  public static void main(String[] args) {
    CommandLines.main(new BacktestJob(), args);
  }

  @Override
  protected void validate(Settings settings) {
    fitted();
    tested();
  }

  private List<LocalDate> fitted() {
    return step.between("--from", from, "--test-to", testTo);
  }

  private List<LocalDate> tested() {
    return step.between("--test-from", testFrom, "--test-to", testTo);
  }

  @Override
  protected BacktestResult run(Job job) {
    Console console = job.console();
    List<TestedSnapshot> results =
        backtest(job).run(job.spark(), fitted(), tested(), tested -> note(console, tested));
    if (record) {
      PerformanceTable table = new PerformanceTable(job.warehouse(), job.run());
      job.warehouse()
          .transaction(
              () ->
                  table.replace(
                      results.stream()
                          .map(
                              tested ->
                                  new Performance(
                                      tested.snapshot(),
                                      PerformanceTable.BACKTEST,
                                      Map.of(Evaluation.ALL, tested.metrics())))
                          .toList(),
                      results.stream().map(TestedSnapshot::snapshot).toList(),
                      List.of()));
    }
    print(console, results);
    return new BacktestResult(
        results.size(),
        mean(results, AUC, Metric::value),
        mean(results, BRIER, Metric::value),
        mean(results, F1, Metric::value));
  }

  private static Backtest backtest(Job job) {
    Settings settings = job.settings();
    FeatureCatalogue catalogue = FeatureCatalogue.load();
    SnapshotRules rules =
        new SnapshotRules(settings.churn().windowDays(), settings.churn().graceDays());
    ModelTrainer trainer = new ModelTrainer(settings.training(), catalogue);
    return new Backtest(
        job.warehouse(),
        new FeatureEngineer(job.warehouse(), job.ledger(), catalogue),
        new ChurnLabeler(job.warehouse(), job.ledger(), rules),
        new TrainingRows(job.warehouse(), settings.training()),
        trainer,
        new HyperparameterSearch(trainer, settings.training(), rules),
        new ModelJudge(job.warehouse(), settings.churn(), settings.monitoring()),
        rules,
        new MetricPolicy(settings.monitoring().minRows(), settings.monitoring().minPositives()),
        settings.training().threshold(),
        CustomerAttributes.of(settings.ingest().contract()));
  }

  private static void note(Console console, TestedSnapshot tested) {
    String snapshot = tested.snapshot().toString();
    if (tested.inTime().inWords() != null) {
      console.note("inputs", snapshot, tested.inTime().inWords());
    }
    tested.choice().report().ifPresent(report -> console.note("search", snapshot, report.line()));
    console.note("backtest", snapshot, describe(tested));
  }

  private static String describe(TestedSnapshot tested) {
    return "fitted on %d snapshots, AUC %s"
        .formatted(tested.fitSnapshots(), cell(tested.metric(AUC).value()));
  }

  private static void print(Console console, List<TestedSnapshot> results) {
    List<String> header =
        List.of(
            "snapshot",
            "rows",
            "churned",
            "AUC",
            "Brier",
            "F1",
            "constant Brier",
            "constant F1",
            "recency AUC",
            "recency Brier",
            "recency F1");
    List<List<String>> rows = new ArrayList<>();
    for (TestedSnapshot tested : results) {
      List<String> row = new ArrayList<>();
      row.add(tested.snapshot().toString());
      row.add(Console.count(tested.metric(AUC).rows()));
      row.add(Console.count(tested.metric(AUC).positives()));
      SHOWN.forEach(name -> row.add(cell(tested.metric(name).value())));
      List.of(BRIER, F1).forEach(name -> row.add(cell(tested.metric(name).constantValue())));
      SHOWN.forEach(name -> row.add(cell(tested.metric(name).recencyValue())));
      rows.add(row);
    }
    List<String> means = new ArrayList<>(List.of("mean", "", ""));
    SHOWN.forEach(name -> means.add(cell(mean(results, name, Metric::value))));
    List.of(BRIER, F1).forEach(name -> means.add(cell(mean(results, name, Metric::constantValue))));
    SHOWN.forEach(name -> means.add(cell(mean(results, name, Metric::recencyValue))));
    rows.add(means);
    console.table(header, rows);
  }

  /** The mean over the test snapshots; empty if any of them has no value. */
  private static OptionalDouble mean(
      List<TestedSnapshot> results, String name, Function<Metric, OptionalDouble> part) {
    List<OptionalDouble> values =
        results.stream().map(tested -> part.apply(tested.metric(name))).toList();
    return values.stream().allMatch(OptionalDouble::isPresent)
        ? values.stream().mapToDouble(OptionalDouble::getAsDouble).average()
        : OptionalDouble.empty();
  }

  private static String cell(OptionalDouble value) {
    return value.isPresent() ? Console.number(value.getAsDouble(), 4) : "-";
  }

  /** Means over the test snapshots. */
  record BacktestResult(
      int snapshots, OptionalDouble meanAuc, OptionalDouble meanBrier, OptionalDouble meanF1) {}
}
