package org.churnwise.sentiment.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.sentiment.SentimentScorer;

/**
 * Settings by nested leave-one-source-out: what a source is judged with was chosen without it. For
 * each pair of judged sources and each candidate, one fit that sees neither of the two is judged on
 * both. Settings for a source are those with the best mean AUC on the others, by the fits that
 * leave it out. This shows what the figures of settings chosen otherwise are worth.
 */
final class Selection {
  private record Trial(FitSettings settings, String left, double auc) {}

  private final List<Trial> trials = new ArrayList<>();

  private Selection() {}

  /** Tries all candidates: three fits each, a few seconds a fit. */
  static Selection of(SentenceFolder.Sources sources) {
    Selection selection = new Selection();
    List<Source> judged = sources.judged();
    for (FitSettings settings : FitSettings.candidates()) {
      for (int i = 0; i < judged.size(); i++) {
        for (int j = i + 1; j < judged.size(); j++) {
          selection.tryOut(settings, sources, judged.get(i), judged.get(j));
        }
      }
    }
    return selection;
  }

  private void tryOut(
      FitSettings settings, SentenceFolder.Sources sources, Source one, Source two) {
    SentimentScorer scorer = new Fit(settings).on(sources.without(List.of(one, two))).scorer();
    trials.add(new Trial(settings, one.name(), auc(scorer, two)));
    trials.add(new Trial(settings, two.name(), auc(scorer, one)));
  }

  private static double auc(SentimentScorer scorer, Source source) {
    return HeldOutAccuracy.of(source.name(), scorer, source.texts()).auc();
  }

  /** What to judge the source with, chosen without it. */
  FitSettings without(Source held) {
    Map<FitSettings, Double> sums = new LinkedHashMap<>();
    trials.stream()
        .filter(trial -> trial.left().equals(held.name()))
        .forEach(trial -> sums.merge(trial.settings(), trial.auc(), Double::sum));
    return sums.entrySet().stream()
        .max(Comparator.comparingDouble(Map.Entry::getValue))
        .orElseThrow()
        .getKey();
  }
}
