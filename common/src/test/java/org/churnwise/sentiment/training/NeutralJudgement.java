package org.churnwise.sentiment.training;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.churnwise.sentiment.SentimentScorer;

/**
 * Scores of sentences without a mood that no training has seen.
 *
 * @param mean mean score
 * @param size mean distance of a score from 0
 * @param sure how many are called positive or negative, at 0.5 or beyond
 */
record NeutralJudgement(String name, int sentences, double mean, double size, long sure) {
  private static final double SURE = 0.5;

  /** On each list of sentences. */
  static List<NeutralJudgement> all(SentimentScorer scorer) {
    return List.of(
        of("held out", scorer, OwnTexts.neutralHeldOut()),
        of("fresh", scorer, OwnTexts.neutralFresh()));
  }

  private static NeutralJudgement of(String name, SentimentScorer scorer, List<String> sentences) {
    double[] scores = sentences.stream().mapToDouble(scorer::score).toArray();
    return new NeutralJudgement(
        name,
        scores.length,
        Arrays.stream(scores).average().orElseThrow(),
        Arrays.stream(scores).map(Math::abs).average().orElseThrow(),
        Arrays.stream(scores).filter(score -> Math.abs(score) >= SURE).count());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d neutral sentences, %s: mean score %.3f, mean distance from 0 %.3f,"
            + " %d of them at 0.5 or beyond",
        sentences,
        name,
        mean,
        size,
        sure);
  }
}
