package org.churnwise.sentiment.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.churnwise.sentiment.SentimentScorer;

/**
 * How well scores agree with labels.
 *
 * @param accuracy share of texts whose score has the label's sign; a score of 0 is wrong
 * @param auc chance that a positive text scores above a negative one, ties counting half
 * @param zero share of texts with the score 0
 */
record HeldOutAccuracy(String name, int texts, double accuracy, double auc, double zero) {
  static HeldOutAccuracy of(String name, SentimentScorer scorer, List<LabelledText> texts) {
    double[] scores = texts.stream().mapToDouble(t -> scorer.score(t.text())).toArray();
    int right = 0;
    int zero = 0;
    for (int i = 0; i < scores.length; i++) {
      right += texts.get(i).positive() ? scores[i] > 0 ? 1 : 0 : scores[i] < 0 ? 1 : 0;
      zero += scores[i] == 0 ? 1 : 0;
    }
    double n = scores.length;
    return new HeldOutAccuracy(name, scores.length, right / n, auc(scores, texts), zero / n);
  }

  /** As a row of a table. */
  String row() {
    return String.format(
        Locale.ROOT, "| %s | %d | %.3f | %.3f | %.3f |", name, texts, accuracy, auc, zero);
  }

  /** By the sum of the positives' mid-ranks (Mann and Whitney). */
  private static double auc(double[] scores, List<LabelledText> texts) {
    Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
    double rankSum = 0;
    double positives = texts.stream().filter(LabelledText::positive).count();
    int from = 0;
    while (from < order.length) {
      int to = from;
      int positivesHere = 0;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        positivesHere += texts.get(order[to]).positive() ? 1 : 0;
        to++;
      }
      rankSum += positivesHere * (from + 1 + to) / 2.0;
      from = to;
    }
    return (rankSum - positives * (positives + 1) / 2) / (positives * (scores.length - positives));
  }
}
