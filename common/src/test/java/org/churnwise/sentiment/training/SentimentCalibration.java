package org.churnwise.sentiment.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether probabilities say how often it is so: texts by predicted probability, in fifths. */
record SentimentCalibration(List<String> lines) {
  private static final int BINS = 5;

  static SentimentCalibration of(List<Double> logOdds, List<Boolean> positive) {
    double[] predicted = new double[BINS];
    double[] observed = new double[BINS];
    int[] texts = new int[BINS];
    for (int i = 0; i < logOdds.size(); i++) {
      double probability = 1 / (1 + Math.exp(-logOdds.get(i)));
      int bin = Math.min(BINS - 1, (int) (probability * BINS));
      predicted[bin] += probability;
      observed[bin] += positive.get(i) ? 1 : 0;
      texts[bin]++;
    }
    List<String> lines = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      lines.add(
          String.format(
              Locale.ROOT,
              "probability %.2f observed %.2f of %d texts",
              predicted[bin] / texts[bin],
              observed[bin] / texts[bin],
              texts[bin]));
    }
    return new SentimentCalibration(lines);
  }
}
