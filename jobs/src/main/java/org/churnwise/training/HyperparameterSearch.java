package org.churnwise.training;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.config.Hyperparameters;
import org.churnwise.config.TrainingSettings;
import org.churnwise.config.TuningSettings;
import org.churnwise.run.SnapshotRules;
import org.churnwise.stats.ScoreSums;

/**
 * Chooses the hyperparameters of a fit, from the rows of the fit and nothing else: as configured,
 * by early stopping, or by a search ({@link SearchSpace}, {@link Folds}) whose measure is log loss.
 * The configured parameters are always a candidate, measured like the others, so by that measure
 * the choice is never worse. The same rows and settings give the same choice.
 *
 * <p>Halving is successive halving (Jamieson and Talwalkar, "Non-stochastic Best Arm Identification
 * and Hyperparameter Optimization", 2016) over customers, with thirds.
 */
public final class HyperparameterSearch {
  private static final int GROUPS = 3;
  private static final int STOPPING_GROUPS = 5;
  private static final int KEPT_OF = 3;

  private final ModelTrainer trainer;
  private final TrainingSettings settings;
  private final SnapshotRules snapshots;

  public HyperparameterSearch(
      ModelTrainer trainer, TrainingSettings settings, SnapshotRules snapshots) {
    this.trainer = trainer;
    this.settings = settings;
    this.snapshots = snapshots;
  }

  /** The same search for the models of another trainer. */
  public HyperparameterSearch by(ModelTrainer other) {
    return new HyperparameterSearch(other, settings, snapshots);
  }

  /**
   * What to fit with.
   *
   * @param report how it was found; empty if it is what was configured
   */
  public record Choice(Hyperparameters parameters, Optional<SearchReport> report) {}

  /**
   * Chooses for rows as {@link ModelTrainer#fit} takes them. Without search and early stopping it
   * costs nothing. Else it holds at most training.search-rows rows in memory, and a search costs
   * three fits of two thirds of them for each candidate.
   *
   * @throws org.churnwise.error.ChurnException (exit 5) if there are no rows or only one class
   */
  public Choice choose(Dataset<Row> rows) {
    TuningSettings tuning = settings.tuning();
    if (!tuning.searches() && tuning.earlyStoppingRounds() == 0) {
      return new Choice(settings.hyperparameters(), Optional.empty());
    }
    TrialRows collected =
        TrialRows.collect(rows, trainer.preprocessing(rows), settings.seed(), tuning.searchRows());
    Folds folds =
        tuning.searches()
            ? Folds.of(collected.snapshots(), snapshots, GROUPS)
            : Folds.byCustomer(collected.snapshots(), STOPPING_GROUPS);
    int patience = tuning.searches() ? 0 : tuning.earlyStoppingRounds();
    Trials.Rules common = new Trials.Rules(settings.seed(), trainer.constraints(), patience);
    Trials trials = new Trials(rows.sparkSession(), collected, folds, common);
    try {
      return tuning.searches() ? search(trials, folds, collected.size()) : stop(trials);
    } finally {
      trials.close();
    }
  }

  private Choice search(Trials trials, Folds folds, int rows) {
    TuningSettings tuning = settings.tuning();
    Hyperparameters configured = settings.hyperparameters();
    List<Hyperparameters> drawn =
        new SearchSpace(settings.seed()).candidates(configured, tuning.searchCandidates());
    List<Measured> measured =
        tuning.search().equals("halving")
            ? halved(trials, drawn)
            : measured(trials, drawn, 1).stream().toList();
    Optional<Measured> best =
        measured.stream()
            .filter(candidate -> !candidate.curve().isEmpty())
            .min(Comparator.comparing(candidate -> candidate.curve().least()));
    if (best.isEmpty()) {
      return new Choice(configured, Optional.of(SearchReport.withoutEvidence(tuning.search())));
    }
    Hyperparameters chosen = best.get().withBestRounds();
    ScoreSums before = trials.answers(configured);
    ScoreSums after = trials.answers(chosen);
    return new Choice(
        chosen,
        Optional.of(
            SearchReport.of(
                tuning.search(), drawn.size(), folds.describe(), rows, chosen, before, after)));
  }

  /** Candidates of the last rung; the configured one, the first, is in every rung. */
  private static List<Measured> halved(Trials trials, List<Hyperparameters> drawn) {
    List<Hyperparameters> left = drawn;
    for (double share = 1.0 / (KEPT_OF * KEPT_OF); share < 0.9; share *= KEPT_OF) {
      int kept = (left.size() + KEPT_OF - 1) / KEPT_OF;
      left =
          IntStream.range(0, left.size())
              .boxed()
              .sorted(rank(measured(trials, left, share)))
              .limit(kept)
              .sorted()
              .map(left::get)
              .toList();
    }
    return measured(trials, left, 1);
  }

  /** The configured candidate first, then by least loss; without any loss last. */
  private static Comparator<Integer> rank(List<Measured> measured) {
    return Comparator.comparing(
        place -> {
          LossCurve curve = measured.get(place).curve();
          return place == 0 ? -1 : curve.isEmpty() ? Double.MAX_VALUE : curve.least();
        });
  }

  private static List<Measured> measured(
      Trials trials, List<Hyperparameters> candidates, double customerShare) {
    List<LossCurve> curves =
        trials.curves(candidates, IntStream.range(0, GROUPS).boxed().toList(), customerShare);
    return IntStream.range(0, candidates.size())
        .mapToObj(place -> new Measured(candidates.get(place), curves.get(place)))
        .toList();
  }

  private Choice stop(Trials trials) {
    Hyperparameters configured = settings.hyperparameters();
    LossCurve curve = trials.curves(List.of(configured), List.of(0), 1).get(0);
    Hyperparameters chosen =
        curve.isEmpty() ? configured : configured.withRounds(curve.bestRounds());
    return new Choice(chosen, Optional.of(SearchReport.stopped(configured, chosen, curve)));
  }

  private record Measured(Hyperparameters candidate, LossCurve curve) {
    Hyperparameters withBestRounds() {
      return candidate.withRounds(curve.bestRounds());
    }
  }
}
