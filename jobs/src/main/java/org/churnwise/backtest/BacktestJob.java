package org.churnwise.backtest;

import static org.churnwise.stats.MetricName.AUC;
import static org.churnwise.stats.MetricName.BRIER;
import static org.churnwise.stats.MetricName.F1;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.backtest.Backtest.TestedSnapshot;
import org.churnwise.backtest.WindowTable.WindowMeans;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.config.ChurnSettings;
import org.churnwise.config.CustomerAttributes;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.features.FeatureEngineer;
import org.churnwise.labels.ChurnLabeler;
import org.churnwise.model.evaluation.Evaluation;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.registry.LeftOutShare;
import org.churnwise.monitoring.Performance;
import org.churnwise.monitoring.PerformanceTable;
import org.churnwise.run.SnapshotRules;
import org.churnwise.sql.Sql;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.training.HyperparameterSearch;
import org.churnwise.training.LeftOutThreshold;
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
  @Mixin private TestRange range;

  @Option(
      names = "--window",
      split = ",",
      paramLabel = "DAYS",
      description =
          "Churn windows to compare, separated by commas (default: churn.window-days). Labels of others than that are not stored.")
  private List<Integer> windows = List.of();

  @Option(
      names = "--record",
      description = "Write the metrics to model_performance, as model version 'backtest'.")
  private boolean record;

  public static void main(String[] args) {
    CommandLines.main(new BacktestJob(), args);
  }

  @Override
  protected void validate(Settings settings) {
    range.validate();
    windows.forEach(BacktestJob::requireWindow);
    if (record && !windows.isEmpty()) {
      throw ChurnException.usage(
          "--record with --window %s: model_performance is of the configured window alone; leave out one of them"
              .formatted(windows.stream().map(String::valueOf).collect(Collectors.joining(","))));
    }
  }

  /** Refuses what {@code churn.window-days} refuses, by the name of the option. */
  static void requireWindow(int days) {
    try {
      new ChurnSettings(days, 0);
    } catch (ChurnException e) {
      throw ChurnException.usage(
          "--window names %d; a churn window has 1 to 3650 days: name whole numbers in [1, 3650], separated by commas"
              .formatted(days));
    }
  }

  @Override
  protected BacktestResult run(Job job) {
    Console console = job.console();
    int configured = job.settings().churn().windowDays();
    Map<Integer, List<TestedSnapshot>> ofWindows = new TreeMap<>();
    for (int days : windows.isEmpty() ? List.of(configured) : windows) {
      ofWindows.computeIfAbsent(days, window -> tested(job, window));
    }
    if (ofWindows.size() > 1) {
      WindowTable.print(console, ofWindows);
    }
    List<TestedSnapshot> results = ofWindows.values().iterator().next();
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
    List<TestedSnapshot> ofOneWindow = ofWindows.size() == 1 ? results : List.of();
    return new BacktestResult(
        results.size(),
        SnapshotTable.mean(ofOneWindow, AUC, Metric::value),
        SnapshotTable.mean(ofOneWindow, BRIER, Metric::value),
        SnapshotTable.mean(ofOneWindow, F1, Metric::value),
        ofWindows.entrySet().stream()
            .map(window -> WindowMeans.of(window.getKey(), window.getValue()))
            .toList());
  }

  private List<TestedSnapshot> tested(Job job, int windowDays) {
    Console console = job.console();
    List<TestedSnapshot> results =
        backtest(job, windowDays)
            .run(job.spark(), range.fitted(), range.tested(), tested -> note(console, tested));
    if (windows.size() > 1) {
      console.line("churn window of " + windowDays + " days");
    }
    SnapshotTable.print(console, results);
    results.stream()
        .filter(tested -> tested.threshold().doubt().isPresent())
        .findFirst()
        .ifPresent(
            tested ->
                console.line(
                    "F1 is no evidence: on %s %s"
                        .formatted(tested.snapshot(), tested.threshold().doubt().get())));
    return results;
  }

  private Backtest backtest(Job job, int windowDays) {
    Settings settings = job.settings();
    FeatureCatalogue catalogue = FeatureCatalogue.load();
    ChurnSettings churn = new ChurnSettings(windowDays, settings.churn().graceDays());
    SnapshotRules rules = new SnapshotRules(churn.windowDays(), churn.graceDays());
    WindowLabels window = new WindowLabels(churn, churn.equals(settings.churn()));
    Sql labels =
        window
            .query(
                Stream.concat(range.fitted().stream(), range.tested().stream())
                    .distinct()
                    .sorted()
                    .toList(),
                SnapshotRules.requireWatermark(job.ledger().view().loaded()))
            .orElse(LeftOutShare.FINAL_LABELS);
    MetricPolicy policy =
        new MetricPolicy(settings.monitoring().minRows(), settings.monitoring().minPositives());
    ModelTrainer trainer = new ModelTrainer(settings.training(), catalogue);
    return new Backtest(
        job.warehouse(),
        new FeatureEngineer(job.warehouse(), job.ledger(), catalogue),
        new ChurnLabeler(job.warehouse(), job.ledger(), rules),
        new TrainingRows(job.warehouse(), settings.training(), labels),
        trainer,
        new HyperparameterSearch(trainer, settings.training(), rules),
        new ModelJudge(job.warehouse(), churn, settings.monitoring()),
        rules,
        policy,
        new LeftOutThreshold(settings.training(), policy),
        window.isConfigured(),
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
        .formatted(tested.fitSnapshots(), WindowTable.cell(tested.metric(AUC).value(), 4));
  }

  /**
   * Means over the test snapshots; none where windows are compared, which have their own.
   *
   * @param windows the means of each window, by its days
   */
  record BacktestResult(
      int snapshots,
      OptionalDouble meanAuc,
      OptionalDouble meanBrier,
      OptionalDouble meanF1,
      List<WindowMeans> windows) {}
}
