package org.churnwise.sentiment.training;

import java.util.Arrays;
import java.util.Locale;
import org.churnwise.sentiment.SentimentScorer;

/**
 * Scores of sentences without a mood that no training has seen.
 *
 * @param sure how many are called positive or negative, at 0.5 or beyond
 */
record NeutralJudgement(int sentences, double mean, long sure) {
  private static final double SURE = 0.5;

  static NeutralJudgement of(SentimentScorer scorer) {
    double[] scores = OwnTexts.neutralHeldOut().stream().mapToDouble(scorer::score).toArray();
    return new NeutralJudgement(
        scores.length,
        Arrays.stream(scores).average().orElseThrow(),
        Arrays.stream(scores).filter(score -> Math.abs(score) >= SURE).count());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d neutral sentences, held out: mean score %.3f, %d of them at 0.5 or beyond",
        sentences,
        mean,
        sure);
  }
}
