package org.churnwise.backtest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.features.FeatureEngineer;
import org.churnwise.labels.ChurnLabeler;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.monitoring.ProductionReadings;
import org.churnwise.quality.FeedFaults;
import org.churnwise.run.SnapshotRules;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricName;
import org.churnwise.table.Tables;
import org.churnwise.training.PastModel;
import org.churnwise.training.PastScores;
import org.churnwise.training.PastTraining;
import org.churnwise.training.TrainingRules;

/**
 * Trains at each past watermark what production would have trained, and scores with it every later
 * snapshot. Costs a training for each watermark and a pass over each snapshot. Features and labels
 * are stored as {@code backtest} stores them; models and scores are not.
 */
final class PolicyBacktest {
  private final Job job;
  private final SnapshotRules rules;
  private final FeatureEngineer features;
  private final ChurnLabeler labeler;

  PolicyBacktest(Job job) {
    this.job = job;
    Settings settings = job.settings();
    this.rules = new SnapshotRules(settings.churn().windowDays(), settings.churn().graceDays());
    this.features = new FeatureEngineer(job.warehouse(), job.ledger(), FeatureCatalogue.load());
    this.labeler = new ChurnLabeler(job.warehouse(), job.ledger(), rules);
  }

  /**
   * The past over some watermarks, whose snapshots have FINAL labels.
   *
   * @param fitted snapshots that may be fitted or held out
   * @throws ChurnException exit 5 if a test snapshot has no FINAL labels, or if nothing can be
   *     trained at the first watermark
   */
  ScoredPast over(List<LocalDate> fitted, List<LocalDate> tested) {
    refuseEarlierThanAnyTraining(fitted, tested.get(0));
    LocalDate watermark = SnapshotRules.requireWatermark(job.ledger().view().loaded());
    tested.forEach(test -> Backtest.refuseImmature(test, watermark, rules, labeler));
    TreeSet<LocalDate> all = new TreeSet<>(fitted);
    all.addAll(tested);
    features.compute(List.copyOf(all), false);
    labeler.label(List.copyOf(all), false);
    PastTraining training =
        new PastTraining(
            job::spark,
            job.warehouse(),
            job.ledger(),
            TrainingRules.of(job.settings(), FeatureCatalogue.load()),
            all);
    SortedMap<LocalDate, PastModel> models = fit(training, tested);
    Map<LocalDate, Map<LocalDate, PastScores>> scores = score(training, models, tested);
    job.warehouse().discard(Tables.LANDING_PREDICTIONS);
    FeedFaults faults = new FeedFaults(job.warehouse(), job.ledger().view());
    return new ScoredPast(
        models,
        scores,
        new ScoredPast.Rules(
            new ProductionReadings(job.settings()),
            training::decide,
            maturities(all),
            faults::spoken));
  }

  private void refuseEarlierThanAnyTraining(List<LocalDate> fitted, LocalDate first) {
    boolean isPossible =
        fitted.stream()
            .filter(heldOut -> rules.isMature(fitted.get(0), heldOut))
            .anyMatch(heldOut -> rules.isMature(heldOut, first));
    if (!isPossible) {
      throw ChurnException.modelRefused(
          "no training is possible at the first test snapshot %s: it holds out a snapshot whose labels are known by then, and fits those known by the day of that; the first snapshot %s matures on %s; give an earlier --from or a later --test-from"
              .formatted(first, fitted.get(0), rules.maturesOn(fitted.get(0))));
    }
  }

  private SortedMap<LocalDate, PastModel> fit(PastTraining training, List<LocalDate> watermarks) {
    SortedMap<LocalDate, PastModel> models = new TreeMap<>();
    for (LocalDate watermark : watermarks) {
      try {
        PastModel model = training.fit(watermark);
        models.put(watermark, model);
        job.console().note("fit", watermark.toString(), describe(model));
      } catch (ChurnException e) {
        if (e.exitCode() != ExitCode.MODEL_REFUSED || models.isEmpty()) {
          throw e;
        }
        job.console().note("fit", watermark.toString(), "no model: " + e.getMessage());
      }
    }
    return models;
  }

  private static String describe(PastModel model) {
    return "fitted on %d snapshots, held out %s: %s"
        .formatted(
            model.version().card().data().fitSnapshots().size(),
            model.heldOut(),
            model.validation().reason());
  }

  private Map<LocalDate, Map<LocalDate, PastScores>> score(
      PastTraining training, SortedMap<LocalDate, PastModel> models, List<LocalDate> tested) {
    TreeSet<LocalDate> snapshots = new TreeSet<>(tested);
    models.values().forEach(model -> snapshots.add(model.heldOut()));
    Map<LocalDate, Map<LocalDate, PastScores>> scores = new HashMap<>();
    for (LocalDate snapshot : snapshots) {
      List<PastModel> known = new ArrayList<>();
      models.values().stream()
          .filter(model -> !model.heldOut().isAfter(snapshot))
          .forEach(known::add);
      scores.put(snapshot, training.score(snapshot, known));
      if (tested.contains(snapshot)) {
        job.console().note("score", snapshot.toString(), describe(scores.get(snapshot)));
      }
    }
    return scores;
  }

  private static String describe(Map<LocalDate, PastScores> ofModels) {
    double[] found =
        ofModels.values().stream()
            .map(one -> Metric.named(one.metrics(), MetricName.AUC).value())
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .sorted()
            .toArray();
    return "%d models, AUC %s to %s"
        .formatted(
            ofModels.size(),
            found.length == 0 ? "-" : Console.number(found[0], 4),
            found.length == 0 ? "-" : Console.number(found[found.length - 1], 4));
  }

  private SortedMap<LocalDate, LocalDate> maturities(TreeSet<LocalDate> snapshots) {
    SortedMap<LocalDate, LocalDate> maturities = new TreeMap<>();
    job.ledger().view().labels().ofFinal().stream()
        .filter(known -> snapshots.contains(known.date()))
        .forEach(known -> maturities.put(known.date(), known.maturesOn()));
    return maturities;
  }
}
