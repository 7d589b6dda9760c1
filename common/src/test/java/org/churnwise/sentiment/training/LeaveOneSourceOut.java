package org.churnwise.sentiment.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.churnwise.sentiment.SentimentScorer;

/**
 * Each judged source as a model sees it that was fitted on all others.
 *
 * @param logOdds of all judged texts that the text is positive, before calibration
 * @param positive their labels, in the same order
 */
record LeaveOneSourceOut(
    List<HeldOutAccuracy> judgements, List<Double> logOdds, List<Boolean> positive) {
  /** A score of 1 has no finite log odds. */
  private static final double CERTAIN = 0.9999;

  /**
   * Fits once per judged source.
   *
   * @param fits how to fit when the source is held out
   */
  static LeaveOneSourceOut of(SentenceFolder.Sources sources, Function<Source, Fit> fits) {
    List<HeldOutAccuracy> judgements = new ArrayList<>();
    List<Double> logOdds = new ArrayList<>();
    List<Boolean> positive = new ArrayList<>();
    for (Source held : sources.judged()) {
      SentimentScorer scorer = fits.apply(held).on(sources.without(List.of(held))).scorer();
      judgements.add(HeldOutAccuracy.of(held.name(), scorer, held.texts()));
      for (LabelledText text : held.texts()) {
        double score = Math.max(-CERTAIN, Math.min(CERTAIN, scorer.score(text.text())));
        logOdds.add(Math.log((1 + score) / (1 - score)));
        positive.add(text.positive());
      }
    }
    return new LeaveOneSourceOut(judgements, logOdds, positive);
  }

  /** The factor that makes the log odds those of calibrated probabilities. */
  double slope() {
    return Fit.slope(logOdds, positive);
  }

  /** How calibrated they then are. */
  SentimentCalibration calibration() {
    double slope = slope();
    return SentimentCalibration.of(logOdds.stream().map(x -> x * slope).toList(), positive);
  }
}
