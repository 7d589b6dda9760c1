package org.churnwise.backtest;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import org.churnwise.monitoring.ProductionReadings;
import org.churnwise.monitoring.RealisedScore;
import org.churnwise.stats.Metric;
import org.churnwise.training.ModelComparator.Comparison;
import org.churnwise.training.PastModel;
import org.churnwise.training.PastScores;

/** The past as it was trained and scored anew: every model on every snapshot after its fit. */
final class ScoredPast implements PastLoop {
  private final SortedMap<LocalDate, PastModel> models;
  private final Map<LocalDate, Map<LocalDate, PastScores>> scores;
  private final Rules rules;
  private final Map<Match, Comparison> decided = new HashMap<>();

  /**
   * What decides.
   *
   * @param maturities of snapshots with FINAL labels
   */
  record Rules(
      ProductionReadings readings,
      Gate gate,
      SortedMap<LocalDate, LocalDate> maturities,
      Function<LocalDate, Optional<String>> feedFault) {}

  /** Decides between a model and a champion on the snapshot held out of the model's training. */
  interface Gate {
    Comparison decide(PastModel challenger, PastScores itsScores, PastScores champions);
  }

  private record Match(LocalDate challenger, LocalDate champion) {}

  /**
   * @param models by their watermark
   * @param scores by snapshot and by the watermark of the model
   */
  ScoredPast(
      SortedMap<LocalDate, PastModel> models,
      Map<LocalDate, Map<LocalDate, PastScores>> scores,
      Rules rules) {
    this.models = models;
    this.scores = scores;
    this.rules = rules;
  }

  /** The metrics of a model on a snapshot. */
  List<Metric> metrics(LocalDate model, LocalDate snapshot) {
    return on(snapshot, model).metrics();
  }

  PastScores on(LocalDate snapshot, LocalDate model) {
    return scores.get(snapshot).get(model);
  }

  @Override
  public Optional<Comparison> first(LocalDate watermark) {
    return Optional.ofNullable(models.get(watermark)).map(PastModel::first);
  }

  @Override
  public Comparison decide(LocalDate challenger, LocalDate champion) {
    return decided.computeIfAbsent(
        new Match(challenger, champion),
        match -> {
          PastModel model = models.get(challenger);
          return rules
              .gate()
              .decide(model, on(model.heldOut(), challenger), on(model.heldOut(), champion));
        });
  }

  @Override
  public Optional<LocalDate> newestFinal(LocalDate after, LocalDate upTo) {
    return rules.maturities().entrySet().stream()
        .filter(one -> one.getValue().isAfter(after) && !one.getValue().isAfter(upTo))
        .map(Map.Entry::getKey)
        .reduce((earlier, later) -> later);
  }

  @Override
  public RealisedScore realised(LocalDate snapshot, Optional<LocalDate> model) {
    return model
        .map(one -> ProductionReadings.score(snapshot, one.toString(), metrics(one, snapshot)))
        .orElseGet(() -> ProductionReadings.nothing(snapshot));
  }

  @Override
  public List<String> changes(LocalDate champion, SortedSet<LocalDate> predicted) {
    SortedMap<LocalDate, List<Metric>> realised = new TreeMap<>();
    predicted.forEach(snapshot -> realised.put(snapshot, metrics(champion, snapshot)));
    return rules.readings().changes(models.get(champion).version(), realised);
  }

  @Override
  public Optional<String> feedFault(LocalDate snapshot) {
    return rules.feedFault().apply(snapshot);
  }
}
