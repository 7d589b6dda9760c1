package org.churnwise.backtest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.churnwise.config.CustomerAttributes;
import org.churnwise.error.ChurnException;
import org.churnwise.features.FeatureEngineer;
import org.churnwise.labels.ChurnLabeler;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.SnapshotRules;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.training.HyperparameterSearch;
import org.churnwise.training.HyperparameterSearch.Choice;
import org.churnwise.training.InputsInTime;
import org.churnwise.training.LeftOutThreshold;
import org.churnwise.training.LeftOutThreshold.Threshold;
import org.churnwise.training.ModelJudge;
import org.churnwise.training.ModelTrainer;
import org.churnwise.training.TrainingRows;
import org.churnwise.warehouse.Warehouse;

/**
 * Walk-forward evaluation: for each test snapshot a model is fitted on every snapshot whose labels
 * were known by then, nothing else held out, and evaluated on the test snapshot. Models of a
 * backtest are never stored and no alias changes.
 */
final class Backtest {
  private final Warehouse warehouse;
  private final FeatureEngineer features;
  private final ChurnLabeler labeler;
  private final TrainingRows trainingRows;
  private final ModelTrainer trainer;
  private final HyperparameterSearch search;
  private final ModelJudge judge;
  private final SnapshotRules rules;
  private final MetricPolicy policy;
  private final LeftOutThreshold threshold;
  private final boolean labelsAreStored;
  private final CustomerAttributes attributes;

  /**
   * @param labelsAreStored whether labels are written to customer_labels; else rows and judge bring
   *     their own
   */
  Backtest(
      Warehouse warehouse,
      FeatureEngineer features,
      ChurnLabeler labeler,
      TrainingRows trainingRows,
      ModelTrainer trainer,
      HyperparameterSearch search,
      ModelJudge judge,
      SnapshotRules rules,
      MetricPolicy policy,
      LeftOutThreshold threshold,
      boolean labelsAreStored,
      CustomerAttributes attributes) {
    this.warehouse = warehouse;
    this.features = features;
    this.labeler = labeler;
    this.trainingRows = trainingRows;
    this.trainer = trainer;
    this.search = search;
    this.judge = judge;
    this.rules = rules;
    this.policy = policy;
    this.threshold = threshold;
    this.labelsAreStored = labelsAreStored;
    this.attributes = attributes;
  }

  /**
   * Evaluates every test snapshot; costs a fit each.
   *
   * @param fitSnapshots candidates to fit on
   * @param progress receives each result as it is known
   * @throws ChurnException exit 5 if a test snapshot has not matured or nothing matured before it
   */
  List<TestedSnapshot> run(
      SparkSession spark,
      List<LocalDate> fitSnapshots,
      List<LocalDate> testSnapshots,
      Consumer<TestedSnapshot> progress) {
    LocalDate watermark = SnapshotRules.requireWatermark(new LoadedFiles(warehouse));
    testSnapshots.forEach(test -> refuseImmature(test, watermark, rules, labeler));
    testSnapshots.forEach(test -> fittedFor(test, fitSnapshots));
    TreeSet<LocalDate> all = new TreeSet<>(testSnapshots);
    testSnapshots.forEach(test -> all.addAll(fittedFor(test, fitSnapshots)));
    features.compute(List.copyOf(all), false);
    if (labelsAreStored) {
      labeler.label(List.copyOf(all), false);
    }
    Dataset<Row> rows = trainingRows.read(spark, List.copyOf(all)).cache();
    List<TestedSnapshot> results = new ArrayList<>();
    for (LocalDate test : testSnapshots) {
      TestedSnapshot result = test(rows, fittedFor(test, fitSnapshots), test);
      progress.accept(result);
      results.add(result);
    }
    rows.unpersist();
    return results;
  }

  private TestedSnapshot test(Dataset<Row> rows, List<LocalDate> fit, LocalDate test) {
    Dataset<Row> fitRows = rows.filter(functions.col("snapshot_date").isin(fit.toArray()));
    Dataset<Row> testRows = rows.filter(functions.col("snapshot_date").equalTo(test));
    InputsInTime inTime =
        InputsInTime.of(fitRows.union(testRows), test, trainer.catalogue(), attributes);
    ModelTrainer ofInputs = trainer.without(inTime.names());
    Choice choice = search.by(ofInputs).choose(fitRows);
    Threshold learned = threshold.of(ofInputs, choice.parameters(), fitRows);
    FittedModel model = threshold.fit(ofInputs, choice.parameters(), fitRows, learned.form());
    List<Metric> metrics =
        judge.judge(model, learned.value(), testRows, test).heldOut().metrics(policy);
    return new TestedSnapshot(test, fit.size(), metrics, choice, inTime, learned);
  }

  private List<LocalDate> fittedFor(LocalDate test, List<LocalDate> fitSnapshots) {
    List<LocalDate> known =
        fitSnapshots.stream()
            .filter(fit -> rules.isMature(fit, test) && labeler.holes(fit).isEmpty())
            .toList();
    if (known.isEmpty()) {
      throw ChurnException.modelRefused(
          "no training data for test snapshot %s: the first snapshot %s matures on %s; give an earlier --from or a later --test-from"
              .formatted(test, fitSnapshots.get(0), rules.maturesOn(fitSnapshots.get(0))));
    }
    return known;
  }

  /** Refuses (exit 5) a test snapshot without FINAL labels. */
  static void refuseImmature(
      LocalDate test, LocalDate watermark, SnapshotRules rules, ChurnLabeler labeler) {
    if (!rules.isMature(test, watermark)) {
      throw ChurnException.modelRefused(
          "test snapshot %s matures on %s, but the watermark is %s; give an earlier --test-to or load newer sales"
              .formatted(test, rules.maturesOn(test), watermark));
    }
    labeler.holes(test).stream()
        .findFirst()
        .ifPresent(
            hole -> {
              throw ChurnException.modelRefused(
                  "test snapshot %s has no labels: %s; leave it out with --test-from or --test-to, or load what is missing"
                      .formatted(test, hole.spoken()));
            });
  }

  /**
   * One test snapshot.
   *
   * @param fitSnapshots how many snapshots its model was fitted on
   * @param metrics each with those of the constant and the recency rule
   * @param choice the hyperparameters that its model was fitted with
   * @param inTime the inputs that its model did not see
   * @param threshold from which a customer is predicted to churn
   */
  record TestedSnapshot(
      LocalDate snapshot,
      int fitSnapshots,
      List<Metric> metrics,
      Choice choice,
      InputsInTime inTime,
      Threshold threshold) {
    Metric metric(String name) {
      return metrics.stream()
          .filter(metric -> metric.name().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }
}
